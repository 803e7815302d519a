"""How sure a measure of variety is: intervals by leaving out one group of records at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from provaudit.estimate.measures import MEASURES, RANGES, SHARE, Sample, without

GROUPS = 20
# The 97.5 % quantile of Student's t with GROUPS - 1 = 19 degrees of freedom.
T_QUANTILE = 2.093024
# The 97.5 % quantile of the normal distribution.
Z_QUANTILE = 1.959963984540054
# Sums of the same numbers in another order differ by less.
_EQUAL = 1e-9

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; None at both ends where the sample does not give one."""

    measure: str
    value: float
    low: float | None
    high: float | None


def estimates(sample: Sample) -> Iterator[Estimate]:
    """Yield every measure of a sample of at least 20 records, with its interval.

    The delete-a-group jackknife: P. S. Kott (2001), Journal of Official Statistics 17, 521-526;
    its variance errs upwards: Efron & Stein (1981), Annals of Statistics 9, 586-596. Deviations
    are taken from the replicates' own mean, because these measures depend on the sample's size.
    Records come in the order of their hash, so every twentieth is a random group. No interval
    has zero width: see ``interval``.
    """
    size = len(sample.lines)
    parts = [without(sample, range(size)[group::GROUPS]) for group in range(GROUPS)]
    for name, measure in MEASURES.items():
        value = measure(sample)
        ends = interval(name, value, [measure(part) for part in parts], size)
        low, high = (None, None) if ends is None else ends
        yield Estimate(name, value, low, high)


def interval(measure: str, value: float, replicates: list[float], size: int) -> Interval | None:
    """Return the 95 % interval of a measure of ``size`` records; None if nothing tells its width.

    Replicates that are all equal say that this sample does not vary, not that the text it stands
    for does not. A share then gets Wilson's interval as if only the records, not their many
    tokens, were independent: conservative, since it rests on the fewest trials that are sure.
    ``self_repetition`` counts records, so Wilson's interval is a floor to its width always.
    """
    same = max(replicates) - min(replicates) <= _EQUAL * max(1.0, abs(value))
    if same:
        return wilson(value, size) if RANGES[measure] == SHARE else None
    margin = T_QUANTILE * standard_error(replicates)
    least, most = RANGES[measure]
    low, high = max(least, value - margin), min(most, value + margin)
    if measure != "self_repetition":
        return low, high
    counted = wilson(value, size)
    return min(low, counted[0]), max(high, counted[1])


def wilson(share: float, trials: int) -> Interval:
    """Return the 95 % score interval of a share: E. B. Wilson (1927), JASA 22, 209-212."""
    square = Z_QUANTILE**2
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    spread = np.sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    margin = float(Z_QUANTILE * spread / (1 + square / trials))
    # Rounding must not push an end past the share at 0 and 1, where it is the exact end.
    return min(share, max(0.0, centre - margin)), max(share, min(1.0, centre + margin))


def standard_error(replicates: list[float]) -> float:
    """Return sqrt((G - 1) / G * sum of squared deviations) of G replicates."""
    values = np.array(replicates)
    spread = ((values - values.mean()) ** 2).sum()
    return float(np.sqrt((len(values) - 1) / len(values) * spread))
