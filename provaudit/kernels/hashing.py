"""Hash functions of the kernels: words, n-grams and content. All are 64-bit unsigned.

Every constant is a typed numpy scalar: numba makes a float of ``uint64`` with a plain ``int``.
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import inlined, kernel

FNV_OFFSET = np.uint64(0xCBF29CE484222325)
FNV_PRIME = np.uint64(0x100000001B3)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xFF51AFD7ED558CCD)
_MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
_C1 = np.uint64(0x87C37B91114253D5)
_C2 = np.uint64(0x4CF5AD432745937F)
_N1 = np.uint64(0x52DCE729)
_N2 = np.uint64(0x38495AB5)
_ONE = np.uint64(1)
_FIVE = np.uint64(5)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@inlined
def rotate(value: np.uint64, bits: int) -> np.uint64:
    """Return ``value`` rotated left by ``bits`` (1 to 63)."""
    return (value << np.uint64(bits)) | (value >> np.uint64(64 - bits))


@inlined
def step(value: np.uint64, symbol: int) -> np.uint64:
    """Return the FNV-1a state after one more symbol (a byte, or a code point of a word)."""
    return (value ^ np.uint64(symbol)) * FNV_PRIME


@inlined
def mix(value: np.uint64) -> np.uint64:
    """Return the bits of ``value`` well mixed: MurmurHash3's 64-bit finaliser (Appleby)."""
    value ^= value >> np.uint64(33)
    value *= _MIX_1
    value ^= value >> np.uint64(33)
    value *= _MIX_2
    return value ^ (value >> np.uint64(33))


@inlined
def extend(gram: np.uint64, word: np.uint64) -> np.uint64:
    """Return the hash of an n-gram that is ``gram`` and then ``word``; a 1-gram is its word."""
    return rotate(gram, 23) * _GOLDEN + word


@inlined
def _block_1(block: np.uint64) -> np.uint64:
    return rotate(block * _C1, 31) * _C2


@inlined
def _block_2(block: np.uint64) -> np.uint64:
    return rotate(block * _C2, 33) * _C1


@inlined
def _first_bytes(block: np.uint64, size: int) -> np.uint64:
    """Return ``block`` with all but its first ``size`` bytes (1 or more) zeroed."""
    return block if size >= 8 else block & (_ALL >> np.uint64(64 - 8 * size))


@kernel
def _tail(
    blocks: NDArray[np.uint64], size: int, h1: np.uint64, h2: np.uint64
) -> tuple[np.uint64, np.uint64]:
    rest, last = size & 15, size // 16 * 2
    if rest > 8:
        h2 ^= _block_2(_first_bytes(blocks[last + 1], rest - 8))
    if rest > 0:
        h1 ^= _block_1(_first_bytes(blocks[last], rest))
    return h1, h2


@kernel
def murmur3(blocks: NDArray[np.uint64], size: int) -> tuple[np.uint64, np.uint64]:
    """Return MurmurHash3_x64_128 (Appleby, seed 0) of the first ``size`` bytes of ``blocks``.

    ``blocks`` is the message as little-endian words with at least 16 bytes to spare; what they
    hold beyond the message does not matter. Not for use against an adversary.
    """
    h1, h2 = np.uint64(0), np.uint64(0)
    for at in range(0, size // 16 * 2, 2):
        h1 = (rotate(h1 ^ _block_1(blocks[at]), 27) + h2) * _FIVE + _N1
        h2 = (rotate(h2 ^ _block_2(blocks[at + 1]), 31) + h1) * _FIVE + _N2
    h1, h2 = _tail(blocks, size, h1, h2)
    h1, h2 = h1 ^ np.uint64(size), h2 ^ np.uint64(size)
    h1 = h1 + h2
    h2 = h2 + h1
    h1, h2 = mix(h1), mix(h2)
    h1 = h1 + h2
    return h1, h2 + h1
