"""The table of the style detector's measured error rates, from the facts that a model keeps."""

from collections.abc import Iterator
from math import sqrt
from typing import Any

_Z = 1.959963984540054


def wilson(hits: int, records: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share (Wilson 1927)."""
    if not records:
        return 0.0, 1.0
    share, square = hits / records, _Z * _Z / records
    middle = share + square / 2
    half = _Z * sqrt(share * (1 - share) / records + square / (4 * records))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


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
