"""The statistics: one .sql file each, named by what it answers, run over the tables at the fence.

A file ``NAME.sql`` is one query and gives the result table ``NAME``. Its header comment says what
is measured, in which unit, of what denominator, and by which reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from provaudit.fence import ATTRIBUTE, NGRAM_ONE_IN, SHINGLE_TEXTS

if TYPE_CHECKING:
    from provaudit.store import Store

# Others read these, so they come first and in this order; all the rest runs by name.
FIRST = (
    "attribute_widths",
    "wide_attributes",
    "attribute_cells",
    "group_cells",
    "corpus",
    "origin_by_file",
    "origin_by_source",
    "access_snapshots",
    "access_periods",
    "access_collected",
    "access_decisions",
)
# What comes before all, since estimates read it too.
CELLS = "cells"
# These read what ``estimate`` has put into the store.
AFTER_ESTIMATE = ("diversity_compared",)
# These read the graph of sources, in this order.
AFTER_LINEAGE = ("generations", "lineage_sources", "human_roots", "human_texts")
# How much of the corpus the samples at the fence hold.
_SAMPLING = {"ngram_one_in": NGRAM_ONE_IN, "shingle_texts": SHINGLE_TEXTS}


def run_statistics(store: Store, parameters: Mapping[str, Any]) -> None:
    """Create every result table that needs no estimate but those of equal and nearly equal texts.

    Reads what ``count_cells`` made.

    ``parameters`` gives ``max_group_values``: an attribute with more distinct values is no group
    attribute, it goes to ``wide_attributes`` and nowhere else.
    """
    for macro in _sql_in(files(__name__) / "macros"):
        store.run(macro)
    for name in _ordered():
        known = _SAMPLING | dict(parameters) | _narrow_attributes(store, name, parameters)
        store.table_from(files(__name__) / f"{name}.sql", name, known)


def count_cells(store: Store) -> None:
    """Create ``cells``, from which most tables here are counted."""
    store.table_from(files(__name__) / f"{CELLS}.sql", CELLS, {})


def compare_diversity(store: Store) -> None:
    """Create ``diversity_compared`` from the table ``diversity``."""
    for name in AFTER_ESTIMATE:
        store.table_from(files(__name__) / f"{name}.sql", name, {})


def measure_lineage(store: Store) -> None:
    """Create the tables on lineage from ``lineage_nodes``, ``_roots`` and ``record_lineage``."""
    for name in AFTER_LINEAGE:
        store.table_from(files(__name__) / f"{name}.sql", name, {})


def statistics() -> tuple[str, ...]:
    """Return the names of all result tables made here, in the order in which they are made."""
    return (CELLS, *_ordered(), *AFTER_ESTIMATE, *AFTER_LINEAGE)


def _ordered() -> tuple[str, ...]:
    names = [file.name.removesuffix(".sql") for file in _sql_in(files(__name__))]
    later = {CELLS, *FIRST, *AFTER_ESTIMATE, *AFTER_LINEAGE}
    rest = [name for name in names if name not in later]
    return (*FIRST, *rest)


def _sql_in(folder: Traversable) -> list[Traversable]:
    found = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    return sorted(found, key=lambda file: file.name)


def _narrow_attributes(store: Store, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    # SQL cannot choose columns by a query, only by a value: so the names travel as a parameter.
    if name != "attribute_cells":
        return {}
    narrow = store.query(
        'select attribute from attribute_widths where "values" <= $max_group_values'
        " order by attribute",
        parameters,
    )
    return {"narrow": [ATTRIBUTE + row["attribute"] for row in narrow] or [ATTRIBUTE]}
