"""Rows of CSV: all of a chunk at once where nothing is wrong, else one by one with its reason."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from provaudit.corpus.csv_feed import Feed, NotUtf8
from provaudit.corpus.lines import Line, Lines
from provaudit.corpus.rows import Job
from provaudit.model import Reject


class CsvRow(NamedTuple):
    """A row: ``number`` and ``offset`` of its first line, ``size`` of its lines in bytes."""

    number: int
    offset: int
    size: int
    cells: list[str]


class CsvRows:
    """The rows of a job's file, read from a feed of its lines."""

    def __init__(self, feed: Feed, delimiter: str, job: Job) -> None:
        self._feed, self._delimiter, self._job = feed, delimiter, job
        self._reader = csv.reader(feed, delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[CsvRow | Reject]:
        while not self._feed.ended():
            ahead = self._feed.ahead()
            if ahead is not None:
                yield from self._at_once(*ahead)
            if not self._feed.ended():
                yield from self.next()

    def next(self) -> Iterator[CsvRow | Reject]:
        """Yield the next row, or what it had to be rejected for; nothing for a blank line."""
        feed = self._feed
        feed.begin()
        try:
            cells = next(self._reader)
        except StopIteration:
            return
        except (csv.Error, OverflowError) as error:
            yield _fault(self._job, feed, error)
            return
        first = feed.held[0]
        if feed.bad is not None:
            yield _not_utf8(self._job, first, feed.bad)
        elif cells and not (len(feed.held) == 1 and _is_blank(first.data)):
            yield CsvRow(first.number, first.offset, feed.size, cells)

    def _at_once(self, lines: Lines, start: int) -> Iterator[CsvRow]:
        """Yield the rows of the lines from ``start`` on, up to the first that has a fault."""
        try:
            # A line that was too long is None, and raises TypeError here, as is wanted.
            text = b"\n".join(lines.data[start:]).decode("utf-8")  # type: ignore[arg-type]
        except (TypeError, UnicodeDecodeError):
            return  # a line that is too long, or not UTF-8
        reader = csv.reader(
            [line + "\n" for line in text.split("\n")], delimiter=self._delimiter, strict=True
        )
        begin, rows = start, []
        try:
            for cells in reader:
                end = start + reader.line_num
                offset = lines.offsets[begin]
                rows.append(
                    CsvRow(lines.number + begin, offset, lines.offsets[end] - offset, cells)
                )
                begin = end
        except csv.Error:
            pass  # it may go on in the next chunk
        self._feed.move(begin)
        yield from (row for row in rows if not _is_blank_row(row, lines))


def _is_blank_row(row: CsvRow, lines: Lines) -> bool:
    if row.cells and row.cells[0].strip():
        return False
    line = row.number - lines.number
    one_line = row.offset + row.size == lines.offsets[line + 1]
    return not row.cells or (one_line and _is_blank(lines.data[line]))


def _is_blank(line: bytes | None) -> bool:
    return not (line or b"").strip()


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
