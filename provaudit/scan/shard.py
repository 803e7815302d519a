"""The parts of a shard, one after another: what a worker does with the text that it reads."""

from dataclasses import dataclass, field
from pathlib import Path

from provaudit.model import ScanSettings, Shard, TextBatch, batch_bytes
from provaudit.scan.grams import ShingleSampler, ngram_rows
from provaudit.scan.health import identifier_rows
from provaudit.scan.merging import merged
from provaudit.scan.partial_tables import PartialTables, attributes_of
from provaudit.scan.reading import Reading
from provaudit.scan.records import evidence_rows, scan_batch
from provaudit.scan.sampling import Sampler
from provaudit.style.model import StyleModel, chosen_model


def scan_parts(
    reading: Reading, tables_at: Path | str, settings: ScanSettings, shard: Shard
) -> None:
    """Scan what ``reading`` gives of ``shard`` and commit each part below ``tables_at``."""
    model = chosen_model(settings.detector)
    while not reading.ended:
        with PartialTables(tables_at, shard.key, attributes_of(shard)) as tables:
            sinks = _Sinks(tables, Sampler(settings.sample, settings.redact), model)
            for batch in merged(reading.batches(tables), batch_bytes(settings.max_record)):
                _scan_batch(batch, sinks, settings)
            tables.add("sample", sinks.sample.rest())
            tables.add("shingles", sinks.shingles.rest())
            tables.commit(reading.resume)


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
