"""Features of the style of a text, in one reading: hashed n-grams and stylometric measures.

Of a record's tokens (``style_tokens``): the distinct buckets of its 1- and 2-grams of words, the
distinct buckets of the 1- to 4-grams of its skeleton, and MEASURES. Training gets the buckets,
a scan the sums of the weights at these buckets; both come from the same loop.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Texts, Utf8, read_texts
from provaudit.kernels.jit import integer, kernel
from provaudit.kernels.style_grams import (
    BUCKETS,
    GRAMS,
    SKELETON_BUCKETS,
    WORD_BUCKETS,
    add,
    collect,
    forget,
    new_grams,
    number_grams,
)
from provaudit.kernels.style_measures import MEASURES, measure, new_window
from provaudit.kernels.style_tables import Tables, style_tables
from provaudit.kernels.style_tokens import TOKENS, new_tokens, read_tokens
from provaudit.kernels.unicode_table import table

__all__ = [
    "BUCKETS",
    "SKELETON_BUCKETS",
    "WORD_BUCKETS",
    "StyleFeatures",
    "StyleSums",
    "read_features",
    "sum_weights",
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
    sizes = np.minimum(utf8.ends - utf8.starts, TOKENS) * GRAMS
    found = StyleFeatures(
        np.empty(int(sizes.sum()), np.int32),
        np.zeros(rows + 1, np.int64),
        np.zeros(rows, np.int64),
        np.zeros((rows, MEASURES), np.float32),
        np.zeros(rows, np.int64),
    )
    used = _collect(utf8, (table(), *style_tables()), found)
    return found._replace(buckets=found.buckets[:used].copy())


def sum_weights(
    text: Texts, weights: NDArray[np.int8], wanted: NDArray[np.bool_] | None = None
) -> StyleSums:
    """Return the sums for each text; raise ValueError unless there are BUCKETS int8 weights.

    Where not ``wanted`` all is 0.
    """
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
    chosen = np.arange(rows) if wanted is None else np.flatnonzero(wanted)
    weights = np.require(weights, requirements=["A", "C", "W"])
    _sum(utf8, chosen, (table(), *style_tables()), weights, sums)
    return sums


@kernel
def _collect(utf8: Utf8, tables: Tables, found: StyleFeatures) -> int:
    tokens, window, grams, used = new_tokens(), new_window(), new_grams(), 0
    for row in range(len(utf8.starts)):
        count = read_tokens(utf8, row, tables, tokens)
        number_grams(tokens, count, grams)
        used += collect(grams, count, 0, 2, found.buckets[used:])
        found.middles[row] = used
        used += collect(grams, count, 2, GRAMS, found.buckets[used:])
        found.offsets[row + 1] = used
        forget(grams, count)
        found.words[row] = measure(tokens, count, window, found.measures[row])
    return used


@kernel
def _sum(
    utf8: Utf8,
    rows: NDArray[np.int64],
    tables: Tables,
    weights: NDArray[np.int8],
    sums: StyleSums,
) -> None:
    tokens, window, grams = new_tokens(), new_window(), new_grams()
    for row in rows:
        count = read_tokens(utf8, row, tables, tokens)
        number_grams(tokens, count, grams)
        for place in range(GRAMS):
            half = integer(place >= 2)
            size = place - 2 * half + 1
            total, used = add(grams, count, place, size, weights)
            sums.sums[row, half] += total
            sums.features[row, half] += used
        forget(grams, count)
        sums.words[row] = measure(tokens, count, window, sums.measures[row])
