"""The tokens of a text as the style detector reads them; layout and markup say nothing.

A token is a word in lower case (an apostrophe between letters belongs to it), a run of digits
(``#``), or a punctuation mark. White space, line breaks and markup are passed over, and quotes,
dashes and dots of every shape are one, so that a text and the same text unwrapped, in typewriter
quotes or without its Markdown give the same tokens. At most TOKENS of a record are read.
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.hashing import FNV_OFFSET, mix, step
from provaudit.kernels.jit import integer, kernel
from provaudit.kernels.style_tables import GENERAL, LETTERS, is_kept
from provaudit.kernels.unicode_table import (
    CATEGORY,
    FIRST_NUMBER,
    FIRST_OTHER,
    Classes,
    cell,
    stage,
)
from provaudit.kernels.utf8 import decode

TOKENS = 2048
NUMBER = ord("#")
DASH, DOTS, HYPHEN, APOSTROPHE, LINE_FEED = 0x2014, 0x2026, ord("-"), ord("'"), 10
CONTENT = 0x110000  # beyond all code points: classes of content words
_LONG, _MIDDLE = 8, 5
_GENERAL_END = GENERAL + 0x40
_LETTER = 31


@kernel
def read_tokens(  # noqa: C901, PLR0913, PLR0915 - one loop over bytes; arrays by name: see jit
    data: NDArray[np.uint8],
    at: int,
    end: int,
    classes: Classes,
    kept: NDArray[np.uint64],
    endings: NDArray[np.uint8],
    marks: NDArray[np.int32],
    words: NDArray[np.uint64],
    skeleton: NDArray[np.uint64],
    kinds: NDArray[np.int32],
) -> int:
    """Write hash, skeleton hash and kind of each token; return how many there are.

    A kind is the code point of a mark, NUMBER, ``-length`` of a word that the skeleton keeps, or
    CONTENT + 64 * class of the ending + length (both at most 63).
    """
    count, begins_line = 0, True
    while at < end and count < len(words):
        state, length, tail, number = FNV_OFFSET, 0, 0, False
        while at < end:
            byte = data[at]
            lower = classes[byte]
            if lower:
                if byte <= 57:
                    if length:
                        break
                    number = True
                    at += 1
                    continue
                if number:
                    break
                state, length, at = step(state, lower), length + 1, at + 1
                tail = ((tail << 5) | (lower & _LETTER)) & (LETTERS**3 - 1)
                continue
            if byte < 128:
                joins = byte == APOSTROPHE and length and at + 1 < end
                if joins and data[at + 1] > 64 and classes[data[at + 1]]:
                    state, length, at, tail = step(state, APOSTROPHE), length + 1, at + 1, 0
                    continue
                break
            point, after = decode(data, at, end)
            if GENERAL <= point < _GENERAL_END:
                joins = marks[128 + point - GENERAL] == APOSTROPHE
                if joins and length and after < end and data[after] > 64 and classes[data[after]]:
                    state, length, at, tail = step(state, APOSTROPHE), length + 1, after, 0
                    continue
                break
            where = classes[stage(point)] + cell(point)
            category = classes[where] & CATEGORY
            if category >= FIRST_OTHER:
                break
            if category >= FIRST_NUMBER:
                if length:
                    break
                number, at = True, after
                continue
            if number:
                break
            state, length, at, tail = step(state, point + classes[where + 1]), length + 1, after, 0
        if number:
            words[count] = skeleton[count] = mix(step(FNV_OFFSET, NUMBER))
            kinds[count] = NUMBER
            count, begins_line = count + 1, False
            continue
        if length:
            word = mix(state)
            words[count] = word
            if is_kept(word, kept):
                skeleton[count], kinds[count] = word, -min(length, 63)
            else:
                ending = integer(endings[tail]) if length > 3 else 0
                size = 0 if ending else (1 + (length >= _MIDDLE) + (length >= _LONG))
                skeleton[count] = mix(step(FNV_OFFSET, CONTENT + 4 * ending + size))
                kinds[count] = CONTENT + 64 * ending + min(length, 63)
            count, begins_line = count + 1, False
            continue
        before = at
        point, at = decode(data, at, end)
        mark = 0
        if point < 128:
            mark = marks[point]
        elif GENERAL <= point < _GENERAL_END:
            mark = marks[128 + point - GENERAL]
        elif point == 0xAB or point == 0xBB:
            mark = 34
        if point == LINE_FEED:
            begins_line = True
        if mark == HYPHEN:
            inside = (
                before > 0
                and at < end
                and classes[data[before - 1]] != 0
                and classes[data[at]] != 0
            )
            if not inside:
                mark = 0 if begins_line else DASH
                while at < end and data[at] == HYPHEN:
                    at += 1
        elif point == 46 and at + 1 < end and data[at] == 46 and data[at + 1] == 46:
            mark = DOTS
            while at < end and data[at] == 46:
                at += 1
        if mark:
            words[count] = skeleton[count] = mix(step(FNV_OFFSET, mark))
            kinds[count] = mark
            count, begins_line = count + 1, False
    return count
