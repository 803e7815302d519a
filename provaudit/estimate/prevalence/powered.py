"""The share of synthetic records from reviewed records and the detector's scores of all the rest.

Prediction-powered inference: Angelopoulos, Bates, Fannjiang, Jordan & Zrnic (2023), Science 382,
669-674; tuned by a weight on the predictions (PPI++): Angelopoulos, Duchi & Zrnic (2023),
arXiv:2311.01453. It is valid whatever the detector is worth.
"""

from math import sqrt

import numpy as np

from provaudit.estimate.prevalence.beta import clopper_pearson, t_quantile
from provaudit.estimate.prevalence.drawing import Numbers
from provaudit.estimate.prevalence.share import Share

METHOD = "prediction-powered inference (PPI++), guarded"
_FEWEST_OF_A_CLASS = 3


def powered(labels: Numbers, own: Numbers, others: Numbers, weights: Numbers) -> Share:
    """Return the share from draws with ``labels`` (1 synthetic, 0 not) and predictions ``own``.

    ``others`` are the predictions of the sample and ``weights`` the records that each stands for.
    Three guards for small samples: Student's t; a variance with one pseudo-record of either
    label; the interval of Clopper and Pearson where a label has fewer than 3 draws.
    """
    size, mean = len(labels), float(np.average(others, weights=weights))
    spread = float(np.average((others - mean) ** 2, weights=weights))
    trust = _trust(labels, own, spread, size / len(others))
    residual = labels - trust * own
    point = float(np.clip(trust * mean + residual.mean(), 0, 1))
    if min(labels.sum(), size - labels.sum()) < _FEWEST_OF_A_CLASS:
        low, high = clopper_pearson(float(labels.sum()), size)
        return Share(min(max(point, low), high), low, high, METHOD)
    guarded = np.append(residual, [1 - trust * mean, -trust * mean])
    variance = float(guarded.var(ddof=1)) / size + trust**2 * spread / len(others)
    margin = t_quantile(0.975, size - 1) * sqrt(variance)
    return Share(point, max(0.0, point - margin), min(1.0, point + margin), METHOD)


def _trust(labels: Numbers, own: Numbers, spread: float, ratio: float) -> float:
    """Return the weight on the predictions that gives the least variance, in [0, 1]."""
    if spread <= 0:
        return 0.0
    together = float(((labels - labels.mean()) * (own - own.mean())).mean())
    return min(max(together / ((1 + ratio) * spread), 0.0), 1.0)
