"""Where the first words and the last sentence of a text begin, and the first bytes of both.

The last sentence begins after the last . ! ? or ideographic full stop that white space or a letter
follows, or after a line feed, at most 400 bytes before the end. Marks, quotes, markup and white
space before the first letter or digit do not count, nor do they at the end of the text.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.jit import inlined, integer, kernel

KEY_BYTES = 6
_REACH = 400
_LINE_FEED, _BLANK = 10, 32
_ENDS = np.zeros(256, np.bool_)
_ENDS[list(b".!?")] = True
# The first byte of the marks and spaces of U+2000 to U+2FFF and U+3000 to U+3FFF, and of the
# full-width ones; the ranges themselves are tested by their second byte.
_GENERAL, _IDEOGRAPHIC, _FULL_WIDTH, _EMOJI = 0xE2, 0xE3, 0xEF, 0xF0


class Edges(NamedTuple):
    """Arrays as long as the batch: places in bytes of the text, and keys (0: there is no word).

    A key holds the first KEY_BYTES bytes there, ASCII letters in lower case, first byte highest.
    """

    first: NDArray[np.int64]
    first_key: NDArray[np.int64]
    last: NDArray[np.int64]
    last_key: NDArray[np.int64]


def find_edges(text: Utf8) -> Edges:
    """Return the edges of each text."""
    edges = Edges(*np.zeros((4, len(text.starts)), np.int64))
    _find(text, edges)
    return edges


@kernel
def _find(text: Utf8, edges: Edges) -> None:
    data = text.data
    for row in range(len(text.starts)):
        start, end = text.starts[row], text.ends[row]
        first = _skip_marks(data, start, end)
        last = _skip_marks(data, _last_sentence(data, start, end), end)
        edges.first[row], edges.first_key[row] = first - start, _key(data, first, end)
        edges.last[row], edges.last_key[row] = last - start, _key(data, last, end)


@kernel
def _skip_marks(data: NDArray[np.uint8], at: int, end: int) -> int:
    """Return where the next letter or digit is, ``end`` if there is none within 40 bytes."""
    limit = min(end, at + 40)
    while at < limit:
        size = _mark(data, at, end)
        if size == 0:
            return at
        at += size
    return end


@inlined
def _mark(data: NDArray[np.uint8], at: int, end: int) -> int:
    """Return the bytes of the mark or white space at a place, 0 if a letter or digit is there."""
    byte = integer(data[at])
    if byte < 128:
        letter = 97 <= (byte | 32) <= 122 or 48 <= byte <= 57
        return 0 if letter else 1
    second = integer(data[at + 1]) if at + 2 < end else 0
    wide = byte == _FULL_WIDTH and (second == 0xBC or second == 0xBD)
    brackets = byte == _IDEOGRAPHIC and second == 0x80
    if wide or brackets or byte == _GENERAL:
        return 3
    if byte == _EMOJI and second == 0x9F:
        return 4
    return 2 if byte == 0xC2 else 0  # « » ¡ ¿ and the no-break space


@kernel
def _last_sentence(data: NDArray[np.uint8], start: int, end: int) -> int:
    """Return where the last sentence begins, its leading marks included."""
    at = end
    while at > start:
        emoji = at - 4 >= start and data[at - 4] == _EMOJI and data[at - 3] == 0x9F
        if _in_word(data[at - 1]) and not emoji:
            break
        at -= 4 if emoji else 1
    # A text that ends in another script ends in bytes of words or of marks: skip one full stop.
    at = max(start, at - 3) if at == end else at
    limit = max(start, end - _REACH)
    while at > limit:
        byte = integer(data[at - 1])
        if byte == _LINE_FEED or (_ENDS[byte] and at < end and data[at] <= _BLANK):
            return at
        if byte == 0x82 and at - 3 >= start and data[at - 2] == 0x80 and data[at - 3] == 0xE3:
            return at  # the ideographic full stop
        if byte == 0x81 and at - 3 >= start and data[at - 2] == 0xBC and data[at - 3] == 0xEF:
            return at  # the full-width exclamation mark
        at -= 1
    return at


@inlined
def _in_word(byte: int) -> bool:
    return byte >= 128 or 97 <= (byte | 32) <= 122 or 48 <= byte <= 57


@kernel
def _key(data: NDArray[np.uint8], at: int, end: int) -> int:
    key = 0
    if at + KEY_BYTES <= end:
        for place in range(KEY_BYTES):
            byte = integer(data[at + place])
            key = key * 256 + (byte | 32 if 65 <= byte <= 90 else byte)
    return key
