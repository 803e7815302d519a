"""CSV and TSV: Python's csv over our own lines, so that a bad row is told by line and byte.

Quoting is strict: a quote that is never closed costs the line that opened it, not the rest.
"""

import csv
import io
from collections.abc import Iterator

from provaudit.corpus.csv_feed import Feed, NotUtf8
from provaudit.corpus.encoding import NOT_UTF8, looks_like_utf16
from provaudit.corpus.lines import Line, lines_of_slice
from provaudit.corpus.rows import Item, Job, Row, unique_names
from provaudit.corpus.streams import head_of
from provaudit.model import Reject

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
    feed = Feed(lines_of_slice(job), job.limit)
    reader = csv.reader(feed, delimiter=delimiter_of(head, file.name), strict=True)
    rows = _rows(reader, feed, job)
    header = next(rows, None)
    if isinstance(header, Reject):
        detail = f"the first line cannot be read as column names: {header.detail}"
        yield job.reject(header.reason, detail, line=1, offset=0, records=None)
    elif header:
        names = unique_names([cell.strip() for cell in header])
        for found in rows:
            yield found if isinstance(found, Reject) else _row(job, feed.held[0], names, found)


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


def _rows(reader: Iterator[list[str]], feed: Feed, job: Job) -> Iterator[list[str] | Reject]:
    while True:
        feed.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, OverflowError) as error:
            yield _fault(job, feed, error)
            continue
        if feed.bad is not None:
            yield _not_utf8(job, feed.held[0], feed.bad)
        elif cells and not _is_blank(feed.held):
            yield cells


def _row(job: Job, line: Line, names: list[str], cells: list[str]) -> Item:
    if len(cells) != len(names):
        detail = f"{len(cells)} fields where the header names {len(names)}"
        return job.reject("bad_row", detail, line=line.number, offset=line.offset)
    return Row(line.offset, dict(zip(names, cells, strict=True)))


def _fault(job: Job, feed: Feed, error: Exception) -> Reject:
    line = feed.held[0]
    if line.data is None:
        detail = f"a line of more than {job.limit} bytes"
        return job.reject("too_long", detail, line=line.number, offset=line.offset)
    if len(feed.held) == 1 and feed.bad is not None:
        return _not_utf8(job, line, feed.bad)
    many = len(feed.held) > 1
    detail = "a quote that opens here is not closed as it should be" if many else str(error)
    lost: int | None = 1
    if not feed.give_back():
        detail, lost = f"{detail}; {len(feed.held)} lines are lost", None
    return job.reject("bad_row", detail, line=line.number, offset=line.offset, records=lost)


def _not_utf8(job: Job, first: Line, bad: NotUtf8) -> Reject:
    return job.reject("bad_utf8", f"not UTF-8: {bad.why}", line=first.number, offset=bad.offset)


def _is_blank(held: list[Line]) -> bool:
    return len(held) == 1 and not (held[0].data or b"").strip()
