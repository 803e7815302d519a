"""How sure a measure of variety is: intervals by leaving out one group of records at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from provaudit.estimate.measures import MEASURES, RANGES, Sample, without

GROUPS = 20
# The 97.5 % quantile of Student's t with GROUPS - 1 = 19 degrees of freedom.
T_QUANTILE = 2.093024


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval."""

    measure: str
    value: float
    low: float
    high: float


def estimates(sample: Sample) -> Iterator[Estimate]:
    """Yield every measure of a sample of at least 20 records, with its interval.

    The delete-a-group jackknife: P. S. Kott (2001), Journal of Official Statistics 17, 521-526;
    its variance errs upwards: Efron & Stein (1981), Annals of Statistics 9, 586-596. Deviations
    are taken from the replicates' own mean, because these measures depend on the sample's size.
    Records come in the order of their hash, so every twentieth is a random group.
    """
    records = range(len(sample.lines))
    parts = [without(sample, records[group::GROUPS]) for group in range(GROUPS)]
    for name, measure in MEASURES.items():
        value = measure(sample)
        margin = T_QUANTILE * standard_error([measure(part) for part in parts])
        least, most = RANGES[name]
        yield Estimate(name, value, max(least, value - margin), min(most, value + margin))


def standard_error(replicates: list[float]) -> float:
    """Return sqrt((G - 1) / G * sum of squared deviations) of G replicates."""
    values = np.array(replicates)
    spread = ((values - values.mean()) ** 2).sum()
    return float(np.sqrt((len(values) - 1) / len(values) * spread))
