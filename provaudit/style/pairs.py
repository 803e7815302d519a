"""Pairs of stylometric measures, each in octiles: a table that a linear model can weigh."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.style_measures import MEASURES

OCTILES = 8
_PAIRS = np.array(list(combinations(range(MEASURES), 2)))
PAIRS = len(_PAIRS)
PAIR_CELLS = PAIRS * OCTILES**2


def octiles(measures: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the inner edges (7, MEASURES)."""
    return np.quantile(measures, np.arange(1, OCTILES) / OCTILES, axis=0).astype(np.float32)


def pair_cells(measures: NDArray[np.float32], edges: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return for each record and pair its cell in [0, PAIR_CELLS)."""
    columns = [np.searchsorted(edges[:, at], measures[:, at]) for at in range(MEASURES)]
    bins = np.stack(columns, axis=1)
    firsts, seconds = bins[:, _PAIRS[:, 0]], bins[:, _PAIRS[:, 1]]
    return (firsts * OCTILES + seconds + np.arange(PAIRS) * OCTILES**2).astype(np.int32)
