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
from provaudit.evidence.stated import cells_of, dated, sources_of
from provaudit.generators import name_at_a_time
from provaudit.model import Source, TextBatch
from provaudit.vocabulary import REWRITING_ROLES, WRITING_ROLES, origin_of_value

ORIGIN_COLUMN = "origin"
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
    origins = cells_of(batch, ORIGIN_COLUMN)
    cells = cells_of(batch, GENERATOR_COLUMN)
    models = [_model(cell, when) for cell, when in zip(cells, dated(batch), strict=True)]
    declared, by, generator = [], [], []
    for cell, model, source in zip(origins, models, sources_of(batch), strict=True):
        origin, who = _declared(cell, model, source)
        declared.append(origin)
        by.append(who)
        made = origin in ("synthetic", "mixed")
        generator.append(model or (_only_model(source) if made else None))
    return Declaration(*(pa.array(column, pa.string()) for column in (declared, by, generator)))


def _declared(cell: str | None, model: str | None, source: Source | None) -> tuple[str, str | None]:
    if cell is not None and cell.strip():
        return origin_of_value(cell) or "unknown", BY_COLUMN
    if model is not None:
        return "synthetic", BY_GENERATOR
    if source is not None and source.declared != "unknown":
        return source.declared, BY_MANIFEST
    return "unknown", None


def _model(cell: str | None, dated: bool) -> str | None:
    if cell is None or names_nobody(cell):
        return None
    return name_at_a_time(cell, dated=dated) or stated_name(cell)


@cache
def _only_model(source: Source | None) -> str | None:
    """Name the one model that wrote a source's text; None where several may have."""
    if source is None:
        return None
    writers = {
        name_at_a_time(generator.model, dated=bool(generator.version or source.collected))
        or stated_name(generator.model)
        for generator in source.generators
        if generator.role in WRITING_ROLES | REWRITING_ROLES and not names_nobody(generator.model)
    }
    return next(iter(writers)) if len(writers) == 1 else None
