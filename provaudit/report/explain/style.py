"""What the style of a record says, and by which threshold: for ``explain``."""

from __future__ import annotations

from importlib.resources import files
from math import exp
from typing import Any

from provaudit.report.figures import interval, percent
from provaudit.store import Store

_SQL = files("provaudit.report.explain")


def style_lines(store: Store, row: dict[str, Any]) -> list[str]:
    """Return the lines on style for a record of ``record.sql``."""
    if row["style_score"] is None:
        return ["style       not judged: under 50 words, not English, or code"]
    line = (
        f"style       log-odds {row['style_score']:.2f} that a model wrote it, likelihood ratio"
        f" {exp(row['style_score']):.3g} (probability {row['p_synthetic']:.2f} where half of all"
        " records are synthetic)"
    )
    found = store.rows_of(_SQL / "style_slice.sql", row)
    return [line, f"            {_threshold(found[0], row) if found else _NO_SLICE}"]


_NO_SLICE = (
    "decides nothing: no record of the source is known to be human;"
    " with trusted ones (--trusted, trusted_human) it could"
)


def _threshold(found: dict[str, Any], row: dict[str, Any]) -> str:
    if found["threshold"] is None:
        return f"decides nothing: {found['why']}"
    side = "above" if row["style_score"] > found["threshold"] else "not above"
    return (
        f"{side} the threshold {found['threshold']:.2f} of {found['texts']:,} trusted texts of the"
        f" source; of trusted texts left out {percent(found['fpr'])}"
        f" ({interval(found['fpr_low'], found['fpr_high'])}) exceeded theirs"
    )
