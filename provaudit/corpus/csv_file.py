"""CSV and TSV: Python's csv over our own lines, so that a bad row is told by line and byte.

Quoting is strict: a quote that is never closed costs the line that opened it, not the rest.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from provaudit.corpus.csv_feed import Feed
from provaudit.corpus.csv_rows import CsvRow, CsvRows
from provaudit.corpus.encoding import NOT_UTF8, looks_like_utf16
from provaudit.corpus.lines import lines_of_slice
from provaudit.corpus.row_lists import RowLists
from provaudit.corpus.rows import MARK_BYTES, Item, Job, Mark, Row, Tally, unique_names
from provaudit.corpus.streams import FAILURES, head_of
from provaudit.model import Reject, Slice

DELIMITERS = ",\t;|"

_MARK = b"\xef\xbb\xbf"
_HEAD = 64 << 10
_LONGEST_HEADER = 1 << 20


def read_csv(job: Job) -> Iterator[Item]:
    """Yield the rows of a CSV or TSV file as strings; position is the offset of the row."""
    file = job.slice.file
    head = head_of(file.path, file.compression, _HEAD)
    if looks_like_utf16(head):
        yield job.reject("bad_utf8", NOT_UTF8, offset=0, records=None)
        return
    csv.field_size_limit(job.limit + 1)
    delimiter = delimiter_of(head, file.name)
    feed = Feed(lines_of_slice(job), job.limit)
    rows = CsvRows(feed, delimiter, job)
    header = _header(rows, feed) if job.slice.start == 0 else _first_row(job, delimiter)
    if isinstance(header, Reject):
        detail = f"the first line cannot be read as column names: {header.detail}"
        yield job.reject(header.reason, detail, line=1, offset=0, records=None)
    elif header:
        yield from _records(iter(rows), unique_names([cell.strip() for cell in header.cells]), job)


def header_of(path: str, name: str, compression: str) -> tuple[str, ...]:
    """Return the column names in the first row of a CSV file, none if it cannot be read."""
    head = head_of(path, compression, _LONGEST_HEADER).removeprefix(_MARK)
    text = io.StringIO(head.decode("utf-8", "replace"), newline="")
    try:
        rows = csv.reader(text, delimiter=delimiter_of(head, name), strict=True)
        first = next((row for row in rows if row), [])
    except csv.Error:
        return ()
    return tuple(unique_names([cell.strip() for cell in first]))


def delimiter_of(head: bytes, name: str) -> str:
    """Return the delimiter that occurs most in a file's first line, outside of quotes."""
    first = head.removeprefix(_MARK).lstrip(b"\r\n").split(b"\n", 1)[0]
    unquoted = b"".join(first.split(b'"')[::2]).decode("utf-8", "replace")
    if ".tsv" in name.lower() and "\t" in unquoted:
        return "\t"
    best = max(DELIMITERS, key=unquoted.count)
    return best if best in unquoted else ","


def _first_row(job: Job, delimiter: str) -> CsvRow | Reject | None:
    whole = replace(job, slice=Slice(job.slice.file), tally=Tally())
    feed = Feed(lines_of_slice(whole), job.limit)
    return _header(CsvRows(feed, delimiter, whole), feed)


def _header(rows: CsvRows, feed: Feed) -> CsvRow | Reject | None:
    while not feed.ended():
        for row in rows.next():
            return row
    return None


def _records(rows: Iterator[CsvRow | Reject], names: list[str], job: Job) -> Iterator[Item]:
    """Yield the rejects among the rows, and what the rows hold: in blocks, or as they are."""
    held, marked = RowLists(job, names), job.slice.start
    try:
        for row in rows:
            if isinstance(row, CsvRow) and row.offset - marked >= MARK_BYTES:
                yield from held.rest()
                marked = row.offset
                yield Mark(marked, row.number - 1)
            if isinstance(row, Reject):
                yield row
            elif len(row.cells) != len(names):
                detail = f"{len(row.cells)} fields where the header names {len(names)}"
                yield job.reject("bad_row", detail, line=row.number, offset=row.offset)
            elif job.wanted is None:
                yield Row(row.offset, dict(zip(names, row.cells, strict=True)))
            else:
                yield from held.add(row.offset, row.cells, row.size)
    except FAILURES:
        yield from held.rest()  # what came before the damage is kept
        raise
    yield from held.rest()
