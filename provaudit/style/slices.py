"""Thresholds from records that are known to be human: split-conformal, per source.

Vovk, Gammerman and Shafer 2005: if the next human record is exchangeable with the n trusted ones,
a score above the k-th smallest of them, k = ceil((n + 1)(1 - level)), has a probability of at
most ``level``. What is left of that when the source drifts is measured by leaving out one stretch
of the trusted texts at a time.
"""

from dataclasses import dataclass
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from provaudit.style.rates import clopper_pearson

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class TrustedSlice:
    """What the trusted texts of a source give.

    ``threshold`` is None where no verdict may rest on it; ``why`` then says why. ``above`` of
    ``tested`` trusted texts exceeded a threshold made without them: the realised false-positive
    rate, with ``low`` and ``high`` its 95 % interval.
    """

    texts: int
    threshold: float | None
    tested: int
    above: int
    low: float
    high: float
    why: str


def conformal_threshold(scores: NDArray[np.floating], level: float = 0.01) -> float:
    """Return the threshold that a human score exceeds with at most ``level``; inf if too few.

    With ``level`` 0.01 at least 99 scores are needed.
    """
    rank = ceil((len(scores) + 1) * (1 - level) - 1e-9)
    return inf if rank > len(scores) else float(np.sort(scores)[rank - 1])


def trusted_needed(level: float = 0.01) -> int:
    """Return how many trusted records a threshold at ``level`` needs."""
    return ceil(1 / level - 1e-9) - 1


def measure_slice(scores: NDArray[np.floating], level: float = 0.01) -> TrustedSlice:
    """Return the threshold that ``scores`` give, and the false-positive rate that it realised.

    ``scores`` lie in the order of the data, since neighbours resemble each other: what is left out
    is a stretch. One text more is needed than for a threshold, so that it can be tried. Where the
    whole interval of the realised rate lies above ``level`` the texts are not alike, and there is
    no threshold.
    """
    needed = trusted_needed(level) + 1
    if len(scores) < needed:
        why = f"{len(scores)} trusted texts can be scored, {needed} are needed"
        return TrustedSlice(len(scores), None, 0, 0, 0.0, 1.0, why)
    above = _cross_fitted(scores, level)
    low, high = clopper_pearson(above, len(scores))
    drifts = low > level
    why = "the trusted texts differ too much from each other" if drifts else ""
    threshold = None if drifts else conformal_threshold(scores, level)
    return TrustedSlice(len(scores), threshold, len(scores), above, low, high, why)


def _cross_fitted(scores: NDArray[np.floating], level: float) -> int:
    """Return how many scores exceed the threshold of all stretches but their own."""
    folds = _FOLDS
    while len(scores) - ceil(len(scores) / folds) < trusted_needed(level):
        folds += 1
    above = 0
    for part in np.array_split(np.arange(len(scores)), folds):
        rest = np.delete(scores, part)
        above += int((scores[part] > conformal_threshold(rest, level)).sum())
    return above
