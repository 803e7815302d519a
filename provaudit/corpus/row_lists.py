"""Rows that come as lists of strings, gathered until they make columns."""

from collections.abc import Iterator

from provaudit.corpus.gather import Columns, Gathered, columns_of
from provaudit.corpus.rows import Item, Job

_ROWS = 1000
_BYTES = 1 << 20


class RowLists:
    """Rows of a job whose columns have these ``names``."""

    def __init__(self, job: Job, names: list[str]) -> None:
        self._gathered, self._names = Gathered(job), names
        self._forget()

    def add(self, position: int, cells: list[str], size: int) -> Iterator[Item]:
        """Add a row that takes ``size`` bytes in the file; yield what is full."""
        self._positions.append(position)
        self._rows.append(cells)
        self._size += size
        return self._moved() if self._size >= _BYTES or len(self._rows) >= _ROWS else iter(())

    def rest(self) -> Iterator[Item]:
        """Yield what was gathered."""
        yield from self._moved()
        yield from self._gathered.rest()

    def _forget(self) -> None:
        self._positions: list[int] = []
        self._rows: list[list[str]] = []
        self._size = 0

    def _moved(self) -> Iterator[Item]:
        positions, rows, size = self._positions, self._rows, self._size
        self._forget()
        yield from self._gathered.add(positions, self._columns(rows), size)

    def _columns(self, rows: list[list[str]]) -> Columns:
        paths = self._gathered.paths
        if any("." in path for path in paths):
            return columns_of([dict(zip(self._names, row, strict=True)) for row in rows], paths)
        columns = dict(zip(self._names, zip(*rows, strict=True), strict=True)) if rows else {}
        return {path: columns.get(path) or [None] * len(rows) for path in paths}
