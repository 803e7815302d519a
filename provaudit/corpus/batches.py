"""Gather rows and blocks into batches that are bounded in records and in bytes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from provaudit.corpus.blocks import sizes_of
from provaudit.corpus.pick import Picked, column_names, pick
from provaudit.corpus.rows import Block, Item, Job, Mark, Row
from provaudit.model import Reject, TextBatch, batch_bytes

RECORDS = 4096


@dataclass(slots=True)
class _Rows:
    """Records that were picked one by one."""

    positions: list[int] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    prompts: list[str | None] = field(default_factory=list)
    cells: list[list[str | None]] = field(default_factory=list)

    def add(self, position: int, picked: Picked) -> None:
        self.positions.append(position)
        self.texts.append(picked.text)
        self.prompts.append(picked.prompt)
        self.cells.append(picked.cells)

    def block(self, columns: int) -> Block:
        cells = zip(*self.cells, strict=True) if self.cells else ([] for _ in range(columns))
        return Block(
            pa.array(self.positions, pa.int64()),
            pa.array(self.texts, pa.large_string()),
            pa.array(self.prompts, pa.large_string()),
            tuple(pa.array(list(column), pa.string()) for column in cells),
        )


class _Pending:
    """What will be the next batch of a job."""

    def __init__(self, job: Job) -> None:
        self._job, self._lines, self._bytes = job, 0, 0
        self._most = batch_bytes(job.limit)
        self._names = column_names(job.slice.file.layout)
        self._forget()

    def _forget(self) -> None:
        self._blocks: list[Block] = []
        self._rows = _Rows()
        self.rejects: list[Reject] = []
        self.records, self.size = 0, 0

    def add_row(self, row: Row, picked: Picked) -> None:
        self._rows.add(row.position, picked)
        self.records += 1
        self.size += _size(picked)

    def add_block(self, block: Block) -> None:
        self._end_rows()
        self._blocks.append(block)
        self.records += len(block.position)
        self.size += _bytes(block)

    def full(self) -> bool:
        many = self.records >= RECORDS or len(self.rejects) >= RECORDS
        return many or self.size >= self._most

    def has_room_for(self, block: Block) -> bool:
        fits = self.records + len(block.position) <= RECORDS
        return not self.records or (fits and self.size + _bytes(block) <= self._most)

    def empty(self) -> bool:
        tally = self._job.tally
        counted = (self._lines, self._bytes) == (tally.lines, tally.bytes)
        return not self.records and not self.rejects and counted

    def batch(self, mark: Mark | None = None) -> TextBatch:
        """Return the batch, which says what the tally counted since the last, and begin anew.

        At a ``mark`` the lines before it count, since a reader may be ahead of what it gave.
        """
        self._end_rows(at_least_one=True)
        block, rejects, tally = _one(self._blocks), tuple(self.rejects), self._job.tally
        seen = mark.lines if mark else tally.lines
        lines, size = seen - self._lines, tally.bytes - self._bytes
        self._lines, self._bytes = seen, tally.bytes
        self._forget()
        return TextBatch(
            file=self._job.slice.file,
            position=block.position,
            text=block.text,
            prompt=block.prompt,
            columns=dict(zip(self._names, block.cells, strict=True)),
            rejects=rejects,
            lines=lines,
            bytes=size,
            resume=mark.resume if mark else None,
        )

    def _end_rows(self, *, at_least_one: bool = False) -> None:
        if self._rows.positions or (at_least_one and not self._blocks):
            self._blocks.append(self._rows.block(len(self._names)))
            self._rows = _Rows()


def batches_of(items: Iterator[Item], job: Job) -> Iterator[TextBatch]:
    """Yield batches of what ``items`` holds; the last says all that the job's tally counts."""
    pending = _Pending(job)
    for item in items:
        if isinstance(item, Block):
            for part in _parts(item, batch_bytes(job.limit)):
                if not pending.has_room_for(part):
                    yield pending.batch()
                pending.add_block(part)
        elif isinstance(item, Mark):
            yield pending.batch(item)
        else:
            _take(item, job, pending)
        if pending.full():
            yield pending.batch()
    if not pending.empty():
        yield pending.batch()


def _take(item: Row | Reject, job: Job, pending: _Pending) -> None:
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
        pending.add_row(item, picked)


def _size(picked: Picked) -> int:
    return len(picked.text or "") + len(picked.prompt or "")


def _bytes(block: Block) -> int:
    size: int = block.text.nbytes + block.prompt.nbytes
    return size


def _too_long(row: Row, job: Job) -> Reject:
    return job.reject("too_long", f"row {row.position}: a text of more than {job.limit} bytes")


def _one(blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    position, text, prompt = (pa.concat_arrays([b[i] for b in blocks]) for i in range(3))
    cells = zip(*(block.cells for block in blocks), strict=True)
    return Block(position, text, prompt, tuple(map(pa.concat_arrays, cells)))


def _parts(block: Block, most: int) -> Iterator[Block]:
    """Cut a block where it grows beyond what a batch may hold."""
    rows = len(block.position)
    if _bytes(block) <= most:
        yield from (_part(block, start, start + RECORDS) for start in range(0, rows, RECORDS))
        return
    start, held = 0, 0
    for end, size in enumerate(sizes_of(block.text, block.prompt).to_pylist(), 1):
        held += size
        if held >= most or end - start >= RECORDS or end == rows:
            yield _part(block, start, end)
            start, held = end, 0


def _part(block: Block, start: int, end: int) -> Block:
    if start == 0 and end >= len(block.position):
        return block
    position, text, prompt = (column.slice(start, end - start) for column in block[:3])
    return Block(position, text, prompt, tuple(c.slice(start, end - start) for c in block.cells))
