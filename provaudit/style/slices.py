"""Thresholds from records that are known to be human: split-conformal, per source.

Vovk, Gammerman and Shafer 2005: if the next human record is exchangeable with the n trusted ones,
a score above the k-th smallest of them, k = ceil((n + 1)(1 - level)), has a probability of at
most ``level``.
"""

from math import ceil, inf

import numpy as np
from numpy.typing import NDArray


def conformal_threshold(scores: NDArray[np.floating], level: float = 0.01) -> float:
    """Return the threshold that a human score exceeds with at most ``level``; inf if too few.

    With ``level`` 0.01 at least 99 scores are needed.
    """
    rank = ceil((len(scores) + 1) * (1 - level) - 1e-9)
    return inf if rank > len(scores) else float(np.sort(scores)[rank - 1])


def trusted_needed(level: float = 0.01) -> int:
    """Return how many trusted records a threshold at ``level`` needs."""
    return ceil(1 / level - 1e-9) - 1
