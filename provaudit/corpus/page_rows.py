"""How many rows of a Parquet row group can be decoded at a time, whatever its pages hold.

Rows are decoded by number, not by size, so some long ones that lie together would take gigabytes,
and so would one long entry of a dictionary that many rows name.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

import pyarrow as pa

from provaudit.corpus.pages import Page

# A smaller dictionary needs no look: entries of it are short enough in any number. Of a larger one
# than is usual, all may be one entry.
_LOOKED_AT = range(4 << 10, 4 << 20)
# pyarrow says the same of both ways in which LZ4 is written; the older one cannot be read so.
_CODECS = {"LZ4": "lz4_raw"}


class Column(NamedTuple):
    """A column of a row group: its pages, the values of a row, and its longest dictionary entry."""

    pages: Sequence[Page]
    per_row: float
    longest: int


def rows_within(columns: Iterable[Column], most: int, size: int) -> int:
    """Return how many rows, at most ``most``, never take more than ``size`` bytes once decoded.

    At least 1. A page counts as a whole. That rows of a list are about equally long is assumed.
    """
    columns = tuple(columns)
    rows = most
    while rows > 1 and sum(_worst(column, rows) for column in columns) > size:
        rows = max(1, rows // 4)
    return rows


def longest_entry(raw: BinaryIO, page: Page, codec: str) -> int:
    """Return the bytes of the longest string in a dictionary page; of all where it is unclear."""
    if page.size not in _LOOKED_AT:
        return page.size
    raw.seek(page.at)
    data = raw.read(page.packed)
    try:
        if codec != "UNCOMPRESSED":
            name = _CODECS.get(codec, codec.lower())
            data = pa.Codec(name).decompress(data, page.size, asbytes=True)
    except (pa.ArrowException, ValueError, OSError):
        return page.size
    return _longest(data, page)


def _longest(data: bytes, page: Page) -> int:
    """Return the longest of strings that each stand behind their length, of four bytes."""
    at = longest = 0
    for _ in range(page.values):
        length = int.from_bytes(data[at : at + 4], "little")
        longest, at = max(longest, length), at + 4 + length
    return longest if at == len(data) else page.size


def _worst(column: Column, rows: int) -> float:
    """Return the most bytes that so many rows in a row may take."""
    values = max(1, int(rows * column.per_row))
    held: deque[tuple[int, int]] = deque()  # where a page ends, and what it takes
    worst = total = begin = 0
    for page in column.pages:
        if page.is_dictionary:
            continue
        taken = min(values, page.values) * column.longest if page.names else page.size
        # So many values reach from the last of a page to the first of this one, or they do not.
        while held and begin - held[0][0] + 2 > values:
            total -= held.popleft()[1]
        begin += page.values
        held.append((begin, taken))
        total += taken
        worst = max(worst, total)
    return worst
