"""Arrow batches in lots: as a block where whole columns can be taken, else row by row."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from provaudit.corpus.blocks import block_of
from provaudit.corpus.columnar import LOT, NotColumnar, rows_of, rows_per_lot, validate
from provaudit.corpus.rows import Block, Item, Job, unique_names
from provaudit.corpus.values import prefixes

# Beside its text a record may have other cells, and Arrow has offsets.
_LIMITS = 2


def lots_of(batch: pa.RecordBatch, job: Job) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a batch in lots of about LOT bytes, with the wanted columns only.

    A lot of more is a single row. Raises pa.ArrowInvalid where buffers do not fit together.
    """
    batch.validate()
    batch = batch.rename_columns(unique_names(batch.schema.names))
    if job.wanted is not None:
        batch = batch.select([name for name in batch.schema.names if name in job.wanted])
    step = rows_per_lot(batch.get_total_buffer_size(), batch.num_rows, job.rows)
    for start in range(0, batch.num_rows, step):
        lot = batch.slice(start, step)
        validate(lot)
        yield from _halved(lot)


def items_of_lot(lot: pa.RecordBatch, job: Job, first: int) -> Iterator[Item]:
    """Yield the records of a lot, of which the first has the number ``first`` in its file.

    A record that is too large is rejected before it becomes text; where all columns are looked at,
    only its large cells are left out.
    """
    if lot.num_rows == 1 and _size(lot) > _LIMITS * job.limit:
        if job.wanted is not None:
            detail = f"row {first}: a record of more than {job.limit} bytes"
            yield job.reject("too_long", detail)
            return
        lot = _without_large_cells(lot, job.limit)
    block = None if job.wanted is None else block_of_lot(lot, job, first)
    if block is None:
        yield from rows_of(lot, job, first)
    else:
        yield block


def _halved(lot: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Yield a lot in halves until none is large: some rows may be much longer than others."""
    rows = lot.num_rows
    if rows < 2 or _size(lot) <= 2 * LOT:
        yield lot
        return
    yield from _halved(lot.slice(0, rows // 2))
    yield from _halved(lot.slice(rows // 2))


def _size(lot: pa.RecordBatch) -> int:
    return sum(map(_bytes_of, lot.columns))


def _bytes_of(column: pa.Array) -> int:
    """Return what the values of a column take once each stands for itself."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    try:
        lengths = pc.binary_length(column.dictionary)
    except pa.ArrowException:
        return int(column.indices.nbytes)  # of numbers
    return int(pc.sum(lengths.take(column.indices)).as_py() or 0)


def _without_large_cells(lot: pa.RecordBatch, limit: int) -> pa.RecordBatch:
    columns = [
        pa.nulls(lot.num_rows, column.type) if _bytes_of(column) > limit else column
        for column in lot.columns
    ]
    return pa.RecordBatch.from_arrays(columns, lot.schema.names)


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
