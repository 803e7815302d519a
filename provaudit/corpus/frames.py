"""Where decompression can begin inside an archive: seen from headers, without decompressing.

zstd: frames that state their decompressed size (RFC 8878), with the seek table of the seekable
format where there is one (facebook/zstd, contrib/seekable_format). gzip: the blocks of BGZF,
which state their compressed size (SAM specification, section 4.1).
"""

import os
import struct
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import BinaryIO

from provaudit.storage import open_input

_ZSTD = 0xFD2FB528
_SKIPPABLE = 0x184D2A50
_SEEK_TABLE = 0x8F92EAB1
_SEEK_FOOTER = struct.Struct("<IBI")
_LARGEST_TABLE = 256 << 20
_BGZF_HEADER = struct.Struct("<4sIBBHBBHH")

# A frame: its compressed and its decompressed size.
_Frame = tuple[int, int]
_HEADERS = (struct.error, IndexError, OSError)


def frames_of(path: str, compression: str, target: int) -> list[tuple[int, int]]:
    """Return where frames begin, at least ``target`` decompressed bytes apart, without the first.

    Pairs of the offset in the file and that of the decompressed byte there. None where the
    archive is one frame, or does not say how large its frames are.
    """
    if compression not in _WALKS:
        return []
    with open_input(path) as raw:
        size = raw.seek(0, os.SEEK_END)
        try:
            return list(_thinned(_WALKS[compression](raw, size), size, target))
        except _HEADERS:
            return []  # reading it will say what is wrong


def _thinned(frames: Iterator[_Frame], size: int, target: int) -> Iterator[tuple[int, int]]:
    packed = inflated = last = 0
    for one, other in frames:
        if inflated - last >= max(target, 1) and packed < size and other:
            yield packed, inflated
            last = inflated
        packed, inflated = packed + one, inflated + other


def _zstd(raw: BinaryIO, size: int) -> Iterator[_Frame]:
    yield from _seek_table(raw, size) or _zstd_frames(raw, size)


def _seek_table(raw: BinaryIO, size: int) -> list[_Frame]:
    """Return the frames that a seek table lists; none if there is no table, or one that is off."""
    if size < _SEEK_FOOTER.size:
        return []
    raw.seek(size - _SEEK_FOOTER.size)
    count, flags, magic = _SEEK_FOOTER.unpack(raw.read(_SEEK_FOOTER.size))
    width = 12 if flags & 0x80 else 8
    body = count * width + _SEEK_FOOTER.size
    if magic != _SEEK_TABLE or body + 8 > min(size, _LARGEST_TABLE):
        return []
    raw.seek(size - body - 8)
    table = raw.read(body + 8)
    if struct.unpack_from("<II", table) != (_SKIPPABLE + 0xE, body):
        return []
    frames = [struct.unpack_from("<II", table, 8 + width * i) for i in range(count)]
    packed = sum(one for one, _ in frames)
    starts = accumulate((one for one, _ in frames[:-1]), initial=0)
    honest = packed == size - body - 8 and all(_is_zstd(raw, start) for start in starts)
    return [(one, other) for one, other in frames] if honest else []


def _is_zstd(raw: BinaryIO, start: int) -> bool:
    raw.seek(start)
    return raw.read(4) == _ZSTD.to_bytes(4, "little")


def _zstd_frames(raw: BinaryIO, size: int) -> Iterator[_Frame]:
    at = 0
    while at < size:
        raw.seek(at)
        head = raw.read(18)
        (magic,) = struct.unpack_from("<I", head)
        if magic & 0xFFFFFFF0 == _SKIPPABLE:
            length, inflated = 8 + struct.unpack_from("<I", head, 4)[0], 0
        elif magic == _ZSTD:
            begin, inflated, checksum = _frame_header(head)
            length = _end_of_blocks(raw, at + begin) + checksum - at
        else:
            return
        if inflated < 0:
            return  # from here on nobody knows how much is before a frame
        yield length, inflated
        at += length


def _frame_header(head: bytes) -> tuple[int, int, int]:
    """Return the size of a frame's header, what it states (-1: nothing), its checksum's size."""
    flags = head[4]
    single = flags >> 5 & 1
    at = 5 + (1 - single) + (0, 1, 2, 4)[flags & 3]
    width = (single, 2, 4, 8)[flags >> 6]
    if width > len(head) - at:
        raise IndexError("a header that is cut")
    stated = int.from_bytes(head[at : at + width], "little") + (256 if width == 2 else 0)
    return at + width, stated if width else -1, 4 * (flags >> 2 & 1)


def _end_of_blocks(raw: BinaryIO, at: int) -> int:
    last = 0
    while not last:
        raw.seek(at)
        header = raw.read(3)
        last, kind = header[0] & 1, header[0] >> 1 & 3
        length = int.from_bytes(header, "little") >> 3
        at += 3 + (1 if kind == 1 else length)
    return at


def _bgzf(raw: BinaryIO, size: int) -> Iterator[_Frame]:
    at = 0
    while at < size:
        raw.seek(at)
        magic, _, _, _, extra, one, two, length, block = _BGZF_HEADER.unpack(
            raw.read(_BGZF_HEADER.size)
        )
        if magic != b"\x1f\x8b\x08\x04" or (extra, one, two, length) != (6, 66, 67, 2):
            return
        raw.seek(at + block - 3)
        yield block + 1, struct.unpack("<I", raw.read(4))[0]
        at += block + 1


_WALKS: dict[str, Callable[[BinaryIO, int], Iterator[_Frame]]] = {"zstd": _zstd, "gzip": _bgzf}
