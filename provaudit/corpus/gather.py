"""Gather the values that a layout needs from records, until they make a block."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import pyarrow as pa

from provaudit.corpus.blocks import block_of
from provaudit.corpus.columnar import NotColumnar
from provaudit.corpus.parse import is_wide
from provaudit.corpus.pick import paths_of
from provaudit.corpus.rows import Item, Job, Row
from provaudit.corpus.values import value_at

Columns = Mapping[str, Sequence[Any]]

# About a chunk of lines: values are turned into arrays while the processor's cache holds them.
_BYTES = 1 << 20


class Gathered:
    """The values at the paths of a job's layout, record by record, as lists."""

    def __init__(self, job: Job) -> None:
        self.paths = paths_of(job.slice.file.layout)
        self._job = job
        self._forget()

    def add(self, positions: Sequence[int], columns: Columns, size: int) -> Iterator[Item]:
        """Add records that take ``size`` bytes in the file; yield what is full."""
        self._positions.extend(positions)
        for path, values in columns.items():
            self._columns[path].extend(values)
        self._size += size
        if self._size >= _BYTES:
            yield from self.rest()

    def rest(self) -> Iterator[Item]:
        """Yield what was gathered: one block, or rows if they must be looked at one by one."""
        positions, columns = self._positions, self._columns
        self._forget()
        if not positions:
            return
        layout = self._job.slice.file.layout
        try:
            position = pa.array(positions, pa.int64())
            yield block_of(position, columns.__getitem__, layout, self._job.limit)
        except NotColumnar:
            for row, position in enumerate(positions):
                yield Row(position, {path: values[row] for path, values in columns.items()})

    def _forget(self) -> None:
        self._positions: list[int] = []
        self._columns: dict[str, list[Any]] = {path: [] for path in self.paths}
        self._size = 0


# A double, or what may hold one.
_MAY_BE_WIDE = {float, list, dict}


def columns_of(records: Sequence[Mapping[str, Any]], paths: Sequence[str]) -> Columns:
    """Return the values at each path of the records."""
    plain = [path for path in paths if "." not in path]
    columns: dict[str, Sequence[Any]] = _plain_columns(records, plain)
    for path in paths:
        if "." in path:
            columns[path] = [value_at(record, path) for record in records]
    return columns


def wide_rows(columns: Columns) -> list[int]:
    """Return the rows with a number that may have been an integer of more than 64 bits."""
    rows: set[int] = set()
    for values in columns.values():
        if _MAY_BE_WIDE & set(map(type, values)):
            rows.update(row for row, value in enumerate(values) if is_wide(value))
    return sorted(rows)


def _plain_columns(
    records: Sequence[Mapping[str, Any]], names: Sequence[str]
) -> dict[str, Sequence[Any]]:
    try:
        if len(names) > 1 and records:
            values = zip(*map(itemgetter(*names), records), strict=True)
            return dict(zip(names, values, strict=True))
    except KeyError:
        pass  # some records lack some of the names
    return {name: [record.get(name) for record in records] for name in names}
