"""Scan one shard: batches of text become evidence, verdicts and partial tables.

Nothing here knows other shards, so any split, order or engine gives the same tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from provaudit.model import Reject, ScanSettings, Shard, TextBatch, batch_bytes
from provaudit.scan.grams import ShingleSampler, ngram_rows
from provaudit.scan.health import identifier_rows
from provaudit.scan.merging import merged
from provaudit.scan.partial_tables import PartialTables
from provaudit.scan.reading import Count, Read, Reading, Totals, add_rejects, add_slice
from provaudit.scan.records import evidence_rows, scan_batch
from provaudit.scan.sampling import Sampler
from provaudit.style import StyleModel, chosen_model

__all__ = ["Count", "Read", "Scanner", "left_of", "lose_shard", "scan_shard"]


@dataclass(frozen=True, slots=True)
class Scanner:
    """All that a worker needs beside its shard; must be picklable, so ``read`` is a plain function.

    ``tables`` is the folder of the partial tables or its URI, ``count`` is told the bytes read and
    the number of rejects, batch by batch.
    """

    tables: Path | str
    settings: ScanSettings
    read: Read
    count: Count


def scan_shard(scanner: Scanner, shard: Shard) -> str:
    """Scan ``shard``, commit its tables whole or in parts, and return its key.

    Where a reader marks its place, what lies before is committed, so that no later worker need
    scan it again (see ``left_of``).
    """
    reading = Reading(scanner.read, scanner.settings, scanner.count, shard.slices)
    settings = scanner.settings
    model = chosen_model(settings.detector)
    while not reading.ended:
        with PartialTables(scanner.tables, shard.key, _attributes(shard)) as tables:
            sinks = _Sinks(tables, Sampler(settings.sample, settings.redact), model)
            for batch in merged(reading.batches(tables), batch_bytes(settings.max_record)):
                _scan_batch(batch, sinks, settings)
            tables.add("sample", sinks.sample.rest())
            tables.add("shingles", sinks.shingles.rest())
            tables.commit(reading.resume)
    return shard.key


def left_of(shard: Shard, resumes: Mapping[str, int]) -> Shard:
    """Return a shard without what is committed of it; ``resumes`` says by key where it goes on."""
    if shard.key not in resumes:
        return shard
    return replace(shard, slices=(replace(shard.slices[0], start=resumes[shard.key]),))


def lose_shard(tables: Path | str, shard: Shard, detail: str) -> None:
    """Commit ``shard`` as lost: each slice is one reject, so that nothing is lost silently.

    Under a key that is no shard's, so that the next run tries it again.
    """
    with PartialTables(tables, f"{shard.key}-lost", _attributes(shard)) as parts:
        for part in shard.slices:
            reject = Reject(part.file.name, "unreadable", detail, records=None)
            add_rejects(parts, part, (reject,))
            add_slice(parts, part, Totals(rejected=1))
        parts.commit()


@dataclass(frozen=True, slots=True)
class _Sinks:
    """Where the rows of a shard go, and what chooses among them."""

    tables: PartialTables
    sample: Sampler
    model: StyleModel
    shingles: ShingleSampler = field(default_factory=ShingleSampler)


def _scan_batch(batch: TextBatch, sinks: _Sinks, settings: ScanSettings) -> None:
    scanned = scan_batch(batch, sinks.model, settings.human_before)
    records, tables = scanned.records, sinks.tables
    tables.add("records", records)
    tables.add("evidence", evidence_rows(records, scanned.hits, redact=settings.redact))
    tables.add("identifiers", identifier_rows(records, batch.text, redact=settings.redact))
    tables.add("ngrams", ngram_rows(records, scanned.words))
    tables.add("sample", sinks.sample.take(records, batch.text, batch.prompt))
    sinks.shingles.take(records, scanned.words, scanned.rank)


def _attributes(shard: Shard) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for part in shard.slices:
        names.update((name, None) for name, _ in part.file.layout.attributes)
    return tuple(names)
