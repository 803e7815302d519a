"""What data and manifest declare about each record, before any evidence is looked at.

The nearest word wins: the record's own origin cell, then the generator column that the manifest
names, then the manifest's source: the one that a column names for the record, else the one of the
file. A cell that states something we do not know is a
statement all the same: unknown, by its column.
"""

from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from provaudit.evidence.generators import names_nobody
from provaudit.evidence.markers import GENERATOR_COLUMN, stated_name
from provaudit.generators import normalise_generator
from provaudit.model import Source, TextBatch
from provaudit.vocabulary import REWRITING_ROLES, WRITING_ROLES, origin_of_value

ORIGIN_COLUMN, SOURCE_COLUMN = "origin", "source"
BY_COLUMN, BY_GENERATOR, BY_MANIFEST = "column", "generator column", "manifest"


@dataclass(frozen=True, slots=True)
class Declaration:
    """String arrays as long as the batch.

    ``declared`` is an origin, never null; ``declared_by`` is ``column``, ``generator column`` or
    ``manifest``, null if nothing is declared; ``generator`` is the declared model, by its known
    name or as stated, null if none.
    """

    declared: pa.Array
    declared_by: pa.Array
    generator: pa.Array


def declare(batch: TextBatch) -> Declaration:
    """Return what is declared about each record of the batch."""
    origins = _cells(batch, ORIGIN_COLUMN)
    models = [_model(cell) for cell in _cells(batch, GENERATOR_COLUMN)]
    declared, by, generator = [], [], []
    for cell, model, source in zip(origins, models, sources_of(batch), strict=True):
        origin, who = _declared(cell, model, source)
        declared.append(origin)
        by.append(who)
        made = origin in ("synthetic", "mixed")
        generator.append(model or (_only_model(source) if made else None))
    return Declaration(*(pa.array(column, pa.string()) for column in (declared, by, generator)))


def sources_of(batch: TextBatch) -> list[Source | None]:
    """Return the manifest's source of each record: as a column names it, else that of the file."""
    by_id = {source.id: source for source in batch.file.sources}
    if not by_id:
        return [batch.file.source] * len(batch)
    return [by_id.get(name or "", batch.file.source) for name in _cells(batch, SOURCE_COLUMN)]


def _declared(cell: str | None, model: str | None, source: Source | None) -> tuple[str, str | None]:
    if cell is not None and cell.strip():
        return origin_of_value(cell) or "unknown", BY_COLUMN
    if model is not None:
        return "synthetic", BY_GENERATOR
    if source is not None and source.declared != "unknown":
        return source.declared, BY_MANIFEST
    return "unknown", None


def _model(cell: str | None) -> str | None:
    if cell is None or names_nobody(cell):
        return None
    return normalise_generator(cell) or stated_name(cell)


@cache
def _only_model(source: Source | None) -> str | None:
    """Name the one model that wrote a source's text; None where several may have."""
    writers = {
        normalise_generator(generator.model) or stated_name(generator.model)
        for generator in (source.generators if source else ())
        if generator.role in WRITING_ROLES | REWRITING_ROLES and not names_nobody(generator.model)
    }
    return next(iter(writers)) if len(writers) == 1 else None


def _cells(batch: TextBatch, role: str) -> list[str | None]:
    column = batch.columns.get(role)
    cells: list[str | None] = [None] * len(batch) if column is None else column.to_pylist()
    return cells
