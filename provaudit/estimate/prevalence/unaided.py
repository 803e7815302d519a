"""What scores alone say of the share of synthetic records: almost nothing, and how little.

Without a trusted slice or a review neither the human nor the machine scores of this corpus are
known. Both are drawn from known data sets (random effects), and the interval is as wide as these
differ; it is told as *not estimable*.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from provaudit.estimate.prevalence.mixture import SEED, Scores, bins, draw, fit, histogram
from provaudit.estimate.prevalence.share import Share
from provaudit.style.known import Known

METHOD = "not estimable: style scores with human and machine scores of other data sets"
FEWEST = 100  # records with a score
_TAIL = 0.025


def unaided(corpus: Scores, humans: Sequence[Known], machines: Sequence[Known]) -> Share | None:
    """Return the range of shares that fit the scores of a corpus; None where they are too few."""
    if len(corpus) < FEWEST:
        return None
    random = np.random.default_rng(SEED)
    edges = bins(np.concatenate([one.quantiles for one in humans]))
    seen = histogram(corpus, edges)
    pairs = zip(draw(humans, random), draw(machines, random), strict=True)
    tables = [
        (histogram(human.quantiles, edges), histogram(machine.quantiles, edges))
        for human, machine in pairs
    ]
    human, machine = (np.array(side) for side in zip(*tables, strict=True))
    shares = fit(np.tile(seen, (len(tables), 1)), human, machine)
    low, high = np.quantile(shares, [_TAIL, 1 - _TAIL])
    return Share(None, float(low), float(high), METHOD, identifiable=False)
