"""The share of synthetic records where some records of the same source are trusted to be human.

Scores of the corpus are a mixture: (1 - share) of human scores, which the slice shows, and share
of machine scores, which nothing shows: they are drawn from data sets with known generators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from provaudit.estimate.prevalence.beta import clopper_pearson
from provaudit.estimate.prevalence.share import Share

FEWEST = 100  # trusted records with a score; below, a slice says too little
METHOD = (
    "trusted slice: lower end proved from the human scores alone, "
    "upper end by distribution matching with machine scores of other data sets"
)
_LIMITS = np.arange(-2.0, 4.01, 0.5)  # where tails are compared, fixed before any data is seen
_MISTAKE = 0.025
_DRAWS = 400
_BINS = 16
_STEPS = 200
_SEED = 20261124
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """Quantiles of the scores of a known register, at equal steps, and its group of data sets."""

    group: str
    quantiles: Scores


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

    Each is the maximum likelihood of the mixture over bins of equal human mass, by EM
    (Saerens, Latinne & Decaestecker 2002, Neural Computation 14, 21-41). A register is drawn by
    its group first: which data set the machine records resemble is the largest doubt.
    """
    random = np.random.default_rng(_SEED)
    edges = np.unique(np.quantile(human, np.linspace(0, 1, _BINS + 1)[1:-1]))
    seen = _histogram(corpus, edges)
    size = len(corpus)
    shown = _histogram(human, edges)
    trusted = random.multinomial(len(human), shown, _DRAWS) + 0.5
    counts = random.multinomial(size, seen, _DRAWS) / size
    drawn = np.array([_histogram(one.quantiles, edges) for one in _draw(machines, random)])
    return _fit(counts, trusted / trusted.sum(axis=1, keepdims=True), drawn)


def from_slice(corpus: Scores, human: Scores, machines: Sequence[Known]) -> Share | None:
    """Return the share by a trusted slice; None where it or the corpus is too small.

    Both are scores of one source. ``point`` is the median fit; the share is not identifiable,
    since other machine scores than those known could hide in the human ones.
    """
    if min(len(human), len(corpus)) < FEWEST:
        return None
    fits = matched(corpus, human, machines)
    low = lower_bound(corpus, human)
    high = max(low, float(np.quantile(fits, 0.975)))
    return Share(None, low, high, METHOD, identifiable=False)


def _draw(machines: Sequence[Known], random: np.random.Generator) -> list[Known]:
    groups: dict[str, list[Known]] = {}
    for one in machines:
        groups.setdefault(one.group, []).append(one)
    names = sorted(groups)
    chosen = (groups[names[at]] for at in random.integers(len(names), size=_DRAWS))
    return [registers[random.integers(len(registers))] for registers in chosen]


def _histogram(scores: Scores, edges: Scores) -> Scores:
    counts = np.bincount(np.searchsorted(edges, scores), minlength=len(edges) + 1) + 1e-3
    shares: Scores = counts / counts.sum()
    return shares


def _fit(counts: Scores, human: Scores, machine: Scores) -> Scores:
    share = np.full((len(counts), 1), 0.5)
    for _ in range(_STEPS):
        part = share * machine
        share = (counts * part / (part + (1 - share) * human)).sum(axis=1, keepdims=True)
    fitted: Scores = share[:, 0]
    return fitted
