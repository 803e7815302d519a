"""The share of synthetic records of each source that has a trusted slice, and of them all.

Reads the table or view ``trusted_scores(source, style_score)``: records known to be human.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np

from provaudit.estimate.prevalence.share import Share
from provaudit.estimate.prevalence.slices import MISTAKE, from_slice
from provaudit.store import Store
from provaudit.style.known import known_scores

_SQL = files("provaudit.estimate.prevalence")


def by_source(store: Store) -> Iterator[tuple[str, Share]]:
    """Yield each source with its share, where slice and scores suffice.

    Scores speak about the records of unknown origin only; what is declared or found is counted,
    and unknown records without a score may be either.
    """
    for row, share in _estimated(store, MISTAKE):
        yield row["source"], _told(share, *_counts(share, row), row["records"])


def of_corpus(store: Store, count: int) -> Share:
    """Return the share of the corpus, of which ``count`` sources (at least one) have estimates.

    The sum of the sources' ends. Each estimate errs by its part of the mistake (Bonferroni), so
    that all hold together; of sources without one, unknown records are counted either way.
    """
    found = {row["source"]: (share, row) for row, share in _estimated(store, MISTAKE / count)}
    low = high = records = 0
    for row in store.rows_of(_SQL / "all_sources.sql", {}):
        known, most = row["synthetic"], row["synthetic"] + row["unknown"]
        if row["source"] in found:
            known, most = _counts(*found[row["source"]])
        low, high, records = low + known, high + most, records + row["records"]
    return _told(next(iter(found.values()))[0], low, high, records)


def _estimated(store: Store, mistake: float) -> Iterator[tuple[dict[str, Any], Share]]:
    """Yield each source that has an estimate, with the share among its scored unknown records."""
    if "trusted_scores" not in store.tables():
        return
    (run,) = store.query("select detector from run")
    # What scores machine text has under a detector of one's own, nobody has measured.
    machines = [] if run["detector"] else known_scores("synthetic")
    for row in store.rows_of(_SQL / "sources.sql", {}):
        human = _scores(store.rows_of(_SQL / "trusted.sql", {"source": row["source"]}))
        unknown = store.rows_of(_SQL / "unknown.sql", {"source": row["source"]})
        share = from_slice(_scores(unknown), human, machines, mistake)
        if share is not None:
            yield row | {"scored": unknown[0]["scored"]}, share


def _scores(rows: list[dict[str, Any]]) -> np.ndarray:
    return np.array([row["style_score"] for row in rows], float)


def _counts(share: Share, row: dict[str, Any]) -> tuple[float, float]:
    """Return the fewest and the most synthetic records among all of the source."""
    known, scored = row["synthetic"], row["scored"]
    return known + scored * share.low, known + scored * share.high + row["unknown"] - scored


def _told(share: Share, low: float, high: float, records: int) -> Share:
    return replace(share, low=low / records, high=high / records)
