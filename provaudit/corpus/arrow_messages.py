"""How many rows a record batch has and how large it is once decoded, seen before it is read.

Arrow's metadata are FlatBuffers (apache/arrow, format/Message.fbs, File.fbs and Schema.fbs), read
here as far as that. Damaged ones raise ValueError.
"""

import struct
from typing import NamedTuple

import pyarrow as pa

_CONTINUATION = b"\xff\xff\xff\xff"
_DICTIONARY, _RECORDS = 2, 3
_FOOTER_END = 10  # its length and the magic behind it
_LENGTH = struct.Struct("<q")


class Message(NamedTuple):
    """A message of the IPC format: its ``size`` in bytes once decoded; ``end`` lies behind it."""

    is_records: bool
    is_compressed: bool
    rows: int
    size: int
    end: int


def places_of(source: pa.NativeFile) -> tuple[list[int], list[int]]:
    """Return where the dictionaries and the record batches of an Arrow file lie."""
    end = source.size()
    length = int.from_bytes(_read(source, 4, end - _FOOTER_END), "little")
    data = _read(source, length, end - _FOOTER_END - length)
    try:
        footer = _at(data, 0)
        # In a Block: offset, length of the metadata, padding, length of the body.
        return tuple(
            [_LENGTH.unpack_from(data, at)[0] for at in _vector(data, footer, number, 24)]
            for number in (2, 3)
        )  # type: ignore[return-value]  # of two
    except (struct.error, IndexError) as error:
        raise ValueError(f"the footer of the file is damaged: {error}") from error


def message_at(source: pa.NativeFile, at: int) -> Message | None:
    """Return the message at a place, None where a stream ends."""
    head = _read(source, 8, at)
    begin = 8 if head[:4] == _CONTINUATION else 4  # older files have the length alone
    length = int.from_bytes(head[begin - 4 : begin], "little")
    if len(head) < begin or length == 0:
        return None
    try:
        return _message(source, _read(source, length, at + begin), at + begin + length)
    except (struct.error, IndexError) as error:
        raise ValueError(f"the metadata at {at} are damaged: {error}") from error


def _message(source: pa.NativeFile, data: bytes, body: int) -> Message:
    message = _at(data, 0)
    kind_at, header_at, length_at = (_field(data, message, number) for number in (1, 2, 3))
    kind = data[kind_at] if kind_at else 0
    end = body + (_LENGTH.unpack_from(data, length_at)[0] if length_at else 0)
    if kind not in (_DICTIONARY, _RECORDS):
        return Message(False, False, 0, 0, end)
    records = _at(data, header_at)
    if kind == _DICTIONARY:
        records = _at(data, _field(data, records, 1))
    rows_at = _field(data, records, 0)
    rows = _LENGTH.unpack_from(data, rows_at)[0] if rows_at else 0
    buffers = [struct.unpack_from("<qq", data, at) for at in _vector(data, records, 2, 16)]
    is_compressed = _field(data, records, 3) > 0
    if is_compressed:
        sizes = [_inflated(source, body + offset, length) for offset, length in buffers]
    else:
        sizes = [length for _, length in buffers]
    if rows < 0 or min(sizes, default=0) < 0:
        raise ValueError(f"the metadata before {body} are damaged: a length below 0")
    return Message(kind == _RECORDS, is_compressed, rows, sum(sizes), end)


def _inflated(source: pa.NativeFile, at: int, length: int) -> int:
    """Return the size of a compressed buffer: it begins with it, or with -1 if it is as it was."""
    if length < _LENGTH.size:
        return length
    (size,) = _LENGTH.unpack(_read(source, _LENGTH.size, at))
    return int(size) if size >= 0 else length - _LENGTH.size


def _read(source: pa.NativeFile, length: int, at: int) -> bytes:
    """Return bytes at a place, fewer at the end; ValueError where none can be."""
    if at < 0 or length > source.size():
        raise ValueError(f"nothing of {length} bytes can lie at {at}")
    data: bytes = source.read_at(length, at)
    return data


def _at(data: bytes, at: int) -> int:
    return at + int(struct.unpack_from("<I", data, at)[0])


def _field(data: bytes, table: int, number: int) -> int:
    """Return where a field of a table lies, 0 where it has none."""
    vtable = table - struct.unpack_from("<i", data, table)[0]
    if vtable < 0:
        raise IndexError("a table lies outside")
    slot = 4 + 2 * number
    if slot >= struct.unpack_from("<H", data, vtable)[0]:
        return 0
    (offset,) = struct.unpack_from("<H", data, vtable + slot)
    return table + offset if offset else 0


def _vector(data: bytes, table: int, number: int, width: int) -> range:
    """Return where the structs of a vector lie, each of ``width`` bytes."""
    field = _field(data, table, number)
    if not field:
        return range(0)
    start = _at(data, field)
    (count,) = struct.unpack_from("<I", data, start)
    if start + 4 + count * width > len(data):
        raise IndexError("a vector is longer than the metadata")
    return range(start + 4, start + 4 + count * width, width)
