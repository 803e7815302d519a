"""JSON lines, parsed by us line by line, so that a bad line is one reject with its number."""

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

import orjson

from provaudit.corpus.encoding import NOT_UTF8, looks_like_utf16
from provaudit.corpus.gather import Gathered, columns_of, wide_rows
from provaudit.corpus.lines import Line, Lines, lines_of_slice
from provaudit.corpus.parse import parsed_row
from provaudit.corpus.repeats import may_repeat
from provaudit.corpus.rows import MARK_BYTES, Item, Job, Mark, Row
from provaudit.corpus.streams import FAILURES, head_of
from provaudit.model import Reject

_Records = list[Mapping[str, Any] | None]


def read_jsonl(job: Job) -> Iterator[Item]:
    """Yield the records of a slice of JSON lines; position is the offset of the line."""
    file = job.slice.file
    if looks_like_utf16(head_of(file.path, file.compression, 4)):
        # Every slice sees this; the first one says it.
        if job.slice.start == 0:
            yield job.reject("bad_utf8", NOT_UTF8, offset=0, records=None)
        return
    gathered, marked = Gathered(job), job.slice.start
    try:
        for lines in lines_of_slice(job):
            yield from _taken_at_once(lines, job, gathered) or _taken(lines, job, gathered)
            if lines.offsets[-1] - marked >= MARK_BYTES:
                yield from gathered.rest()
                marked = lines.offsets[-1]
                yield Mark(marked, job.tally.lines)
    except FAILURES:
        yield from gathered.rest()  # what came before the damage is kept
        raise
    yield from gathered.rest()


def _taken_at_once(lines: Lines, job: Job, gathered: Gathered) -> Iterable[Item] | None:
    """Add the records of lines that need no second look; None if some do, or columns are inside.

    Each record is let go before the next is parsed.
    """
    paths = gathered.paths
    if not job.wanted or len(paths) < 2 or any("." in path for path in paths):
        return None
    if may_repeat(lines, job.wanted):
        return None
    try:
        # A line that was too long is None; orjson refuses it as it refuses bad JSON.
        values = zip(*map(itemgetter(*paths), map(orjson.loads, lines.data)), strict=True)  # type: ignore[arg-type]
        columns = dict(zip(paths, values, strict=True))
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    if wide_rows(columns):
        return None
    return gathered.add(lines.offsets[:-1], columns, lines.offsets[-1] - lines.offsets[0])


def _taken(lines: Lines, job: Job, gathered: Gathered) -> Iterator[Item]:
    """Yield the rejects among the lines, and add the records; yield these if all are wanted."""
    records = _loaded(lines.data)
    yield from _mended(records, _odd(records, lines, job), lines, job)
    if job.wanted is None:
        yield from _rows(records, lines)
    else:
        yield from _gathered(records, lines, job, gathered)


def _rows(records: _Records, lines: Lines) -> Iterator[Row]:
    for offset, record in zip(lines.offsets, records, strict=False):
        if record is not None:
            yield Row(offset, record)


def _gathered(records: _Records, lines: Lines, job: Job, gathered: Gathered) -> Iterator[Item]:
    """Add the records to those gathered; yield what is full, and what is rejected after all."""
    positions, there = _there(records, lines)
    columns = columns_of(there, gathered.paths)
    wide = wide_rows(columns)
    if wide:
        number_of = {offset: index for index, offset in enumerate(lines.offsets)}
        again = [number_of[positions[row]] for row in wide]
        yield from _mended(records, again, lines, job)
        positions, there = _there(records, lines)
        columns = columns_of(there, gathered.paths)
    yield from gathered.add(positions, columns, lines.offsets[-1] - lines.offsets[0])


def _there(records: _Records, lines: Lines) -> tuple[list[int], list[Mapping[str, Any]]]:
    """Return the positions of the lines that hold records, and these."""
    there = [record for record in records if record is not None]
    if len(there) == len(records):
        return lines.offsets[:-1], there
    found = zip(lines.offsets, records, strict=False)
    return [offset for offset, record in found if record is not None], there


def _loaded(lines: list[bytes | None]) -> _Records:
    """Return what each line holds, None where it is no JSON that can be trusted at once."""
    try:
        # None, a line that was too long, is refused like bad JSON.
        return list(map(orjson.loads, lines))  # type: ignore[arg-type]
    except orjson.JSONDecodeError:
        return [_loaded_or_none(line) for line in lines]


def _loaded_or_none(line: bytes | None) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return orjson.loads(line)  # type: ignore[arg-type]  # None is refused, see above
    except orjson.JSONDecodeError:
        return None


def _odd(records: _Records, lines: Lines, job: Job) -> list[int]:
    """Return which lines need a second look."""
    odd: set[int] = set()
    if set(map(type, records)) != {dict}:
        odd.update(index for index, record in enumerate(records) if type(record) is not dict)
    if job.wanted:
        odd.update(may_repeat(lines, job.wanted))
    return sorted(odd)


def _mended(records: _Records, indices: Iterable[int], lines: Lines, job: Job) -> Iterator[Reject]:
    """Parse some of the lines with care: put in their records, or None, and yield the rejects."""
    for index in indices:
        found = _carefully(lines.line(index), job)
        records[index] = found.record if isinstance(found, Row) else None
        if isinstance(found, Reject):
            yield found


def _carefully(line: Line, job: Job) -> Item | None:
    number, offset, data, skip = line
    if data is None:
        detail = f"a line of more than {job.limit} bytes"
        return job.reject("too_long", detail, line=number, offset=offset)
    return parsed_row(job, data, offset, number, skip) if data.strip() else None
