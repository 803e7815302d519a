"""A file's bytes, decompressed, in chunks; a truncated archive gives all it can before it fails."""

import bz2
import gzip
import lzma
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from provaudit.corpus.zstd import read_zstd
from provaudit.storage import open_input

PLAIN = "none"

_ARCHIVE_CHUNK = 256 << 10
_PLAIN_CHUNK = 1 << 20
_DECODE_ERRORS = (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)


class Truncated(Exception):
    """An archive ends too early or is damaged; ``offset`` counts its decompressed bytes."""

    def __init__(self, detail: str, offset: int) -> None:
        super().__init__(detail)
        self.detail = detail
        self.offset = offset


# What ends the reading of a file before its end.
FAILURES = (Truncated, OSError, MemoryError)


@dataclass(frozen=True, slots=True)
class ByteStream:
    """An open file: ``read`` gives decompressed bytes, ``tell`` how far the file itself is read."""

    read: Callable[[int], bytes]
    tell: Callable[[], int]
    compressed: bool


@contextmanager
def open_bytes(
    path: str, compression: str, start: int = 0, frame: tuple[int, int] = (0, 0)
) -> Iterator[ByteStream]:
    """Open a file for reading its decompressed bytes from ``start`` on.

    In an archive, decompression begins at ``frame`` (see Slice); what lies before is passed over.
    """
    with open_input(path) as raw:
        if compression == PLAIN:
            raw.seek(start)
            yield ByteStream(raw.read, raw.tell, compressed=False)
        else:
            empty = raw.seek(0, os.SEEK_END) == 0
            raw.seek(frame[0])
            read = _empty if empty else _READERS[compression](raw)
            stream = ByteStream(read, raw.tell, compressed=True)
            _pass_over(stream, start - frame[1])
            yield stream


def _pass_over(stream: ByteStream, size: int) -> None:
    """Read ``size`` decompressed bytes for nothing, fewer where there are no more."""
    while size > 0:
        try:
            passed = len(stream.read(min(size, _ARCHIVE_CHUNK)))
        except _DECODE_ERRORS:
            return  # whoever reads on meets the same damage, and tells it
        if not passed:
            return
        size -= passed


def chunks_of(stream: ByteStream) -> Iterator[bytes]:
    """Yield a stream's bytes in chunks; raise Truncated after the last that could be decoded."""
    if not stream.compressed:
        while chunk := stream.read(_PLAIN_CHUNK):
            yield chunk
        return
    offset = 0
    while True:
        try:
            chunk = stream.read(_ARCHIVE_CHUNK)
        except _DECODE_ERRORS as error:
            raise Truncated(str(error) or type(error).__name__, offset) from error
        if not chunk:
            return
        offset += len(chunk)
        yield chunk


def head_of(path: str, compression: str, size: int) -> bytes:
    """Return the first ``size`` decompressed bytes of a file, fewer where there are no more."""
    head = b""
    with open_bytes(path, compression) as stream:
        try:
            for chunk in chunks_of(stream):
                head += chunk
                if len(head) >= size:
                    break
        except Truncated:
            pass  # reading the file proper will say so
    return head[:size]


def _gzip(raw: BinaryIO) -> Callable[[int], bytes]:
    # read1 hands out what it has before it meets the error that a full read would fail with.
    return gzip.GzipFile(fileobj=raw).read1


def _bz2(raw: BinaryIO) -> Callable[[int], bytes]:
    return bz2.BZ2File(raw).read1


def _xz(raw: BinaryIO) -> Callable[[int], bytes]:
    return lzma.LZMAFile(raw).read1


def _empty(size: int) -> bytes:
    raise EOFError(f"the archive is empty: {size} bytes were asked for, there are none")


_READERS: dict[str, Callable[[BinaryIO], Callable[[int], bytes]]] = {
    "gzip": _gzip,
    "bz2": _bz2,
    "xz": _xz,
    "zstd": read_zstd,
}
