"""Scan one shard: batches of text become evidence, verdicts and partial tables.

Nothing here knows other shards, so any split, order or engine gives the same tables.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from provaudit.model import Reject, ScanSettings, Shard, Slice, TextBatch
from provaudit.scan.grams import ShingleSampler, ngram_rows
from provaudit.scan.merging import merged
from provaudit.scan.partial_tables import PartialTables
from provaudit.scan.records import evidence_rows, scan_batch
from provaudit.scan.sampling import Sampler

__all__ = ["Count", "Read", "Scanner", "lose_shard", "scan_shard"]

Read = Callable[[Slice, ScanSettings], Iterator[TextBatch]]
Count = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Scanner:
    """All that a worker needs beside its shard; must be picklable, so ``read`` is a plain function.

    ``tables`` is the folder of the partial tables or its URI, ``count`` is told the bytes read
    so far.
    """

    tables: Path | str
    settings: ScanSettings
    read: Read
    count: Count


def scan_shard(scanner: Scanner, shard: Shard) -> str:
    """Scan ``shard``, commit its tables whole or not at all, and return its key."""
    with PartialTables(scanner.tables, shard.key, _attributes(shard)) as tables:
        sinks = _Sinks(tables, Sampler(scanner.settings.sample, scanner.settings.redact))
        for batch in merged(_read(scanner, shard, tables)):
            _scan_batch(batch, sinks, redact=scanner.settings.redact)
        tables.add("sample", sinks.sample.rest())
        tables.add("shingles", sinks.shingles.rest())
        tables.commit()
    return shard.key


def lose_shard(tables: Path | str, shard: Shard, detail: str) -> None:
    """Commit ``shard`` as lost: each slice is one reject, so that nothing is lost silently.

    Under a key that is no shard's, so that the next run tries it again.
    """
    with PartialTables(tables, f"{shard.key}-lost", _attributes(shard)) as parts:
        for part in shard.slices:
            reject = Reject(part.file.name, "unreadable", detail, records=None)
            _add_rejects(parts, part, (reject,))
            _add_slice(parts, part, _Totals(rejected=1))
        parts.commit()


@dataclass(frozen=True, slots=True)
class _Sinks:
    """Where the rows of a shard go, and what chooses among them."""

    tables: PartialTables
    sample: Sampler
    shingles: ShingleSampler = field(default_factory=ShingleSampler)


@dataclass(slots=True)
class _Totals:
    lines: int = 0
    records: int = 0
    rejected: int = 0
    bytes: int = 0


def _read(scanner: Scanner, shard: Shard, tables: PartialTables) -> Iterator[TextBatch]:
    """Yield the batches that hold records; write down what was read and rejected of each slice."""
    for part in shard.slices:
        totals = _Totals()
        for batch in scanner.read(part, scanner.settings):
            _add_rejects(tables, part, batch.rejects)
            totals.records += len(batch)
            totals.lines += batch.lines
            totals.rejected += len(batch.rejects)
            totals.bytes += batch.bytes
            scanner.count(batch.bytes)
            if len(batch):
                yield batch
        _add_slice(tables, part, totals)


def _scan_batch(batch: TextBatch, sinks: _Sinks, *, redact: bool) -> None:
    scanned = scan_batch(batch)
    records, tables = scanned.records, sinks.tables
    tables.add("records", records)
    tables.add("evidence", evidence_rows(records, scanned.hits, redact=redact))
    tables.add("ngrams", ngram_rows(records, scanned.words))
    tables.add("sample", sinks.sample.take(records, batch.text))
    sinks.shingles.take(records, scanned.words, scanned.rank)


def _attributes(shard: Shard) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for part in shard.slices:
        names.update((name, None) for name, _ in part.file.layout.attributes)
    return tuple(names)


def _add_rejects(tables: PartialTables, part: Slice, rejects: tuple[Reject, ...]) -> None:
    source = part.file.source.id if part.file.source else None
    rows = [
        {
            "source": source,
            "file": reject.file,
            "slice_start": part.start,
            "line_in_slice": reject.line,
            "byte_offset": reject.byte_offset,
            "reason": reject.reason,
            "detail": reject.detail,
            "records": reject.records,
        }
        for reject in rejects
    ]
    tables.add_rows("rejects", rows)


def _add_slice(tables: PartialTables, part: Slice, totals: _Totals) -> None:
    tables.add_rows(
        "slices",
        [
            {
                "shard": tables.key,
                "file": part.file.name,
                "start": part.start,
                "lines": totals.lines,
                "records": totals.records,
                "rejected": totals.rejected,
                "bytes": totals.bytes,
            }
        ],
    )
