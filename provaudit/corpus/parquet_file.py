"""Parquet: row group by row group, the columns that are used and no others."""

import os
from collections.abc import Iterator
from itertools import accumulate

import pyarrow as pa
import pyarrow.parquet as pq

from provaudit.addresses import is_remote
from provaudit.corpus.columnar import BROKEN, rows_per_lot
from provaudit.corpus.lots import items_of_lot, lots_of
from provaudit.corpus.pages import pages_of
from provaudit.corpus.rows import Item, Job, unique_names
from provaudit.storage import RemoteFile, open_input

# A column chunk that is smaller has no page that needs a look.
_WORTH_A_LOOK = 1 << 20
# A page is decoded whole. It may hold many records, so it may be larger than one of them; decoded,
# it takes twice its size, which stays within what a worker may need for its largest record.
_PAGE_OF_RECORD = 4


def read_parquet(job: Job) -> Iterator[Item]:
    """Yield the rows of the slice's row groups; position is the row number in the file."""
    file, start = job.slice.file, job.slice.start
    try:
        source = open_parquet(file.path)
    except BROKEN as error:
        yield job.reject(
            "unreadable", f"not a Parquet file that can be read: {error}", records=None
        )
        return
    with source:
        counts = [source.metadata.row_group(i).num_rows for i in range(source.num_row_groups)]
        # The number of the first row of each group; the last entry is that of all rows.
        firsts = list(accumulate(counts, initial=0))
        end = len(counts) if job.slice.end < 0 else job.slice.end
        for group in range(start, end):
            yield from _row_group(source, group, firsts[group], job)
            # Going by rows, so that the shares of all slices add up to the file.
            before, after = (
                file.size * n // max(firsts[-1], 1) for n in (firsts[start], firsts[group + 1])
            )
            job.tally.bytes = after - before


def open_parquet(path: str) -> pq.ParquetFile:
    """Open a Parquet file so that pages are read as they are needed, not whole column chunks."""
    # As bytes, since a name need not be UTF-8.
    source = pa.PythonFile(RemoteFile(path)) if is_remote(path) else pa.OSFile(os.fsencode(path))
    return pq.ParquetFile(source, pre_buffer=False, buffer_size=1 << 20)


def parquet_columns(path: str) -> tuple[str, ...]:
    """Return the top-level columns of a Parquet file, none if it cannot be read."""
    try:
        with open_parquet(path) as source:
            return tuple(source.schema_arrow.names)
    except BROKEN:
        return ()


def _row_group(source: pq.ParquetFile, group: int, first: int, job: Job) -> Iterator[Item]:
    facts, done = source.metadata.row_group(group), 0
    names = _projection(source.schema_arrow.names, job)
    largest = _largest_page(job.slice.file.path, facts, names)
    if largest > _PAGE_OF_RECORD * job.limit:
        detail = (
            f"row group {group}, {facts.num_rows} rows: a page of {largest} bytes, and none of "
            f"more than {_PAGE_OF_RECORD * job.limit} is read with this --memory: give more"
        )
        yield job.reject("too_long", detail, records=facts.num_rows)
        return
    batches = source.iter_batches(
        batch_size=rows_per_lot(facts.total_byte_size, facts.num_rows, job.rows),
        row_groups=[group],
        columns=names,
        use_threads=False,
    )
    try:
        for batch in batches:
            for lot in lots_of(batch, job):
                yield from items_of_lot(lot, job, first + done)
                done += lot.num_rows
    except BROKEN as error:
        lost = facts.num_rows - done
        yield job.reject("unreadable", f"row group {group}, {lost} rows: {error}", records=lost)


def _largest_page(path: str, facts: pq.RowGroupMetaData, names: list[str] | None) -> int:
    """Return the bytes of the largest page that would be decoded; 0 where none can be large.

    Where a page cannot be seen, the column may be one page.
    """
    largest = 0
    with open_input(path) as raw:
        for number in range(facts.num_columns):
            column = facts.column(number)
            if names is not None and column.path_in_schema.split(".")[0] not in names:
                continue
            if column.total_uncompressed_size > _WORTH_A_LOOK:
                first = column.dictionary_page_offset or column.data_page_offset
                start = min(first, column.data_page_offset)
                pages = pages_of(raw, start, column.total_compressed_size)
                try:
                    largest = max(largest, *(page.size for page in pages), 0)
                except ValueError:
                    largest = max(largest, column.total_uncompressed_size)
    return largest


def _projection(names: list[str], job: Job) -> list[str] | None:
    # A repeated name is told apart by its place among the others: then all are read.
    if job.wanted is None or unique_names(names) != names:
        return None
    return sorted(job.wanted.intersection(names))
