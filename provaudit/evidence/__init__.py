"""Evidence of a record's origin: detectors find, they never judge (``provaudit.origin`` does).

To add a detector, write a module that says what it looks for, why that is evidence and when it
fails, and add its line to ``DETECTORS``. To add a pattern or a model, add a row to a data file.
"""

from dataclasses import replace

import pyarrow as pa

from provaudit.evidence import markers, registry, residues, self_reports
from provaudit.evidence.declarations import Declaration, declare
from provaudit.evidence.generators import known_generators, names_nobody
from provaudit.evidence.hits import HITS, HITS_ORDER, Detector
from provaudit.evidence.markers import names_model
from provaudit.evidence.patterns import load_patterns
from provaudit.evidence.residues import known_residues
from provaudit.evidence.search import rows_with_literals
from provaudit.evidence.stated import sources_of
from provaudit.generators import normalise_generator
from provaudit.model import TextBatch

# Those that look at the text by the patterns of ``residues.toml`` see only the records that hold
# one of the patterns' literals: one pass over the text serves them all.
_BY_PATTERN = frozenset([residues.NAME, self_reports.NAME])

DETECTORS: dict[str, Detector] = {
    markers.NAME: markers.find_markers,
    registry.NAME: registry.find_known_datasets,
    residues.NAME: residues.find_residues,
    self_reports.NAME: self_reports.find_self_reports,
}


def find_evidence(batch: TextBatch) -> pa.Table:
    """Return all hits of all detectors in the batch: ``HITS``, by row, detector, offset, code.

    Rows count from 0 within the batch. A detector returns at most 20 hits in a record's text.
    """
    rows = rows_with_literals(batch.text, load_patterns())
    some = replace(batch, text=batch.text.take(rows))
    found = pa.concat_tables(
        [
            _of_rows(detect(some), rows) if name in _BY_PATTERN else detect(batch)
            for name, detect in DETECTORS.items()
        ]
    )
    return found.sort_by(HITS_ORDER).combine_chunks()


def _of_rows(hits: pa.Table, rows: pa.Array) -> pa.Table:
    """Return the hits in the records ``rows`` of a batch as hits in the batch."""
    return hits.set_column(0, HITS.field("row"), rows.take(hits["row"]).cast(pa.int64()))


__all__ = [
    "DETECTORS",
    "HITS",
    "HITS_ORDER",
    "Declaration",
    "Detector",
    "declare",
    "find_evidence",
    "known_generators",
    "known_residues",
    "names_model",
    "names_nobody",
    "normalise_generator",
    "sources_of",
]
