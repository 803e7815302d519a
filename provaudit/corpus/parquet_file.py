"""Parquet: row group by row group, the columns that are used and no others."""

import os
from collections.abc import Iterator
from itertools import accumulate
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from provaudit.addresses import is_remote
from provaudit.corpus.columnar import BROKEN, rows_per_lot
from provaudit.corpus.lots import items_of_lot, lots_of
from provaudit.corpus.page_rows import Column, longest_entry, rows_within
from provaudit.corpus.pages import Page, pages_of
from provaudit.corpus.rows import Item, Job, unique_names
from provaudit.storage import RemoteFile, open_input

# A column chunk that is smaller has no page that needs a look, and no long entry in a dictionary.
_WORTH_A_LOOK = 4 << 10
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
    columns = _looked_at(job.slice.file.path, facts, names)
    largest = max((page.size for column in columns for page in column.pages), default=0)
    if largest > _PAGE_OF_RECORD * job.limit:
        detail = (
            f"row group {group}, {facts.num_rows} rows: a page of {largest} bytes, and none of "
            f"more than {_PAGE_OF_RECORD * job.limit} is read with this --memory: give more"
        )
        yield job.reject("too_long", detail, records=facts.num_rows)
        return
    most = rows_per_lot(facts.total_byte_size, facts.num_rows, job.rows)
    batches = source.iter_batches(
        batch_size=rows_within(columns, most, _PAGE_OF_RECORD * job.limit),
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


def _looked_at(path: str, facts: pq.RowGroupMetaData, names: list[str] | None) -> list[Column]:
    """Return what the pages of the columns that are read say; of columns that can be large."""
    with open_input(path) as raw:
        columns = (facts.column(number) for number in range(facts.num_columns))
        return [
            _column(raw, column, facts.num_rows)
            for column in columns
            if names is None or column.path_in_schema.split(".")[0] in names
            if column.total_uncompressed_size > _WORTH_A_LOOK
        ]


def _column(raw: BinaryIO, column: pq.ColumnChunkMetaData, rows: int) -> Column:
    """Return the pages of a column chunk. Where one cannot be seen, the column may be one page."""
    first = column.dictionary_page_offset or column.data_page_offset
    start = min(first, column.data_page_offset)
    pages, longest = [], 0
    try:
        for page in pages_of(raw, start, column.total_compressed_size):
            pages.append(page)
            if page.is_dictionary and column.physical_type == "BYTE_ARRAY":
                longest = longest_entry(raw, page, column.compression)
    except ValueError:
        whole = column.total_uncompressed_size
        pages = [Page(whole, column.total_compressed_size, start, column.num_values, False, False)]
    return Column(pages, column.num_values / max(rows, 1), longest)


def _projection(names: list[str], job: Job) -> list[str] | None:
    # A repeated name is told apart by its place among the others: then all are read.
    if job.wanted is None or unique_names(names) != names:
        return None
    return sorted(job.wanted.intersection(names))
