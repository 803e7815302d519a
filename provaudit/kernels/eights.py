"""Eight bytes at a time: does any of them need a look? For passes that seldom stop.

The tests on all bytes of a word at once: S. E. Anderson, Bit Twiddling Hacks, "Determine if a word
has a zero byte" and "has a byte less than n". They say yes wherever that is so, and seldom, after
a byte for which it is, also where it is not; who asks looks at each byte then.
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.jit import inlined

_NOTHING = np.uint64(0)
_ONES, _HIGH = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
_HIGH_NIBBLES, _THREES = np.uint64(0xF0F0F0F0F0F0F0F0), np.uint64(0x3030303030303030)
_BLANKS, _TICKS = np.uint64(0x2020202020202020), np.uint64(0x6060606060606060)
_DELETES = np.uint64(0x7F7F7F7F7F7F7F7F)


def eights(text: Utf8) -> NDArray[np.uint64]:
    """Return the bytes of the texts, eight to a number; empty where they are not aligned."""
    data = text.data
    if data.ctypes.data % 8:
        return np.zeros(0, np.uint64)
    return data[: len(data) // 8 * 8].view(np.uint64)


@inlined
def has_digit_or_colon(word: np.uint64) -> bool:
    """Whether a byte of eight is a digit or one of : ; < = > ?."""
    x = (word & _HIGH_NIBBLES) ^ _THREES
    return bool(((x - _ONES) & ~x & _HIGH) != _NOTHING)


@inlined
def has_control_or_mark(word: np.uint64) -> bool:
    """Whether a byte of eight is no ASCII, a control character, a backtick or a tilde."""
    ticks = word ^ _TICKS
    tildes = (word | _ONES) ^ _DELETES
    found = ((word - _BLANKS) & ~word) | ((ticks - _ONES) & ~ticks) | ((tildes - _ONES) & ~tildes)
    return bool(((found | word) & _HIGH) != _NOTHING)
