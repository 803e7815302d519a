"""How far several people agree: Krippendorff's alpha for nominal values, with an interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

_RESAMPLES = 2000
_SEED = 20261124


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha: 1 full agreement, 0 as by chance, below 0 less than that.

    ``units`` holds the values that each unit was given; those with one value are left out. None
    where fewer than two units are left or all values are equal: then nothing could disagree.
    K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C.
    """
    pairable = [Counter(values) for values in units if len(values) > 1]
    return _alpha(*_disagreement(pairable)) if len(pairable) > 1 else None


def alpha_interval(units: Sequence[Sequence[str]]) -> tuple[float, float] | None:
    """Return the 95 % interval of ``alpha`` by resampling units, by a fixed seed; None likewise."""
    pairable = [Counter(values) for values in units if len(values) > 1]
    if alpha(units) is None:
        return None
    observed, totals = _disagreement(pairable)
    random = np.random.default_rng(_SEED)
    drawn = (
        _alpha(observed[chosen], totals[chosen])
        for chosen in random.integers(len(pairable), size=(_RESAMPLES, len(pairable)))
    )
    found = [one for one in drawn if one is not None]
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def _disagreement(units: list[Counter[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Return for each unit its pairs that differ, weighted, and how often each value occurs."""
    values = sorted(set().union(*units))
    totals = np.array([[unit[value] for value in values] for unit in units], float)
    sizes = totals.sum(axis=1)
    differing = sizes**2 - (totals**2).sum(axis=1)
    return differing / (sizes - 1), totals


def _alpha(observed: np.ndarray, totals: np.ndarray) -> float | None:
    counts = totals.sum(axis=0)
    size = counts.sum()
    expected = size**2 - (counts**2).sum()
    if not expected:
        return None
    return float(1 - (size - 1) * observed.sum() / expected)
