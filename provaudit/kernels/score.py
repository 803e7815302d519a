"""The score of a linear model over hashed words and word pairs.

Features are the distinct buckets of the record's 1- and 2-grams (binary: a bucket counts once
however often it is hit); a bucket is the upper 18 bits of the n-gram's hash.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.hashing import extend
from provaudit.kernels.jit import inlined, integer, kernel
from provaudit.kernels.words import Tokens

BUCKETS = 1 << 18
_SHIFT = np.uint64(64 - 18)
_CELL = np.uint64(6)  # a cell of the bitmap holds 64 buckets
_BIT = np.uint64(63)
_ONE = np.uint64(1)


class Scores(NamedTuple):
    """For each record the sum of the weights of its features, and how many features it has."""

    sums: NDArray[np.int64]
    features: NDArray[np.int64]


def score(words: Tokens, weights: NDArray[np.int8]) -> Scores:
    """Return the score of each record; raise ValueError unless there are 2^18 int8 weights."""
    if weights.shape != (BUCKETS,) or weights.dtype != np.int8:
        raise ValueError(
            f"the weights are {weights.dtype} {weights.shape}; the kernel takes int8 ({BUCKETS},)"
        )
    rows = len(words.counts)
    scores = Scores(np.zeros(rows, np.int64), np.zeros(rows, np.int64))
    _score(words, np.require(weights, requirements=["A", "C", "W"]), scores)
    return scores


@kernel
def _score(words: Tokens, weights: NDArray[np.int8], scores: Scores) -> None:
    hit = np.zeros(BUCKETS // 64, np.uint64)
    for row in range(len(words.counts)):
        values = words.values[words.offsets[row] : words.offsets[row + 1]]
        total, features = 0, 0
        for at in range(len(values)):
            for gram in _grams(values, at):
                bucket = gram >> _SHIFT
                bit = _ONE << (bucket & _BIT)
                if not hit[bucket >> _CELL] & bit:
                    hit[bucket >> _CELL] |= bit
                    total += integer(weights[bucket])
                    features += 1
        scores.sums[row], scores.features[row] = total, features
        _forget(values, hit)


@inlined
def _grams(values: NDArray[np.uint64], at: int) -> tuple[np.uint64, np.uint64]:
    """Return the 1-gram and the 2-gram that end here; at the first word the 1-gram twice."""
    word = values[at]
    return word, (extend(values[at - 1], word) if at else word)


@kernel
def _forget(values: NDArray[np.uint64], hit: NDArray[np.uint64]) -> None:
    if 2 * len(values) > len(hit):
        hit[:] = 0
        return
    for at in range(len(values)):
        for gram in _grams(values, at):
            hit[gram >> _SHIFT >> _CELL] = 0
