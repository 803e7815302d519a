"""Evidence of a record's origin: detectors find, they never judge (``provaudit.origin`` does).

To add a detector, write a module that says what it looks for, why that is evidence and when it
fails, and add its line to ``DETECTORS``. To add a pattern or a model, add a row to a data file.
"""

import pyarrow as pa

from provaudit.evidence import markers, residues, self_reports
from provaudit.evidence.declarations import Declaration, declare, sources_of
from provaudit.evidence.generators import known_generators, names_nobody
from provaudit.evidence.hits import HITS, HITS_ORDER, Detector
from provaudit.evidence.markers import names_model
from provaudit.generators import normalise_generator
from provaudit.model import TextBatch

DETECTORS: dict[str, Detector] = {
    markers.NAME: markers.find_markers,
    residues.NAME: residues.find_residues,
    self_reports.NAME: self_reports.find_self_reports,
}


def find_evidence(batch: TextBatch) -> pa.Table:
    """Return all hits of all detectors in the batch: ``HITS``, by row, detector, offset, code.

    Rows count from 0 within the batch. A detector returns at most 20 hits in a record's text.
    """
    found = pa.concat_tables([detect(batch) for detect in DETECTORS.values()])
    return found.sort_by(HITS_ORDER).combine_chunks()


__all__ = [
    "DETECTORS",
    "HITS",
    "Declaration",
    "Detector",
    "declare",
    "find_evidence",
    "known_generators",
    "names_model",
    "names_nobody",
    "normalise_generator",
    "sources_of",
]
