"""One bit a row, and the number of a marked row among all that are."""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import kernel

Marks = NDArray[np.uint64]
Rows = NDArray[np.int64]

_ONE = np.uint64(1)
_WORD = np.uint64(63)


def no_marks(rows: int) -> Marks:
    """Return marks for so many rows, none of them set."""
    return np.zeros(rows // 64 + 1, np.uint64)


def marked(marks: Marks, first: int, count: int) -> NDArray[np.bool_]:
    """Tell which of ``count`` rows from ``first`` are marked."""
    some = marks.view(np.uint8)[first // 8 : (first + count) // 8 + 1]
    skipped = first % 8
    told = np.unpackbits(some, bitorder="little")[skipped : skipped + count]
    return told.view(np.bool_)


def marked_before(marks: Marks) -> Rows:
    """Return for each word of marks how many are set before it; ``numbers_of`` needs that."""
    counts = np.bitwise_count(marks)
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])


@kernel
def mark(marks: Marks, rows: Rows) -> None:
    """Mark some rows."""
    for row in rows:
        marks[row >> 6] |= _ONE << (np.uint64(row) & _WORD)


@kernel
def numbers_of(rows: Rows, marks: Marks, before: Rows, numbers: Rows) -> None:
    """Set ``numbers`` to how many rows before each of the marked ``rows`` are marked."""
    for at in range(len(rows)):
        row = rows[at]
        bits = marks[row >> 6] & ((_ONE << (np.uint64(row) & _WORD)) - _ONE)
        count = 0
        while bits:
            bits &= bits - _ONE
            count += 1
        numbers[at] = before[row >> 6] + count
