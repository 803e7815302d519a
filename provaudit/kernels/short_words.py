"""Hashes of many short ASCII words at once: the hash of ``words``, eight words a step.

A loop over the letters of one word ends where the processor does not expect it, and each of its
steps waits for the one before. So the bytes of words are put beside one another first; then all
words make all steps, and those beyond a word's end do not count.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.hashing import FNV_OFFSET, FNV_PRIME, mix
from provaudit.kernels.jit import inlined, kernel

LONGEST = 16
_SMALL = np.uint64(0x2020202020202020)
_BYTE, _EIGHT = np.uint64(0xFF), np.uint64(8)


class ShortWords(NamedTuple):
    """The bytes of words: the first eight, the next eight (the first one lowest), and how many.

    A word has 1 to 16 ASCII letters or digits; what stands behind its end does not matter. Of what
    has size 0 the head is the hash itself.
    """

    heads: NDArray[np.uint64]
    tails: NDArray[np.uint64]
    sizes: NDArray[np.uint64]


@kernel
def short_words(room: int) -> ShortWords:
    """Return room for so many words."""
    return ShortWords(
        np.empty(room, np.uint64), np.empty(room, np.uint64), np.empty(room, np.uint64)
    )


@kernel
def hash_words(held: ShortWords, count: int, values: NDArray[np.uint64]) -> None:
    """Write the hashes of the first ``count`` words held."""
    heads, tails, sizes = held.heads, held.tails, held.sizes
    for at in range(count):
        state = _steps(FNV_OFFSET, heads[at], sizes[at], np.uint64(0))
        word = mix(_steps(state, tails[at], sizes[at], _EIGHT))
        values[at] = word if sizes[at] else heads[at]


@inlined
def _steps(state: np.uint64, letters: np.uint64, size: np.uint64, before: np.uint64) -> np.uint64:
    """Return the FNV-1a state after those of eight letters that belong to the word."""
    # Makes small letters of capitals, and leaves digits as they are.
    rest = letters | _SMALL
    for place in range(8):
        after = (state ^ (rest & _BYTE)) * FNV_PRIME
        state = after if np.uint64(place) + before < size else state
        rest >>= _EIGHT
    return state
