"""Error rates of the style detector: their intervals, and the table that a model keeps."""

from collections.abc import Iterator
from math import sqrt
from typing import Any

import numpy as np

_Z = 1.959963984540054
_TAIL = 0.025
_HALVINGS = 50


def wilson(hits: int, records: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share (Wilson 1927)."""
    if not records:
        return 0.0, 1.0
    share, square = hits / records, _Z * _Z / records
    middle = share + square / 2
    half = _Z * sqrt(share * (1 - share) / records + square / (4 * records))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def clopper_pearson(hits: int, records: int) -> tuple[float, float]:
    """Return the exact 95 % interval of a share (Clopper and Pearson 1934)."""
    low = 0.0 if hits == 0 else _share_at(hits - 1, records, 1 - _TAIL)
    high = 1.0 if hits == records else _share_at(hits, records, _TAIL)
    return low, high


def _share_at(hits: int, records: int, probability: float) -> float:
    """Return the share with which at most ``hits`` of ``records`` have that probability."""
    first = np.arange(1, hits + 1)
    ways = np.concatenate([[0.0], np.cumsum(np.log(records - first + 1) - np.log(first))])
    numbers = np.arange(hits + 1)
    below, above = 0.0, 1.0
    for _ in range(_HALVINGS):
        share = (below + above) / 2
        logs = ways + numbers * np.log(share) + (records - numbers) * np.log1p(-share)
        if np.exp(logs).sum() > probability:
            below = share
        else:
            above = share
    return (below + above) / 2


def table(facts: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the table: false positives by human register, then what is found."""
    yield "Style, held out: flagged at the model's own threshold | score above even odds"
    for origin, heading in (("human", "False positives"), ("synthetic", "Found")):
        yield ""
        yield f"{heading} ({origin} records, data set/domain):"
        for row in facts.get("registers", []):
            if row["origin"] == origin:
                yield f"  {row['register']} ({row['records']:,}): {_share(row)}"


def _share(row: dict[str, Any]) -> str:
    low, high = wilson(row["flagged"], row["records"])
    return (
        f"{row['flagged'] / row['records']:.1%} ({low:.1%} to {high:.1%})"
        f" | {row['above_half'] / row['records']:.1%}"
    )
