"""Logistic regression over sparse binary features by dual coordinate descent.

Yu, Huang and Lin 2011, "Dual coordinate descent methods for logistic regression and maximum
entropy models" (Machine Learning 85), algorithm 5 with one Newton step; the order of the rows is
shuffled by a fixed generator, so the same rows give the same weights.
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import kernel


def fit(
    rows: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]],
    labels: NDArray[np.int8],
    costs: NDArray[np.float64],
    size: int,
    epochs: int = 12,
) -> NDArray[np.float64]:
    """Return ``size`` weights and, last, the intercept.

    ``rows`` is where each row's features begin and end, and the features; a row's features are
    divided by the root of their number (L2). ``labels`` are 1 or -1, ``costs`` what an error in a
    row costs (C times its weight).
    """
    weights = np.zeros(size + 1)
    starts, ends, features = rows
    scale = 1 / np.sqrt(np.maximum(ends - starts, 1))
    _fit(starts, ends, features, labels, costs, scale, epochs, weights)
    return weights


@kernel
def _fit(  # noqa: C901, PLR0913 - one loop; arrays by name: see jit
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    features: NDArray[np.int32],
    labels: NDArray[np.int8],
    costs: NDArray[np.float64],
    scale: NDArray[np.float64],
    epochs: int,
    weights: NDArray[np.float64],
) -> None:
    rows, bias = len(starts), len(weights) - 1
    alpha = np.minimum(0.001 * costs, 1e-3)
    for first in range(rows):
        step = alpha[first] * labels[first]
        for at in range(starts[first], ends[first]):
            weights[features[at]] += step * scale[first]
        weights[bias] += step
    order = np.arange(rows)
    np.random.seed(7)
    for _ in range(epochs):
        np.random.shuffle(order)
        for place in range(rows):
            row = order[place]
            total = 0.0
            for at in range(starts[row], ends[row]):
                total += weights[features[at]]
            cost, old = costs[row], alpha[row]
            margin = labels[row] * (total * scale[row] + weights[bias])
            new = old
            for _newton in range(8):
                slope = margin + 2.0 * (new - old) + np.log(new / (cost - new))
                curve = 2.0 + cost / (new * (cost - new))
                moved = new - slope / curve
                if moved <= 0.0:
                    moved = new * 0.1
                elif moved >= cost:
                    moved = cost - (cost - new) * 0.1
                done = abs(moved - new) < 1e-6 * cost
                new = moved
                if done:
                    break
            step = (new - old) * labels[row]
            alpha[row] = new
            if step != 0.0:
                for at in range(starts[row], ends[row]):
                    weights[features[at]] += step * scale[row]
                weights[bias] += step
