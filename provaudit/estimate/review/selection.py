"""The records that a person is asked to judge, drawn from the table ``sample``.

The same audit and size give the same selection, so a labels file only has to name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from provaudit.estimate.prevalence.drawing import BANDS, Counts, Numbers, bands, draws
from provaudit.store import Store

_SQL = files("provaudit.estimate.review")
_NOTHING = float("nan")


@dataclass(frozen=True, slots=True)
class Selection:
    """The sampled texts in the order of the draw, and how often each was drawn.

    ``shares`` is the share of the records with text in each band; ``judgeable`` the share of all
    records that have text; ``digest`` names this selection.
    """

    rows: list[dict[str, Any]]
    band: Counts
    draws: Counts
    shares: Numbers
    judgeable: float
    size: int
    digest: str

    def chosen(self) -> NDArray[np.int64]:
        """Return the numbers of the texts that were drawn, in an order that has no meaning."""
        drawn = np.flatnonzero(self.draws).tolist()
        return np.array(sorted(drawn, key=lambda at: _mixed(self.rows[at])), np.int64)


def select(store: Store, size: int) -> Selection | None:
    """Draw ``size`` records from an audit; None where no sampled text stands for any."""
    rows = store.rows_of(_SQL / "population.sql", {})
    if not rows:
        return None
    (known,) = store.rows_of(_SQL / "sizes.sql", {})
    weights = np.array([row["stands_for"] for row in rows], float)
    scores = np.array([_number(row["style_score"]) for row in rows])
    band = bands(scores, weights)
    order = np.argsort(band, kind="stable")  # within a band by source, origin and hash
    rows = [rows[at] for at in order]
    band, weights = band[order], weights[order]
    drawn = draws(weights, size, _start(rows))
    return Selection(
        rows,
        band,
        drawn,
        np.bincount(band, weights, minlength=BANDS + 1) / weights.sum(),
        known["with_text"] / known["records"],
        size,
        _digest(rows, drawn, size),
    )


def keeps_text(store: Store) -> bool:
    """Return whether the sample of an audit keeps the text of its records (no ``--redact``)."""
    (known,) = store.rows_of(_SQL / "sizes.sql", {})
    return bool(known["has_text"] or not known["has_sample"])


def records_at(store: Store, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return all columns of ``rows``, and their text, in the order of ``rows``."""
    places = {
        "files": [row["file"] for row in rows],
        "positions": [row["position"] for row in rows],
    }
    found = {
        (row["file"], row["position"]): row for row in store.rows_of(_SQL / "drawn.sql", places)
    }
    return [found[row["file"], row["position"]] for row in rows]


def _number(value: float | None) -> float:
    return _NOTHING if value is None else value


def _start(rows: list[dict[str, Any]]) -> float:
    """Return where the systematic draw starts, in [0, 1): chance that is the same every time."""
    told = sha256("\n".join(row["rank"] for row in rows).encode())
    return int.from_bytes(told.digest()[:6]) / (1 << 48)


def _digest(rows: list[dict[str, Any]], drawn: Counts, size: int) -> str:
    told = sha256(f"review 1 {size}\n".encode())
    for at in np.flatnonzero(drawn).tolist():
        row = rows[at]
        told.update(f"{row['rank']} {drawn[at]} {row['position']} {row['file']}\n".encode())
    return told.hexdigest()[:32]


def _mixed(row: dict[str, Any]) -> bytes:
    return sha256(f"order {row['position']} {row['rank']} {row['file']}".encode()).digest()
