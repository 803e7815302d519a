"""Gather rows into batches that are bounded in records and in bytes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from provaudit.corpus.pick import Picked, column_names, pick
from provaudit.corpus.rows import Item, Job, Row
from provaudit.model import Reject, TextBatch

RECORDS = 4096
TEXT_BYTES = 8 << 20


@dataclass(slots=True)
class _Pending:
    positions: list[int] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    prompts: list[str | None] = field(default_factory=list)
    cells: list[list[str | None]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    size: int = 0

    def add(self, position: int, picked: Picked) -> None:
        self.positions.append(position)
        self.texts.append(picked.text)
        self.prompts.append(picked.prompt)
        self.cells.append(picked.cells)
        self.size += _size(picked)

    def full(self) -> bool:
        many = len(self.positions) >= RECORDS or len(self.rejects) >= RECORDS
        return many or self.size >= TEXT_BYTES


def batches_of(items: Iterator[Item], job: Job) -> Iterator[TextBatch]:
    """Yield batches of what ``items`` holds; the last says all that the job's tally counts."""
    pending, lines, size = _Pending(), 0, 0
    for item in items:
        _take(item, job, pending)
        if pending.full():
            yield _batch(pending, job, lines, size)
            pending, lines, size = _Pending(), job.tally.lines, job.tally.bytes
    if pending.positions or pending.rejects or (lines, size) != (job.tally.lines, job.tally.bytes):
        yield _batch(pending, job, lines, size)


def _take(item: Item, job: Job, pending: _Pending) -> None:
    if isinstance(item, Reject):
        pending.rejects.append(item)
        return
    try:
        picked = pick(item.record, job.slice.file.layout)
    except UnicodeDecodeError as error:
        where = f"row {item.position}: its text is not UTF-8: {error.reason}"
        pending.rejects.append(job.reject("bad_utf8", where))
        return
    if _size(picked) > job.limit:
        pending.rejects.append(_too_long(item, job))
    else:
        pending.add(item.position, picked)


def _size(picked: Picked) -> int:
    return len(picked.text or "") + len(picked.prompt or "")


def _too_long(row: Row, job: Job) -> Reject:
    return job.reject("too_long", f"row {row.position}: a text of more than {job.limit} bytes")


def _batch(pending: _Pending, job: Job, lines: int, size: int) -> TextBatch:
    names = column_names(job.slice.file.layout)
    columns = zip(*pending.cells, strict=True) if pending.cells else ([] for _ in names)
    return TextBatch(
        file=job.slice.file,
        position=pa.array(pending.positions, pa.int64()),
        text=pa.array(pending.texts, pa.large_string()),
        prompt=pa.array(pending.prompts, pa.large_string()),
        columns={
            name: pa.array(list(cells), pa.string())
            for name, cells in zip(names, columns, strict=True)
        },
        rejects=tuple(pending.rejects),
        lines=job.tally.lines - lines,
        bytes=job.tally.bytes - size,
    )
