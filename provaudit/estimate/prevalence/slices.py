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
from provaudit.style.known import STEPS, Known

FEWEST = 100  # trusted records with a score; below, a slice says too little
METHOD = (
    "trusted slice: lower end proved from the human scores alone, "
    "upper end by distribution matching with machine scores of other data sets, "
    "or what the most human-like of them leave open, if that is more"
)
_LIMITS = np.arange(-2.0, 4.01, 0.5)  # where tails are compared, fixed before any data is seen
_LOWER_LIMITS = np.arange(-6.0, 4.01, 0.5)
_HUMAN_LIKE = 0.95  # of the known machine registers, this share is less human-like than assumed
MISTAKE = 0.025  # of either end


def lower_bound(corpus: Scores, human: Scores, mistake: float = MISTAKE) -> float:
    """Return a share of synthetic records that ``1 - mistake`` of such corpora exceed or reach.

    Of the machine records at most all lie above a score t, so the share is at least
    (C - H) / (1 - H) with the tails C of the corpus and H of human records above t. Both tails
    get their one-sided limits of Clopper and Pearson; ``mistake`` is divided over two tails and all
    t (Bonferroni), so that the best t may be taken. Nothing is assumed of the machine.
    """
    level = 1 - mistake / len(_LIMITS)  # two-sided, so each tail errs by half of the rest
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


def left_open(corpus: Scores, machines: Sequence[Known], mistake: float = MISTAKE) -> float:
    """Return the share of synthetic records that human-like machine text would leave open.

    The mirror of ``lower_bound``: of the human records at most all lie below a score t, so their
    share is at least (C - M) / (1 - M) with the parts C of the corpus and M of machine records
    below t. M is what one known register in twenty exceeds; C gets its limit as above.
    """
    level = 1 - 2 * mistake / len(_LOWER_LIMITS)
    human = 0.0
    for limit in _LOWER_LIMITS:
        below = clopper_pearson(float((corpus <= limit).sum()), len(corpus), level)[0]
        machine = float(np.quantile([_below(one, limit) for one in machines], _HUMAN_LIKE))
        if machine < 1:
            human = max(human, (below - machine) / (1 - machine))
    return 1 - human


def _below(one: Known, limit: float) -> float:
    at = int(np.searchsorted(one.quantiles, limit))
    return float(STEPS[at]) if at < len(STEPS) else 1.0


def from_slice(
    corpus: Scores, human: Scores, machines: Sequence[Known], mistake: float = MISTAKE
) -> Share | None:
    """Return the share by a trusted slice; None where it or the corpus is too small.

    Both are scores of one source. No single figure is given: machine scores unlike the known ones
    could hide among the human ones. Without ``machines`` the upper end is 1. Either end errs by
    ``mistake``.
    """
    if min(len(human), len(corpus)) < FEWEST:
        return None
    low, high = lower_bound(corpus, human, mistake), 1.0
    if machines:
        fits = float(np.quantile(matched(corpus, human, machines), 1 - mistake))
        high = max(low, fits, left_open(corpus, machines, mistake))
    return Share(None, low, high, METHOD, identifiable=False)
