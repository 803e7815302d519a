"""Hashed n-grams of the style features: 1- and 2-grams of words, 1- to 4-grams of the skeleton.

Each n-gram falls into one of 2^18 buckets, those of the skeleton behind those of the words; a
record has a bucket or has it not. The buckets of all n-grams of a record are computed first, in
loops without a branch, and looked at then.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.hashing import extend, mix
from provaudit.kernels.jit import inlined, integer, kernel
from provaudit.kernels.style_tokens import TOKENS, StyleTokens

BITS = 18
WORD_BUCKETS = SKELETON_BUCKETS = 1 << BITS
BUCKETS = WORD_BUCKETS + SKELETON_BUCKETS
# Buckets of one record at most.
GRAMS = 6
_SHIFT = np.uint64(64 - BITS)
_CELL, _BIT, _ONE = np.uint64(6), np.uint64(63), np.uint64(1)


class StyleGrams(NamedTuple):
    """Scratch of one record: ``numbers`` (6 x tokens): the bucket of each n-gram by first token.

    A row for each of word 1- and 2-grams and skeleton 1- to 4-grams. ``hit``: a bit for each
    bucket, all 0 between records.
    """

    numbers: NDArray[np.uint32]
    hit: NDArray[np.uint64]


@kernel
def new_grams() -> StyleGrams:
    """Return room for one record."""
    return StyleGrams(np.zeros((GRAMS, TOKENS), np.uint32), np.zeros(BUCKETS // 64, np.uint64))


@kernel
def number_grams(tokens: StyleTokens, count: int, grams: StyleGrams) -> None:
    """Write the bucket of each n-gram of a record of ``count`` tokens."""
    words, skeleton, numbers = tokens.words, tokens.skeleton, grams.numbers
    _number(words, count, 1, 0, numbers[0])
    _number(words, count, 2, 0, numbers[1])
    _number(skeleton, count, 1, WORD_BUCKETS, numbers[2])
    _number(skeleton, count, 2, WORD_BUCKETS, numbers[3])
    _number(skeleton, count, 3, WORD_BUCKETS, numbers[4])
    _number(skeleton, count, 4, WORD_BUCKETS, numbers[5])


@inlined
def _number(
    values: NDArray[np.uint64], count: int, size: int, before: int, numbers: NDArray[np.uint32]
) -> None:
    for at in range(count - size + 1):
        gram = values[at]
        for other in range(at + 1, at + size):
            gram = extend(gram, values[other])
        numbers[at] = np.uint32(mix(gram) >> _SHIFT) + np.uint32(before)


@kernel
def collect(grams: StyleGrams, count: int, first: int, end: int, buckets: NDArray[np.int32]) -> int:
    """Write the distinct buckets of the rows ``first`` to ``end`` of n-grams; return how many."""
    numbers, hit, used = grams.numbers, grams.hit, 0
    for at in range(count):
        for row in range(first, min(end, first + count - at)):
            new = _enter(hit, numbers[row, at])
            if new:
                buckets[used] = numbers[row, at]
            used += new
    return used


@kernel
def add(
    grams: StyleGrams, count: int, row: int, size: int, weights: NDArray[np.int8]
) -> tuple[int, int]:
    """Return the sum of the weights of new buckets of one row of n-grams, and how many they are."""
    numbers, hit, total, used = grams.numbers[row], grams.hit, 0, 0
    for at in range(count - size + 1):
        new = _enter(hit, numbers[at])
        # Without a branch, which would be guessed wrong at every other bucket.
        total += integer(weights[numbers[at]]) & -new
        used += new
    return total, used


@inlined
def _enter(hit: NDArray[np.uint64], number: int) -> int:
    """Note a bucket; return 1 if it was not noted before, else 0."""
    bucket = np.uint64(number)
    cell, place = bucket >> _CELL, bucket & _BIT
    seen = hit[cell]
    hit[cell] = seen | (_ONE << place)
    return integer(((seen >> place) & _ONE) ^ _ONE)


@kernel
def forget(grams: StyleGrams, count: int) -> None:
    """Take back what was noted of a record."""
    numbers, hit = grams.numbers, grams.hit
    for row in range(GRAMS):
        for at in range(count):
            hit[numbers[row, at] >> np.uint32(6)] = np.uint64(0)
