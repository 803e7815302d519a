"""The share of synthetic records of each source that has a trusted slice.

Reads the table or view ``trusted_scores(source, style_score)``: records known to be human.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np

from provaudit.estimate.prevalence.share import Share
from provaudit.estimate.prevalence.slices import from_slice
from provaudit.store import Store
from provaudit.style.known import known_scores

_SQL = files("provaudit.estimate.prevalence")


def by_source(store: Store) -> Iterator[tuple[str, Share]]:
    """Yield each source with its share, where slice and scores suffice.

    Scores speak about the records of unknown origin only; what is declared or found is counted,
    and unknown records without a score may be either.
    """
    if "trusted_scores" not in store.tables():
        return
    (run,) = store.query("select detector from run")
    # What scores machine text has under a detector of one's own, nobody has measured.
    machines = [] if run["detector"] else known_scores("synthetic")
    for row in store.rows_of(_SQL / "sources.sql", {}):
        human = _scores(store.rows_of(_SQL / "trusted.sql", row))
        unknown = store.rows_of(_SQL / "unknown.sql", row)
        share = from_slice(_scores(unknown), human, machines)
        if share is not None:
            yield row["source"], _among_all(share, row, unknown[0]["scored"])


def _scores(rows: list[dict[str, Any]]) -> np.ndarray:
    return np.array([row["style_score"] for row in rows], float)


def _among_all(share: Share, row: dict[str, Any], scored: int) -> Share:
    known, blank = row["synthetic"], row["unknown"] - scored
    return replace(
        share,
        low=(known + scored * share.low) / row["records"],
        high=(known + scored * share.high + blank) / row["records"],
    )
