"""Which records a person is asked about: a systematic draw over the records, ordered by score.

Every record has the same probability to be drawn, and what lies close together in the order
(band of score, then source) is spread over evenly: implicit stratification, W. G. Madow &
L. H. Madow (1944), Annals of Mathematical Statistics 15, 1-24.
"""

import numpy as np
from numpy.typing import NDArray

BANDS = 5  # of equally many records; a further one, 0, is of records without a score

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]


def bands(scores: Numbers, weights: Numbers) -> Counts:
    """Return the band of each text: 1 (lowest scores) to BANDS, 0 where the score is NaN.

    ``weights`` are the records that a text stands for; equal scores are of one band.
    """
    band = np.zeros(len(scores), np.int64)
    scored = np.flatnonzero(~np.isnan(scores))
    if not len(scored):
        return band
    _, place = np.unique(scores[scored], return_inverse=True)
    mass = np.bincount(place, weights[scored])
    middle = (np.cumsum(mass) - mass / 2) / mass.sum()
    band[scored] = 1 + np.minimum((middle * BANDS).astype(np.int64), BANDS - 1)[place]
    return band


def draws(weights: Numbers, size: int, start: float) -> Counts:
    """Return how often each of the ordered texts is drawn; the sum is ``size``.

    A text that stands for many records may be drawn more than once. ``start`` in [0, 1) is random.
    """
    ends = np.cumsum(weights) / weights.sum() * size
    ends[-1] = size
    upto = np.ceil(ends - start).astype(np.int64)
    counts: Counts = np.diff(upto, prepend=0)
    return counts
