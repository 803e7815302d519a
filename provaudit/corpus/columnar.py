"""Records out of Arrow batches: checked, a lot at a time, whatever the columns hold."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from provaudit.corpus.rows import Item, Job, Row

# What Arrow raises on damaged files; some of it only when a value is looked at.
BROKEN = (pa.ArrowException, OSError, MemoryError, ValueError, NotImplementedError)

# Rows are decoded in lots of about this many bytes.
LOT = 8 << 20


class NotColumnar(Exception):
    """Columns hold something that has to be looked at record by record."""


class _NotUtf8:
    """Stands for a string that is no UTF-8."""


def rows_of(batch: pa.RecordBatch, job: Job, first: int) -> Iterator[Item]:
    """Yield the rows of a batch, of which the first has the number ``first`` in its file."""
    names = batch.schema.names
    columns = [values_of(column) for column in batch.columns]
    for row in range(batch.num_rows):
        record = {name: column[row] for name, column in zip(names, columns, strict=True)}
        yield _item(job, first + row, record)


def rows_per_lot(size: int, rows: int, most: int) -> int:
    """Return how many rows make a lot, where ``rows`` of them take ``size`` bytes."""
    return max(1, min(most, LOT * rows // max(size, 1)))


def validate(batch: pa.RecordBatch) -> None:
    """Raise pa.ArrowInvalid if the batch's buffers do not fit together.

    A file may name offsets that lie outside of its buffers. Strings are checked as bytes, since
    one that is not UTF-8 costs its record and not the batch.
    """
    for column in batch.columns:
        as_bytes = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}
        kind = as_bytes.get(column.type)
        (column if kind is None else column.view(kind)).validate(full=True)


def values_of(column: pa.Array, *, strict: bool = False) -> list[Any]:
    """Return a column's values as Python has them, None for those that it cannot hold.

    A string that is not UTF-8 is marked as such; if ``strict``, NotColumnar is raised for it.
    """
    try:
        # Microseconds without a zone are what Python can hold.
        if pa.types.is_timestamp(column.type):
            column = column.cast(pa.timestamp("us"), safe=False)
        values: list[Any] = column.to_pylist()
    except (UnicodeDecodeError, OverflowError, *BROKEN):
        values = [_value(column, i) for i in range(len(column))]
        if strict and any(isinstance(value, _NotUtf8) for value in values):
            raise NotColumnar from None
    return values


def _item(job: Job, number: int, record: dict[str, Any]) -> Item:
    bad = sorted(name for name, value in record.items() if isinstance(value, _NotUtf8))
    if bad:
        return job.reject("bad_utf8", f"row {number}: column {bad[0]} is not UTF-8")
    return Row(number, record)


def _value(column: pa.Array, row: int) -> Any:  # noqa: ANN401 - any value of any column
    try:
        return column[row].as_py()
    except UnicodeDecodeError:
        return _NotUtf8()
    except (OverflowError, *BROKEN):
        return None  # a date beyond what Python can hold: nothing that could be shown
