"""The share of one part of a mixture of two distributions of scores, over many drawn pairs of them.

Maximum likelihood over bins by EM: Saerens, Latinne & Decaestecker (2002), Neural Computation 14,
21-41.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from provaudit.style.known import Known

DRAWS = 400
SEED = 20261124
_BINS = 16
_STEPS = 200
Scores = NDArray[np.float64]


def bins(human: Scores) -> Scores:
    """Return the inner edges of bins that hold equally many human scores."""
    return np.unique(np.quantile(human, np.linspace(0, 1, _BINS + 1)[1:-1]))


def draw(machines: Sequence[Known], random: np.random.Generator) -> list[Known]:
    """Return DRAWS registers: a group each time, then one of its registers."""
    groups: dict[str, list[Known]] = {}
    for one in machines:
        groups.setdefault(one.group, []).append(one)
    names = sorted(groups)
    chosen = (groups[names[at]] for at in random.integers(len(names), size=DRAWS))
    return [registers[random.integers(len(registers))] for registers in chosen]


def histogram(scores: Scores, edges: Scores) -> Scores:
    """Return the share of the scores in each bin, none of them quite empty."""
    counts = np.bincount(np.searchsorted(edges, scores), minlength=len(edges) + 1) + 1e-3
    shares: Scores = counts / counts.sum()
    return shares


def fit(counts: Scores, human: Scores, machine: Scores) -> Scores:
    """Return the share of ``machine`` in each row of ``counts`` (all: shares by bin)."""
    share = np.full((len(counts), 1), 0.5)
    for _ in range(_STEPS):
        part = share * machine
        share = (counts * part / (part + (1 - share) * human)).sum(axis=1, keepdims=True)
    fitted: Scores = share[:, 0]
    return fitted
