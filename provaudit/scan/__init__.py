"""Scan one shard: batches of text become evidence, verdicts and partial tables.

Nothing here knows other shards, so any split, order or engine gives the same tables.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from provaudit.model import Reject, ScanSettings, Shard, Slice, TextBatch
from provaudit.scan.partial_tables import PartialTables
from provaudit.scan.records import evidence_rows, record_rows
from provaudit.scan.sampling import Sampler

__all__ = ["Count", "Read", "Scanner", "lose_shard", "scan_shard"]

Read = Callable[[Slice, ScanSettings], Iterator[TextBatch]]
Count = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Scanner:
    """All that a worker needs beside its shard; must be picklable, so ``read`` is a plain function.

    ``tables`` is the folder of the partial tables, ``count`` is told the bytes read so far.
    """

    tables: Path
    settings: ScanSettings
    read: Read
    count: Count


def scan_shard(scanner: Scanner, shard: Shard) -> str:
    """Scan ``shard``, commit its tables whole or not at all, and return its key."""
    sampler = Sampler(scanner.settings.sample, scanner.settings.redact)
    with PartialTables(scanner.tables, shard.key, _attributes(shard)) as tables:
        for part in shard.slices:
            _scan_slice(scanner, part, tables, sampler)
        tables.add("sample", sampler.rest())
        tables.commit()
    return shard.key


def lose_shard(tables: Path, shard: Shard, detail: str) -> None:
    """Commit ``shard`` as lost: each slice is one reject, so that nothing is lost silently."""
    with PartialTables(tables, shard.key, _attributes(shard)) as parts:
        for part in shard.slices:
            reject = Reject(part.file.name, "unreadable", detail, records=None)
            _add_rejects(parts, part, (reject,))
            _add_slice(parts, part, _Totals(rejected=1))
        parts.commit()


@dataclass(slots=True)
class _Totals:
    lines: int = 0
    records: int = 0
    rejected: int = 0
    bytes: int = 0
    text_bytes: int = 0


def _scan_slice(scanner: Scanner, part: Slice, tables: PartialTables, sampler: Sampler) -> None:
    totals = _Totals()
    for batch in scanner.read(part, scanner.settings):
        _add_rejects(tables, part, batch.rejects)
        if len(batch):
            _scan_batch(batch, tables, sampler, totals, redact=scanner.settings.redact)
        totals.lines += batch.lines
        totals.rejected += len(batch.rejects)
        totals.bytes += batch.bytes
        scanner.count(batch.bytes)
    _add_slice(tables, part, totals)


def _scan_batch(
    batch: TextBatch, tables: PartialTables, sampler: Sampler, totals: _Totals, *, redact: bool
) -> None:
    records, hits = record_rows(batch)
    tables.add("records", records)
    tables.add("evidence", evidence_rows(records, hits, redact=redact))
    tables.add("sample", sampler.take(records, batch.text))
    totals.records += records.num_rows
    totals.text_bytes += sum(records["text_bytes"].to_pylist())


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
                "text_bytes": totals.text_bytes,
            }
        ],
    )
