"""Which rows share a key: a column of numbers on disk, sorted in memory a part at a time.

A database would build a table of all keys to find the few that occur twice. Sorting needs memory
for one part of the keys only, unless very many rows share one key.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import IO

import numpy as np
from numpy.typing import NDArray

from provaudit.estimate import few_keys

Rows = NDArray[np.int64]
Keys = NDArray[np.uint64]

# Rows that are read at a time, and keys that are sorted at a time (about 24 bytes each).
CHUNK = 1 << 20
PART = 1 << 23
# More rows than these are worth loading numba for.
_FEW = 1 << 20


class Column:
    """Numbers of ``width`` a row in a temporary file, written once in order of the rows."""

    def __init__(self, file: IO[bytes], width: int = 1) -> None:
        self._file = file
        self._width = width
        self.rows = 0

    def append(self, values: Keys) -> None:
        """Add rows: an array of (rows,) or (rows, width)."""
        self._file.write(np.ascontiguousarray(values).data)
        self.rows += len(values)

    def chunks(self) -> Iterator[tuple[int, Keys]]:
        """Yield the number of the first row, and the rows as an array (rows, width)."""
        self._file.seek(0)
        for first in range(0, self.rows, CHUNK):
            size = 8 * self._width * min(CHUNK, self.rows - first)
            yield first, np.frombuffer(self._file.read(size), np.uint64).reshape(-1, self._width)

    def take(self, rows: Rows) -> Keys:
        """Return the values of some rows, which must be in ascending order."""
        taken = np.empty((len(rows), self._width), np.uint64)
        for first, values in self.chunks():
            start, end = np.searchsorted(rows, (first, first + len(values)))
            taken[start:end] = values[rows[start:end] - first]
        return taken


def rows_of_equal_keys(column: Column, left_out: NDArray[np.bool_]) -> Iterator[tuple[Rows, Keys]]:
    """Yield the rows whose key (the first number) another row has too, sorted by key and row.

    Rows that are ``left_out`` (a flag a row) do not count. All rows of a key come together.
    """
    bits = (max(0, column.rows - 1) // PART).bit_length()
    for part in range(1 << bits):
        rows, keys = _part(column, left_out, part, bits)
        repeated = _candidates(keys)
        rows, keys = rows[repeated], keys[repeated]
        # In the order of the keys' upper bits already, and of the rows: little is left to sort.
        order = np.argsort(keys, kind="stable")
        rows, keys = rows[order], keys[order]
        several = in_runs(keys)
        yield rows[several], keys[several]


def in_runs(*sorted_columns: Keys) -> NDArray[np.bool_]:
    """Tell of each row whether a neighbour is the same in all columns."""
    same = np.ones(max(0, len(sorted_columns[0]) - 1), bool)
    for column in sorted_columns:
        same &= column[1:] == column[:-1]
    told = np.zeros(len(sorted_columns[0]), bool)
    told[1:] |= same
    told[:-1] |= same
    return told


def _part(column: Column, left_out: NDArray[np.bool_], part: int, bits: int) -> tuple[Rows, Keys]:
    """Return rows and keys of one part; the upper bits of a key say in which it is."""
    rows, keys = [np.empty(0, np.int64)], [np.empty(0, np.uint64)]
    for first, values in column.chunks():
        last = first + len(values)
        at, chosen = _ways(column.rows).keys_of_part(values[:, 0], left_out[first:last], part, bits)
        rows.append(at + first)
        keys.append(chosen)
    return np.concatenate(rows), np.concatenate(keys)


def _ways(rows: int) -> ModuleType:
    if rows <= _FEW:
        return few_keys
    from provaudit.kernels import keys

    return keys


def _candidates(keys: Keys) -> Rows:
    """Return the places of all keys that occur twice or more, and of few others.

    One sort of numbers that hold the upper bits of a key and its place, in place of a sort of
    places by their keys. Places come in that order.
    """
    place = np.uint64((1 << len(keys).bit_length()) - 1)
    both: Keys = _ways(len(keys)).packed(keys, place)
    both.sort()
    places: Rows = (both[in_runs(both & ~place)] & place).astype(np.int64)
    return places
