"""Arrow batches in lots: as a block where whole columns can be taken, else row by row."""

from collections.abc import Iterator

import pyarrow as pa

from provaudit.corpus.blocks import block_of
from provaudit.corpus.columnar import NotColumnar, rows_of, rows_per_lot
from provaudit.corpus.rows import Block, Item, Job, unique_names
from provaudit.corpus.values import prefixes


def items_of_batch(batch: pa.RecordBatch, job: Job, first: int) -> Iterator[Item]:
    """Yield the records of a batch, of which the first has the number ``first`` in its file."""
    batch = batch.rename_columns(unique_names(batch.schema.names))
    if job.wanted is not None:
        batch = batch.select([name for name in batch.schema.names if name in job.wanted])
    step = rows_per_lot(batch.nbytes, batch.num_rows, job.rows)
    for start in range(0, batch.num_rows, step):
        lot = batch.slice(start, step)
        block = None if job.wanted is None else block_of_lot(lot, job, first + start)
        if block is None:
            yield from rows_of(lot, job, first + start)
        else:
            yield block


def block_of_lot(lot: pa.RecordBatch, job: Job, first: int) -> Block | None:
    """Return the records of a lot as a block, None if they have to be taken row by row."""
    names, columns, rows = lot.schema.names, lot.columns, lot.num_rows
    position = pa.array(range(first, first + rows), pa.int64())

    def column_at(path: str) -> pa.Array:
        return _column_at(names, columns, path, rows)

    try:
        for column in columns:
            column.validate(full=True)
        return block_of(position, column_at, job.slice.file.layout, job.limit)
    except (NotColumnar, pa.ArrowException):
        return None


def _column_at(names: list[str], columns: list[pa.Array], path: str, rows: int) -> pa.Array:
    """Return the values at a dotted path; raise NotColumnar if records may differ in where."""
    heads = [name for name in prefixes(path) if name in names]
    if not heads:
        return pa.nulls(rows)
    if len(heads) > 1:
        raise NotColumnar
    column = columns[names.index(heads[0])]
    if heads[0] == path or pa.types.is_null(column.type):
        return column
    fields = [field.name for field in column.type] if pa.types.is_struct(column.type) else []
    if len(set(fields)) < max(len(fields), 1):
        raise NotColumnar
    return _column_at(fields, column.flatten(), path[len(heads[0]) + 1 :], rows)
