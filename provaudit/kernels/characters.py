"""Characters of a text by their general category, the byte entropy, the longest run."""

from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.jit import inlined, integer, kernel
from provaudit.kernels.unicode_table import (
    CATEGORIES,
    CATEGORY,
    COMBINING,
    NOT_NFC,
    Classes,
    cell,
    stage,
    table,
)
from provaudit.kernels.utf8 import REPLACEMENT, decode
from provaudit.kernels.wide import BLOCK, repeats, within, zeros_above, zeros_below

MARKUP = "<>{}[]|\\`*#_="
_MARKUP = tuple(MARKUP.encode())
_ONE, _NOTHING = np.uint64(1), np.uint64(0)
_ROOM = 32  # categories, rounded up


class Census(NamedTuple):
    """What was counted, an item for each record.

    ``categories`` (records x 32): characters by the order of ``unicode_table.CATEGORIES``;
    ``entropy`` of the bytes (Shannon), bits a byte, 0 for no text; ``longest_run`` of one
    character; ``replacement``: characters U+FFFD; ``markup``: characters of MARKUP; ``normal``:
    the text is in NFC for certain (False: it may be all the same).
    """

    categories: NDArray[np.int64]
    entropy: NDArray[np.float64]
    longest_run: NDArray[np.int64]
    replacement: NDArray[np.int64]
    markup: NDArray[np.int64]
    normal: NDArray[np.bool_]

    def total(self, *names: str) -> NDArray[np.int64]:
        """Return the characters of each record whose category begins with one of ``names``."""
        chosen = [at for at, name in enumerate(CATEGORIES) if name.startswith(names)]
        total: NDArray[np.int64] = self.categories[:, chosen].sum(axis=1)
        return total


def count_characters(text: Utf8) -> Census:
    """Return the census of each text."""
    rows = len(text.starts)
    census = Census(
        np.zeros((rows, _ROOM), np.int64),
        np.zeros(rows, np.float64),
        np.zeros(rows, np.int64),
        np.zeros(rows, np.int64),
        np.zeros(rows, np.int64),
        np.zeros(rows, np.bool_),
    )
    _count(text, table(), census)
    return census


@kernel
def _count(text: Utf8, classes: Classes, census: Census) -> None:
    seen = np.zeros(4 * 256, np.int64)
    for row in range(len(text.starts)):
        first, end = text.starts[row], text.ends[row]
        _count_bytes(text.data, first, end, seen)
        for byte in range(128):
            census.categories[row, classes[classes[stage(byte)] + cell(byte)] & CATEGORY] += seen[
                byte
            ]
        for byte in _MARKUP:
            census.markup[row] += seen[byte]
        census.entropy[row] = _entropy(seen[:256], end - first)
        longest, replaced, normal = _walk(text.data, first, end, classes, census.categories[row])
        census.longest_run[row], census.replacement[row] = longest, replaced
        census.normal[row] = normal


@kernel
def _count_bytes(data: NDArray[np.uint8], first: int, end: int, seen: NDArray[np.int64]) -> None:
    """Count into four tables in turn: a count that has just been written cannot be read at once."""
    seen[:] = 0
    while first + 4 <= end:
        for turn in range(4):
            seen[256 * turn + data[first + turn]] += 1
        first += 4
    for at in range(first, end):
        seen[data[at]] += 1
    for byte in range(256):
        seen[byte] += seen[256 + byte] + seen[512 + byte] + seen[768 + byte]


@kernel
def _entropy(seen: NDArray[np.int64], size: int) -> float:
    """Return Shannon's entropy: log n - (sum of c log c) / n."""
    total = 0.0
    for count in seen:
        if count > 1:
            total += count * log2(count)
    return max(log2(size) - total / size, 0.0) if size else 0.0


@kernel
def _walk(
    data: NDArray[np.uint8], at: int, end: int, classes: Classes, categories: NDArray[np.int64]
) -> tuple[int, int, bool]:
    """Add the classes of the non-ASCII characters.

    Return the longest run, the replacement characters, and whether it is in NFC for certain.
    """
    previous, run, longest, replaced, before, normal = -1, 0, 0, 0, 0, True
    close = at  # where the next block may be passed over
    while at < end:
        if at >= close and longest and at + BLOCK <= end:
            same = repeats(data, at)
            if not within(data, at, 128, 255) and _is_short(same, run, longest):
                at += BLOCK
                run = zeros_above(~same) + (1 if ~same else run)
                previous, before = integer(data[at - 1]), 0
                continue
            close = at + BLOCK
        point, marks = integer(data[at]), 0
        if point < 128:
            at += 1
        else:
            point, at = decode(data, at, end)
            marks = integer(classes[classes[stage(point)] + cell(point)])
            categories[marks & CATEGORY] += 1
            replaced += point == REPLACEMENT
            # Two combining characters in a row may be out of order: let unicodedata look.
            normal = normal and not (marks & NOT_NFC) and not (marks & before & COMBINING)
        run = run + 1 if point == previous else 1
        longest = max(longest, run)
        previous, before = point, marks
    return longest, replaced, normal


@inlined
def _is_short(same: np.uint64, run: int, longest: int) -> bool:
    """Return whether no run in a block of ASCII exceeds ``longest``.

    ``run`` is that at the end of what lies before, of which no ASCII equals the last byte if that
    is of a character beyond ASCII.
    """
    left, steps = same, 1
    while left and steps < longest:
        left, steps = left & (left >> _ONE), steps + 1
    return left == _NOTHING and zeros_below(~same) + run <= longest
