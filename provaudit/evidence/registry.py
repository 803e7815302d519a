"""Published datasets that the records come from, by name: their origin is known from elsewhere.

Why it is evidence: mixtures keep the names of what they were mixed from, in a column ``source``,
as folders and file names, in the manifest and in the card beside the data.
When it fails: a name can be given to anything, and a file laid out like a dataset (tier ``shape``)
may be another one; so a name decides only where nothing is declared, and a layout never.
A dataset of which nobody knows the origin (a web crawl that a model only filtered) is named, and
the hit says nothing. Source: the rows of ``known_datasets.csv``, each with its basis.
"""

from collections.abc import Iterator

import pyarrow as pa

from provaudit.evidence.hits import Hit, hits_table
from provaudit.generators import normalise_generator
from provaudit.known_datasets import Known, recognise
from provaudit.model import DataFile, TextBatch

NAME = "registry"
TIER, SHAPE = "registry", "shape"
_SOURCE_COLUMN = "source"
_EXCERPT = 80


def find_known_datasets(batch: TextBatch) -> pa.Table:
    """Return a hit for each record whose source, file or layout is that of a known dataset."""
    cells = batch.columns.get(_SOURCE_COLUMN)
    stated = [None] * len(batch) if cells is None else cells.to_pylist()
    return hits_table(
        [hit for row, cell in enumerate(stated) for hit in _hits(row, cell, batch.file)]
    )


def _hits(row: int, cell: str | None, file: DataFile) -> Iterator[Hit]:
    known = recognise(cell) if cell else None
    if known is not None and cell is not None:
        yield _hit(row, known, f"column source: {cell}")
    elif file.known and (known := recognise(file.known)):
        yield _hit(row, known, file.known_by)
    else:
        for id in file.layout.alike:
            yield Hit(row, NAME, id, SHAPE, None, None, "its columns")


def _hit(row: int, known: Known, how: str) -> Hit:
    says = None if known.origin == "unknown" else known.origin
    wrote = known.generators[0] if len(known.generators) == 1 and known.role == "generator" else ""
    generator = normalise_generator(wrote) or wrote or None
    return Hit(row, NAME, known.id, TIER, says, None, " ".join(how[:_EXCERPT].split()), generator)
