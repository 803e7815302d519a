"""A coordinated sample of word n-grams: those whose hash is small, everywhere the same ones.

An n-gram is kept if its mixed hash is at most the limit, so a share ``rate`` of all different
n-grams is kept, the same in every record, shard and corpus; samples of parts add up to the
sample of the whole. With m different n-grams kept, m / rate estimates how many there are, with
a relative standard error of sqrt((1 - rate) / m).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.hashing import extend, mix
from provaudit.kernels.jit import inlined, kernel
from provaudit.kernels.words import Tokens

LONGEST = 3
_TOP = (1 << 64) - 1


class Grams(NamedTuple):
    """Kept n-grams: record, n, mixed hash, occurrences in the record; sorted by the first three."""

    row: NDArray[np.int64]
    n: NDArray[np.uint8]
    hash: NDArray[np.uint64]
    occurrences: NDArray[np.int64]


def limit_for(rate: float) -> int:
    """Return the limit that keeps a share ``rate`` (0 to 1) of all n-grams."""
    if not 0 <= rate <= 1:
        raise ValueError(f"rate is {rate}; give a share from 0 to 1")
    return min(int(rate * 2**64), _TOP)


def sample_ngrams(words: Tokens, limit: int, longest: int = LONGEST) -> Grams:
    """Return the n-grams of 1 to ``longest`` words whose hash is at most ``limit``."""
    bound = np.uint64(limit)
    room = longest * len(words.values)  # memory that is not used is never touched
    kept = Grams(
        np.empty(room, np.int64),
        np.empty(room, np.uint8),
        np.empty(room, np.uint64),
        np.empty(room, np.int64),
    )
    used = _sample(words, bound, longest, kept)
    return Grams(
        kept.row[:used].copy(),
        kept.n[:used].copy(),
        kept.hash[:used].copy(),
        kept.occurrences[:used].copy(),
    )


@inlined
def _gram(values: NDArray[np.uint64], at: int, size: int) -> np.uint64:
    gram = values[at]
    for word in range(at + 1, at + size):
        gram = extend(gram, values[word])
    return mix(gram)


@kernel
def _sample(words: Tokens, limit: np.uint64, longest: int, kept: Grams) -> int:
    used = 0
    for row in range(len(words.counts)):
        values = words.values[words.offsets[row] : words.offsets[row + 1]]
        for size in range(1, longest + 1):
            end = used
            for at in range(len(values) - size + 1):
                gram = _gram(values, at, size)
                if gram <= limit:
                    kept.hash[end] = gram
                    end += 1
            kept.hash[used:end].sort()
            used = _fold(kept, used, end, row, size)
    return used


@kernel
def _fold(kept: Grams, first: int, end: int, row: int, size: int) -> int:
    """Turn the sorted hashes from ``first`` to ``end`` into one row each with its count."""
    used = first
    for at in range(first, end):
        if at > first and kept.hash[at] == kept.hash[used - 1]:
            kept.occurrences[used - 1] += 1
            continue
        kept.row[used], kept.n[used], kept.occurrences[used] = row, size, 1
        kept.hash[used] = kept.hash[at]
        used += 1
    return used
