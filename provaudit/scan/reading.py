"""What a shard's reader gives, part by part; what was read and rejected of each slice is noted."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from provaudit.model import Reject, ScanSettings, Slice, TextBatch
from provaudit.scan.partial_tables import PartialTables

Read = Callable[[Slice, ScanSettings], Iterator[TextBatch]]
# Told the bytes and the rejects of a batch.
Count = Callable[[int, int], None]


@dataclass(slots=True)
class Totals:
    """What was read of a slice."""

    lines: int = 0
    records: int = 0
    rejected: int = 0
    bytes: int = 0

    def add(self, batch: TextBatch) -> None:
        """Count a batch."""
        self.lines += batch.lines
        self.records += len(batch)
        self.rejected += len(batch.rejects)
        self.bytes += batch.bytes


class Reading:
    """The batches of some slices, in parts that end where the reader of a lone slice marks.

    ``resume`` is where the part after the last begins, None if that was the end.
    """

    def __init__(
        self, read: Read, settings: ScanSettings, count: Count, slices: tuple[Slice, ...]
    ) -> None:
        self._read, self._settings, self._count = read, settings, count
        self._slices, self._in_parts = deque(slices), len(slices) == 1
        self._batches: Iterator[TextBatch] | None = None
        self._lines = 0
        self.resume: int | None = None

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to read."""
        return not self._slices

    def batches(self, tables: PartialTables) -> Iterator[TextBatch]:
        """Yield the batches of the next part that hold records; note down all others too."""
        self.resume = None
        while self._slices and self.resume is None:
            part, totals = self._slices[0], Totals()
            self._batches = self._batches or self._read(part, self._settings)
            for batch in self._batches:
                add_rejects(tables, part, batch.rejects, self._lines)
                totals.add(batch)
                self._count(batch.bytes, len(batch.rejects))
                if len(batch):
                    yield batch
                if self._in_parts and batch.resume is not None:
                    self.resume = batch.resume
                    break
            add_slice(tables, part, totals)
            self._go_on(part, totals)

    def _go_on(self, part: Slice, totals: Totals) -> None:
        if self.resume is None:
            self._slices.popleft()
            self._batches, self._lines = None, 0
        else:
            self._slices[0] = replace(part, start=self.resume)
            self._lines += totals.lines


def add_rejects(
    tables: PartialTables, part: Slice, rejects: tuple[Reject, ...], lines_before: int = 0
) -> None:
    """Note the rejects of a slice, whose reader has counted ``lines_before`` it."""
    source = part.file.source.id if part.file.source else None
    rows = [
        {
            "source": source,
            "file": reject.file,
            "slice_start": part.start,
            "line_in_slice": None if reject.line is None else reject.line - lines_before,
            "byte_offset": reject.byte_offset,
            "reason": reject.reason,
            "detail": reject.detail,
            "records": reject.records,
        }
        for reject in rejects
    ]
    tables.add_rows("rejects", rows)


def add_slice(tables: PartialTables, part: Slice, totals: Totals) -> None:
    """Note what was read of a slice."""
    row = {
        "shard": tables.key,
        "file": part.file.name,
        "start": part.start,
        "lines": totals.lines,
        "records": totals.records,
        "rejected": totals.rejected,
        "bytes": totals.bytes,
    }
    tables.add_rows("slices", [row])
