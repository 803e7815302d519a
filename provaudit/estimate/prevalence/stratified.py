"""The share of synthetic records from a reviewed sample, stratified by the detector's score.

Score-stratified review needs nothing of the detector: where the score tells, the strata are
nearly pure and the interval is short; where it does not, it is that of a plain random sample.
"""

import numpy as np

from provaudit.estimate.prevalence.beta import beta_quantile
from provaudit.estimate.prevalence.drawing import Counts, Numbers
from provaudit.estimate.prevalence.share import Share

FEWEST = 30  # reviewed records; below, nothing is estimated
METHOD = "review stratified by style score, Jeffreys interval at the effective sample size"
_FEWEST_IN_STRATUM = 5
_MOST_GAIN = 4.0


def stratified(labels: Numbers, band: Counts, weights: Numbers) -> Share:
    """Return the share from reviewed draws.

    ``labels`` (1 synthetic, 0 not) and ``band`` have an entry for each draw; ``weights`` is the
    share of the records in each band. The variance of the stratified mean (Cochran 1977, chapter
    5) gives an effective sample size, at which Jeffreys' interval is taken: Korn & Graubard (1998),
    Survey Methodology 24, 193-201; Franco, Little, Louis & Slud (2019), Journal of Survey
    Statistics and Methodology 7, 334-364. Each stratum's rate gets half a pseudo-record of
    either label in the variance, since a stratum without one synthetic draw is not sure to hold
    none.
    """
    shares, hits, trials = _strata(labels, band, weights)
    point = float((shares * hits / trials).sum())
    if hits.sum() in (0, trials.sum()):  # all alike: exactly 0 or 1, whatever rounding says
        point = float(hits.sum() > 0)
    return Share(point, *_jeffreys(point, _effective(shares, hits, trials)), METHOD)


def plain(labels: Numbers) -> Share:
    """Return the share in a part of the corpus, from its draws alone: Jeffreys' interval."""
    point = float(labels.mean())
    return Share(point, *_jeffreys(point, len(labels)), "review, Jeffreys interval")


def _strata(labels: Numbers, band: Counts, weights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return share, synthetic draws and draws by stratum; bands with few draws join the next."""
    trials = np.bincount(band, minlength=len(weights))
    stratum = np.zeros(len(weights), np.int64)
    joined, number = 0, 0
    for at in range(len(weights)):
        stratum[at] = number
        joined += trials[at]
        if joined >= _FEWEST_IN_STRATUM:
            joined, number = 0, number + 1
    stratum = np.minimum(stratum, max(number - 1, 0))  # too few are left: with the one before
    shares = np.bincount(stratum, weights)
    hits = np.bincount(stratum[band], labels, minlength=len(shares)).astype(float)
    return shares / shares.sum(), hits, np.bincount(stratum, trials).astype(float)


def _effective(shares: Numbers, hits: Numbers, trials: Numbers) -> float:
    """Return how large a simple sample would vary as much; at least the draws, at most 4 times."""
    rates = (hits + 0.5) / (trials + 1)
    variance = float((shares**2 * rates * (1 - rates) / trials).sum())
    whole = (hits.sum() + 0.5) / (trials.sum() + 1)
    draws = float(trials.sum())
    return min(max(float(whole * (1 - whole)) / variance, draws), _MOST_GAIN * draws)


def _jeffreys(point: float, size: float) -> tuple[float, float]:
    """Return Jeffreys' interval, closed at 0 and 1: Brown, Cai & DasGupta (2001), section 4.1.2."""
    hits, misses = point * size + 0.5, (1 - point) * size + 0.5
    low = beta_quantile(0.025, hits, misses) if point > 0 else 0.0
    high = beta_quantile(0.975, hits, misses) if point < 1 else 1.0
    return low, high
