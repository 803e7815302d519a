"""Code points out of UTF-8."""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import inlined, integer

REPLACEMENT = 0xFFFD
_LAST = 0x10FFFF


@inlined
def decode(data: NDArray[np.uint8], at: int, end: int) -> tuple[int, int]:
    """Return the code point at ``at`` and where the next begins, never beyond ``end``.

    Arrow promises valid UTF-8. What breaks the promise reads as U+FFFD or as some code point,
    never as memory outside the text or the tables.
    """
    lead = integer(data[at])
    if lead < 0x80:
        return lead, at + 1
    size = 2 + (lead >= 0xE0) + (lead >= 0xF0)
    if lead < 0xC0 or at + size > end:
        return REPLACEMENT, at + 1
    point = lead & (0xFF >> (size + 1))
    for follower in range(at + 1, at + size):
        point = (point << 6) | (integer(data[follower]) & 0x3F)
    return (point if point <= _LAST else REPLACEMENT), at + size
