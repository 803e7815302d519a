"""Log-odds of words that hold across domains (after Monroe, Colaresi and Quinn 2008).

A word's log-odds are taken in each cell, smoothed by the word's share in all; the difference of
the labels' means is shrunk where it varies between the cells as much as between the labels.
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import kernel
from provaudit.kernels.style import BUCKETS, WORD_BUCKETS

_PRIOR, _SHRINK, _FLOOR = 10.0, 4.0, 1e-3


def shrunk_log_odds(
    rows: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]],
    cell: NDArray[np.int64],
    labels: NDArray[np.int8],
) -> NDArray[np.float64]:
    """Return BUCKETS weights, those of the skeleton zero; ``rows`` as ``logistic.fit`` takes."""
    _, number = np.unique(cell, return_inverse=True)
    sizes = np.bincount(number)
    counts = np.zeros((len(sizes), WORD_BUCKETS), np.float32)
    _count(*rows, number, counts)
    share = (counts.sum(axis=0) / sizes.sum())[None, :]
    smoothed = (counts + _PRIOR * share + 0.05) / (sizes[:, None] + _PRIOR + 0.1)
    odds = np.log(smoothed / (1 - smoothed))
    label = np.zeros(len(sizes), np.int8)
    label[number] = labels
    machine, human = odds[label > 0], odds[label < 0]
    apart = machine.mean(axis=0) - human.mean(axis=0)
    spread = machine.var(axis=0) / len(machine) + human.var(axis=0) / len(human) + _FLOOR
    weights = np.zeros(BUCKETS)
    weights[:WORD_BUCKETS] = apart**3 / (apart**2 + _SHRINK * spread)
    return weights


@kernel
def _count(
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    buckets: NDArray[np.int32],
    cell: NDArray[np.int64],
    counts: NDArray[np.float32],
) -> None:
    for row in range(len(starts)):
        for at in range(starts[row], ends[row]):
            counts[cell[row], buckets[at]] += 1
