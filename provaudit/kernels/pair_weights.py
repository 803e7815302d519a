"""Sums over pairs of binned measures: what a table of weights says of each record."""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import kernel


def sum_pairs(
    measures: NDArray[np.float32], edges: NDArray[np.float32], weights: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return for each record (a row of ``measures``) the sum of the weights of its pairs.

    A measure falls into bin b if b of its ``edges`` (bins - 1, measures) lie below it; the weight
    of a pair of bins lies in ``weights`` by pair (in the order of ``itertools.combinations``), bin
    of the first and bin of the second measure.
    """
    sums = np.zeros(len(measures))
    columns = np.ascontiguousarray(edges.T)
    _sum(np.ascontiguousarray(measures), columns, np.require(weights, None, ["C", "W"]), sums)
    return sums


@kernel
def _sum(
    measures: NDArray[np.float32],
    edges: NDArray[np.float32],
    weights: NDArray[np.float32],
    sums: NDArray[np.float64],
) -> None:
    size = edges.shape[1] + 1
    bins = np.empty(measures.shape[1], np.int64)
    for row in range(len(measures)):
        for at in range(len(bins)):
            bins[at] = 0
            for edge in range(size - 1):
                bins[at] += edges[at, edge] < measures[row, at]
        sums[row] = _total(bins, size, weights)


@kernel
def _total(bins: NDArray[np.int64], size: int, weights: NDArray[np.float32]) -> float:
    total, pair = 0.0, 0
    for first in range(len(bins)):
        for second in range(first + 1, len(bins)):
            total += weights[pair + bins[first] * size + bins[second]]
            pair += size * size
    return total
