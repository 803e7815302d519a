"""The share of synthetic records where some records of the same source are trusted to be human.

Scores of the corpus are a mixture: (1 - share) of human scores, which the slice shows, and share
of machine scores, which nothing shows: they are drawn from data sets with known generators.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from provaudit.estimate.prevalence.beta import clopper_pearson
from provaudit.estimate.prevalence.mixture import (
    DRAWS,
    SEED,
    Scores,
    bins,
    draw,
    fit,
    histogram,
)
from provaudit.estimate.prevalence.share import Share
from provaudit.style.known import Known

FEWEST = 100  # trusted records with a score; below, a slice says too little
METHOD = (
    "trusted slice: lower end proved from the human scores alone, "
    "upper end by distribution matching with machine scores of other data sets"
)
_LIMITS = np.arange(-2.0, 4.01, 0.5)  # where tails are compared, fixed before any data is seen
_MISTAKE = 0.025


def lower_bound(corpus: Scores, human: Scores) -> float:
    """Return a share of synthetic records that 97.5 % of such corpora exceed or reach.

    Of the machine records at most all lie above a score t, so the share is at least
    (C - H) / (1 - H) with the tails C of the corpus and H of human records above t. Both tails
    get their one-sided limits of Clopper and Pearson; 2.5 % is divided over two tails and all t
    (Bonferroni), so that the best t may be taken. Nothing is assumed of the machine.
    """
    level = 1 - _MISTAKE / len(_LIMITS)  # two-sided, so each tail errs by half of the rest
    best = 0.0
    for limit in _LIMITS:
        above = clopper_pearson(float((corpus > limit).sum()), len(corpus), level)[0]
        human_above = clopper_pearson(float((human > limit).sum()), len(human), level)[1]
        if human_above < 1:
            best = max(best, (above - human_above) / (1 - human_above))
    return best


def matched(corpus: Scores, human: Scores, machines: Sequence[Known]) -> Scores:
    """Return shares that fit the corpus, over resampled slices and drawn machine registers.

    Which data set the machine records resemble is the largest doubt, so its registers are drawn
    by their group first.
    """
    random = np.random.default_rng(SEED)
    edges = bins(human)
    trusted = random.multinomial(len(human), histogram(human, edges), DRAWS) + 0.5
    counts = random.multinomial(len(corpus), histogram(corpus, edges), DRAWS) / len(corpus)
    machine = np.array([histogram(one.quantiles, edges) for one in draw(machines, random)])
    return fit(counts, trusted / trusted.sum(axis=1, keepdims=True), machine)


def from_slice(corpus: Scores, human: Scores, machines: Sequence[Known]) -> Share | None:
    """Return the share by a trusted slice; None where it or the corpus is too small.

    Both are scores of one source. No single figure is given: machine scores unlike the known ones
    could hide among the human ones. Without ``machines`` the upper end is 1.
    """
    if min(len(human), len(corpus)) < FEWEST:
        return None
    low, high = lower_bound(corpus, human), 1.0
    if machines:
        high = max(low, float(np.quantile(matched(corpus, human, machines), 0.975)))
    return Share(None, low, high, METHOD, identifiable=False)
