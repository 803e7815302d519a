"""Features of the style of a text, in one reading: hashed n-grams and stylometric measures.

Of a record's tokens (``style_tokens``): the distinct buckets of its 1- and 2-grams of words, the
distinct buckets of the 1- to 4-grams of its skeleton, and MEASURES. Training gets the buckets,
a scan the sums of the weights at these buckets; both come from the same loop.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Texts, Utf8, read_texts
from provaudit.kernels.hashing import extend, mix
from provaudit.kernels.jit import integer, kernel
from provaudit.kernels.style_measures import MEASURES, measure
from provaudit.kernels.style_tables import style_tables
from provaudit.kernels.style_tokens import TOKENS, read_tokens
from provaudit.kernels.unicode_table import table

BITS = 18
WORD_BUCKETS = SKELETON_BUCKETS = 1 << BITS
BUCKETS = WORD_BUCKETS + SKELETON_BUCKETS
_SHIFT = np.uint64(64 - BITS)
_HALF = np.uint64(WORD_BUCKETS)
_CELL, _BIT, _ONE = np.uint64(6), np.uint64(63), np.uint64(1)
_WORD_GRAMS, _SKELETON_GRAMS = 2, 4
_ROOM = TOKENS * (_WORD_GRAMS + _SKELETON_GRAMS) + 1

Tables: TypeAlias = tuple[
    NDArray[np.int32], NDArray[np.uint64], NDArray[np.uint8], NDArray[np.int32]
]


class StyleFeatures(NamedTuple):
    """The words of record ``r`` are ``buckets[offsets[r]:middles[r]]``, its skeleton the rest.

    The rest goes to ``offsets[r + 1]``; buckets of the skeleton begin at WORD_BUCKETS.
    ``measures`` is float32 (records, MEASURES); ``words`` counts words and numbers.
    """

    buckets: NDArray[np.int32]
    offsets: NDArray[np.int64]
    middles: NDArray[np.int64]
    measures: NDArray[np.float32]
    words: NDArray[np.int64]


class StyleSums(NamedTuple):
    """Sums of the weights of a record's buckets, and how many buckets these are, by half."""

    sums: NDArray[np.int64]
    features: NDArray[np.int64]
    measures: NDArray[np.float32]
    words: NDArray[np.int64]


def read_features(text: Texts) -> StyleFeatures:
    """Return the features of each text."""
    utf8 = read_texts(text)
    rows = len(utf8.starts)
    sizes = np.minimum(utf8.ends - utf8.starts, TOKENS) * (_WORD_GRAMS + _SKELETON_GRAMS)
    found = StyleFeatures(
        np.empty(int(sizes.sum()), np.int32),
        np.zeros(rows + 1, np.int64),
        np.zeros(rows, np.int64),
        np.zeros((rows, MEASURES), np.float32),
        np.zeros(rows, np.int64),
    )
    used = _collect(utf8, (table(), *style_tables()), found)
    return found._replace(buckets=found.buckets[:used].copy())


def sum_weights(text: Texts, weights: NDArray[np.int8]) -> StyleSums:
    """Return the sums for each text; raise ValueError unless there are BUCKETS int8 weights."""
    if weights.shape != (BUCKETS,) or weights.dtype != np.int8:
        raise ValueError(
            f"the weights are {weights.dtype} {weights.shape}; the kernel takes int8 ({BUCKETS},)"
        )
    utf8 = read_texts(text)
    rows = len(utf8.starts)
    sums = StyleSums(
        np.zeros((rows, 2), np.int64),
        np.zeros((rows, 2), np.int64),
        np.zeros((rows, MEASURES), np.float32),
        np.zeros(rows, np.int64),
    )
    weights = np.require(weights, requirements=["A", "C", "W"])
    _sum(utf8, (table(), *style_tables()), weights, sums)
    return sums


@kernel
def _collect(utf8: Utf8, tables: Tables, found: StyleFeatures) -> int:
    classes, kept, endings, marks = tables
    words, skeleton = np.empty(TOKENS, np.uint64), np.empty(TOKENS, np.uint64)
    kinds = np.empty(TOKENS, np.int32)
    hit = np.zeros(BUCKETS // 64, np.uint64)
    room = np.empty(_ROOM, np.int32)
    used = 0
    for row in range(len(utf8.starts)):
        count = read_tokens(
            utf8.data, utf8.starts[row], utf8.ends[row],
            classes, kept, endings, marks, words, skeleton, kinds,
        )  # fmt: skip
        middle, size = _buckets(words, skeleton, count, hit, room)
        found.buckets[used : used + size] = room[:size]
        found.middles[row] = used + middle
        used += size
        found.offsets[row + 1] = used
        found.words[row] = measure(words, kinds, count, found.measures[row])
    return used


@kernel
def _sum(utf8: Utf8, tables: Tables, weights: NDArray[np.int8], sums: StyleSums) -> None:
    classes, kept, endings, marks = tables
    words, skeleton = np.empty(TOKENS, np.uint64), np.empty(TOKENS, np.uint64)
    kinds = np.empty(TOKENS, np.int32)
    hit = np.zeros(BUCKETS // 64, np.uint64)
    room = np.empty(_ROOM, np.int32)
    for row in range(len(utf8.starts)):
        count = read_tokens(
            utf8.data, utf8.starts[row], utf8.ends[row],
            classes, kept, endings, marks, words, skeleton, kinds,
        )  # fmt: skip
        middle, size = _buckets(words, skeleton, count, hit, room)
        sums.sums[row, 0], sums.features[row, 0] = _total(weights, room, 0, middle), middle
        sums.sums[row, 1], sums.features[row, 1] = (
            _total(weights, room, middle, size),
            size - middle,
        )
        sums.words[row] = measure(words, kinds, count, sums.measures[row])


@kernel
def _total(weights: NDArray[np.int8], room: NDArray[np.int32], first: int, end: int) -> int:
    total = 0
    for at in range(first, end):
        total += integer(weights[room[at]])
    return total


@kernel
def _buckets(
    words: NDArray[np.uint64],
    skeleton: NDArray[np.uint64],
    count: int,
    hit: NDArray[np.uint64],
    room: NDArray[np.int32],
) -> tuple[int, int]:
    """Write the distinct buckets; return where those of the skeleton begin and all end."""
    middle = _grams(words, count, _WORD_GRAMS, np.uint64(0), hit, room, 0)
    size = _grams(skeleton, count, _SKELETON_GRAMS, _HALF, hit, room, middle)
    for at in range(size):
        hit[room[at] >> 6] = 0
    return middle, size


@kernel
def _grams(  # noqa: PLR0913 - a kernel gets its arrays by name: see jit
    values: NDArray[np.uint64],
    count: int,
    longest: int,
    first: np.uint64,
    hit: NDArray[np.uint64],
    room: NDArray[np.int32],
    size: int,
) -> int:
    for at in range(count):
        gram = np.uint64(0)
        for end in range(at, min(at + longest, count)):
            gram = extend(gram, values[end]) if end > at else values[at]
            bucket = (mix(gram) >> _SHIFT) + first
            cell, place = bucket >> _CELL, bucket & _BIT
            seen = hit[cell]
            hit[cell] = seen | (_ONE << place)
            # Without a branch, which would be guessed wrong at every other bucket.
            room[size] = bucket
            size += integer(((seen >> place) & _ONE) ^ _ONE)
    return size
