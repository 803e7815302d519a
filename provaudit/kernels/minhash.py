"""MinHash signatures of word 5-grams, and band keys for locality-sensitive hashing.

Broder 1997; 64 permutations ``(a x + b) mod 2^32`` with odd ``a``, of the upper half ``x`` of the
64-bit shingle hash. The share of equal places of two signatures estimates the Jaccard similarity
of the records' 5-grams with a standard error of at most 1/(2 sqrt(64)) = 0.0625, always below
1/sqrt(64) = 0.125. Cut into 8 bands of 8, two records of similarity s share a band key with
probability 1 - (1 - s^8)^8: 0.66 at the threshold (1/8)^(1/8) = 0.77, 0.99 at 0.9, 0.03 at 0.5.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.kernels.buffers import lists, numbers, to_arrow
from provaudit.kernels.hashing import extend, mix
from provaudit.kernels.jit import kernel
from provaudit.kernels.words import Tokens

PERMUTATIONS = 64
BANDS = 8
SHINGLE = 5
_ROWS = PERMUTATIONS // BANDS
_CHUNK = 2048
_HALF = np.uint64(32)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_GAMMA = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Signatures:
    """Fixed-size lists, null for a record without words.

    ``bands`` (8 x uint64): records that share a key are candidates; the key depends on the place
    of its band. ``signature`` (64 x uint32). ``rank`` (uint64): the smallest hash of 5 words, which
    two records share with probability equal to their similarity.
    """

    bands: pa.Array
    signature: pa.Array
    rank: pa.Array


def sign(words: Tokens) -> Signatures:
    """Return the signature of each record; fewer than 5 words are one shingle."""
    rows = len(words.counts)
    signature = np.empty((rows, PERMUTATIONS), np.uint32)
    bands = np.empty((rows, BANDS), np.uint64)
    ranks = np.empty(rows, np.uint64)
    _sign(words, _FACTORS, signature, bands, ranks)
    empty = words.counts == 0
    rank = to_arrow(ranks, pa.uint64(), empty)
    return Signatures(lists(bands, empty), lists(signature, empty), rank)


def shingles_of(words: Tokens, rows: NDArray[np.int64], most: int) -> pa.Array:
    """Return of each record in ``rows`` the distinct 5-gram hashes, ascending, ``most`` at most.

    A list array of uint64; the smallest stay. Fewer than 5 words are one shingle, none are none.
    """
    hashes = np.empty(int((words.offsets[rows + 1] - words.offsets[rows]).sum()), np.uint64)
    offsets = np.zeros(len(rows) + 1, np.int64)
    used = _hash_shingles(words, np.ascontiguousarray(rows), most, hashes, offsets)
    return pa.ListArray.from_arrays(numbers(offsets.astype(np.int32)), numbers(hashes[:used]))


def _splitmix(count: int) -> list[int]:
    """Return the first numbers of splitmix64 (Steele et al. 2014) from seed 0."""
    numbers, state, mask = [], 0, (1 << 64) - 1
    for _ in range(count):
        state = (state + _GAMMA) & mask
        value = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & mask
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB & mask
        numbers.append(value ^ (value >> 31))
    return numbers


def _factors() -> NDArray[np.uint32]:
    """Return ``a`` (odd) and ``b`` of each permutation, 2 x 64."""
    numbers = [number >> 32 for number in _splitmix(2 * PERMUTATIONS)]
    a = [number | 1 for number in numbers[:PERMUTATIONS]]
    return np.array([a, numbers[PERMUTATIONS:]], np.uint32)


_FACTORS = _factors()


@kernel
def _sign(
    words: Tokens,
    factors: NDArray[np.uint32],
    signature: NDArray[np.uint32],
    bands: NDArray[np.uint64],
    ranks: NDArray[np.uint64],
) -> None:
    shingles = np.empty(_CHUNK, np.uint32)
    for row in range(len(words.counts)):
        values = words.values[words.offsets[row] : words.offsets[row + 1]]
        signature[row, :] = np.uint32(0xFFFFFFFF)
        size = min(SHINGLE, len(values))
        count = len(values) - size + 1
        ranks[row] = _ALL
        for first in range(0, count, _CHUNK):
            some = min(_CHUNK, count - first)
            ranks[row] = min(ranks[row], _shingle(values[first:], size, shingles[:some]))
            _take_minima(shingles[:some], factors, signature[row])
        _cut(signature[row], bands[row])


@kernel
def _shingle(values: NDArray[np.uint64], size: int, shingles: NDArray[np.uint32]) -> np.uint64:
    """Fill in the upper half of each shingle's hash, and return the smallest mixed hash."""
    least = _ALL
    for at in range(len(shingles)):
        gram = np.uint64(0)
        for word in range(at, at + size):
            gram = extend(gram, values[word])
        shingles[at] = np.uint32(gram >> _HALF)
        least = min(least, mix(gram))
    return least


@kernel
def _hash_shingles(
    words: Tokens,
    rows: NDArray[np.int64],
    most: int,
    hashes: NDArray[np.uint64],
    offsets: NDArray[np.int64],
) -> int:
    used = 0
    for place in range(len(rows)):
        values = words.values[words.offsets[rows[place]] : words.offsets[rows[place] + 1]]
        size = min(SHINGLE, len(values))
        end = used + (len(values) - size + 1 if size else 0)
        for at in range(end - used):
            gram = np.uint64(0)
            for word in range(at, at + size):
                gram = extend(gram, values[word])
            hashes[used + at] = mix(gram)
        hashes[used:end].sort()
        used += _fold(hashes, used, end, most)
        offsets[place + 1] = used
    return used


@kernel
def _fold(hashes: NDArray[np.uint64], first: int, end: int, most: int) -> int:
    """Keep of the sorted hashes each once, ``most`` at most; return how many stay."""
    kept = 0
    for at in range(first, end):
        if kept < most and (at == first or hashes[at] != hashes[first + kept - 1]):
            hashes[first + kept] = hashes[at]
            kept += 1
    return kept


@kernel
def _take_minima(
    shingles: NDArray[np.uint32], factors: NDArray[np.uint32], signature: NDArray[np.uint32]
) -> None:
    for at in range(PERMUTATIONS):
        a, b, least = factors[0, at], factors[1, at], signature[at]
        for place in range(len(shingles)):  # by index: over the array itself it is 10 x slower
            # numba widens uint32 products and sums to 64 bits: cut back at each step.
            value = np.uint32(np.uint32(a * shingles[place]) + b)
            least = min(least, value)
        signature[at] = least


@kernel
def _cut(signature: NDArray[np.uint32], bands: NDArray[np.uint64]) -> None:
    for band in range(BANDS):
        key = np.uint64(band)
        for place in range(band * _ROWS, (band + 1) * _ROWS):
            key = extend(key, mix(np.uint64(signature[place])))
        bands[band] = mix(key)
