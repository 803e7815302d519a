"""The pages of a Parquet column, seen from their headers: how large one is once decompressed.

A page is decoded whole, so one that holds a string of a gigabyte needs gigabytes. Headers are
Thrift's compact protocol (apache/parquet-format, parquet.thrift, PageHeader), read here as far as
to find the next one.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

# What is read of a page header at first, and where it holds statistics of long strings.
_HEADERS = (1 << 16, 1 << 24)
_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _STRUCT = 0, 1, 2, 3, 7, 8, 12
_VARINTS = (4, 5, 6)
# Fields of a page header: that of a page of data, of a dictionary, of data in the second version.
_DATA, _DICTIONARY, _DATA_2 = 5, 7, 8
# In which field of theirs the encoding stands; the first is the number of values.
_ENCODING = {_DATA: 2, _DICTIONARY: 2, _DATA_2: 4}
# The encodings in which a value is the number of an entry of the dictionary.
_NAMING = (2, 8)


class Page(NamedTuple):
    """The size of a page in bytes, decompressed and in the file, without its header.

    ``at`` is where it lies in the file, behind its header; ``values`` how many values it has.
    ``is_dictionary`` if these are what the values of other pages name, ``names`` if it is such.
    """

    size: int
    packed: int
    at: int
    values: int
    is_dictionary: bool
    names: bool


def pages_of(raw: BinaryIO, start: int, length: int) -> Iterator[Page]:
    """Yield the pages of a column chunk; ValueError where a header is not understood."""
    at = start
    while at < start + length:
        fields, end = _header(raw, at)
        size, packed = fields.get(2, -1), fields.get(3, -1)
        if size < 0 or packed < 0:
            raise ValueError(f"no page header at {at}")
        yield _page(fields, at + end)
        at += end + packed


def _page(fields: dict[int, Any], at: int) -> Page:
    kind = next((kind for kind in _ENCODING if isinstance(fields.get(kind), dict)), _DATA)
    head = fields.get(kind) or {}
    names = kind != _DICTIONARY and head.get(_ENCODING[kind]) in _NAMING
    return Page(fields[2], fields[3], at, head.get(1, 0), kind == _DICTIONARY, names)


def _header(raw: BinaryIO, at: int) -> tuple[dict[int, Any], int]:
    for most in _HEADERS:
        raw.seek(at)
        try:
            return _struct(raw.read(most), 0)
        except (IndexError, RecursionError):
            continue
    raise ValueError(f"no page header at {at}")


def _struct(data: bytes, at: int) -> tuple[dict[int, Any], int]:
    """Return the integers and the structs among a struct's fields, and where it ends."""
    fields: dict[int, Any] = {}
    number = 0
    while (head := data[at]) != _STOP:
        at += 1
        if head >> 4:
            number += head >> 4
        else:
            number, at = _signed(data, at)
        kind = head & 15
        if kind in _VARINTS:
            fields[number], at = _signed(data, at)
        elif kind == _STRUCT:
            fields[number], at = _struct(data, at)
        else:
            at = _passed(data, at, kind)
    return fields, at + 1


def _passed(data: bytes, at: int, kind: int) -> int:
    """Return where a value ends that is of no interest."""
    if kind in (_TRUE, _FALSE):
        return at
    if kind in _VARINTS:
        return _varint(data, at)[1]
    if kind == _BINARY:
        length, at = _varint(data, at)
        return at + length
    if kind in (_BYTE, _DOUBLE):
        return at + (1 if kind == _BYTE else 8)
    raise ValueError(f"no kind of value that a page header has: {kind}")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value, at, shift = value | (byte & 127) << shift, at + 1, shift + 7
        if byte < 128:
            return value, at


def _signed(data: bytes, at: int) -> tuple[int, int]:
    value, at = _varint(data, at)
    return value >> 1 ^ -(value & 1), at
