"""Whether a text stops in the middle of a line that should go on.

It does if its last line has at least 30 characters, is no item of a list, heading, quotation or
row of a table, and ends with a letter, digit, comma, semicolon, dash or opening bracket, in a
word that is no address, path or tag. Whether the text has sentences at all is for the caller to
say. Only the last 2,000 bytes of a line are looked at; a longer one is prose.
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.jit import integer, kernel
from provaudit.kernels.unicode_table import (
    CATEGORIES,
    CATEGORY,
    FIRST_OTHER,
    FIRST_SPACE,
    LAST_SPACE,
    Classes,
    cell,
    stage,
    table,
)
from provaudit.kernels.utf8 import decode

SHORTEST_LINE = 30
_REACH = 2000
_LINE_FEED, _TAB, _BLANK = 10, 9, 32
_CONTINUES, _CONTINUATION = 0xC0, 0x80
_GO_ON = np.array([False] * len(CATEGORIES))
_GO_ON[:FIRST_OTHER] = True
_GO_ON[[CATEGORIES.index(name) for name in ("Pd", "Ps", "Pi")]] = True
_PAUSES = tuple(map(ord, ",;\u060c\u3001\uff0c\uff1b"))
_OF_ADDRESSES = np.zeros(256, np.bool_)
_OF_ADDRESSES[list(b"/@#_=\\")] = True
# What begins an item, a heading, a quotation or a row; bullets lead with 0xE2, as quotes do.
_BEGIN_OTHERS = np.zeros(256, np.bool_)
_BEGIN_OTHERS[list(b"*+-#>|")] = True
_TYPOGRAPHY, _QUOTES = 0xE2, (0x98, 0x9C)


def stops_short(text: Utf8) -> NDArray[np.bool_]:
    """Return which texts stop in the middle of a line that should go on."""
    short = np.zeros(len(text.starts), np.bool_)
    _find(text, table(), short)
    return short


@kernel
def _find(text: Utf8, classes: Classes, short: NDArray[np.bool_]) -> None:
    for row in range(len(text.starts)):
        start = text.starts[row]
        end = _end_that_goes_on(text.data, start, text.ends[row], classes)
        short[row] = end > start and _is_cut_line(text.data, start, end)


@kernel
def _end_that_goes_on(data: NDArray[np.uint8], start: int, end: int, classes: Classes) -> int:
    """Return where the text ends without its white space, ``start`` if it ends properly."""
    while end > start:
        first = end - 1
        while first > start and (data[first] & _CONTINUES) == _CONTINUATION:
            first -= 1
        point, _ = decode(data, first, end)
        category = classes[classes[stage(point)] + cell(point)] & CATEGORY
        if not FIRST_SPACE <= category <= LAST_SPACE:
            return end if _GO_ON[category] or point in _PAUSES else start
        end = first
    return start


@kernel
def _is_cut_line(data: NDArray[np.uint8], start: int, end: int) -> bool:
    line, letters, in_word = end, 0, True
    while line > start and end - line < _REACH and data[line - 1] != _LINE_FEED:
        line -= 1
        letters += (data[line] & _CONTINUES) != _CONTINUATION
        in_word = in_word and data[line] != _BLANK
        if in_word and _OF_ADDRESSES[data[line]]:
            return False
    whole = end - line < _REACH
    return letters >= SHORTEST_LINE and (not whole or _is_prose(data, line, end))


@kernel
def _is_prose(data: NDArray[np.uint8], at: int, end: int) -> bool:
    while at < end and (data[at] == _BLANK or data[at] == _TAB):
        at += 1
    if _BEGIN_OTHERS[data[at]]:
        return False
    if data[at] == _TYPOGRAPHY and at + 2 < end:
        return bool(data[at + 1] == 0x80 and integer(data[at + 2]) in _QUOTES)
    number = at
    while at < end and 0x30 <= integer(data[at]) <= 0x39:
        at += 1
    return bool(at in (number, end) or integer(data[at]) not in (0x2E, 0x29))
