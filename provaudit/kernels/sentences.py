"""Sentence ends of a text.

A sentence end is a terminator, with the terminators, closing quotes and brackets that follow it
at once, if white space or the end of the text comes next (.!? and the ellipsis). The terminators
of scripts that put no space there, such as the ideographic full stop, count whatever comes next.
A text without terminators has none.
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.jit import inlined, kernel
from provaudit.kernels.unicode_table import (
    CATEGORY,
    CLOSER,
    FIRST_SPACE,
    FULL_STOP,
    LAST_SPACE,
    TERMINATOR,
    Classes,
    cell,
    stage,
    table,
)
from provaudit.kernels.utf8 import decode
from provaudit.kernels.wide import BLOCK, within, zeros_below

_FULL_STOP, _EXCLAMATION, _QUESTION = ord("."), ord("!"), ord("?")
_NOT_AT_END, _PERHAPS, _SURELY = 0, 1, 2


def count_sentences(text: Utf8) -> NDArray[np.int64]:
    """Return the number of sentence ends of each text."""
    counts = np.zeros(len(text.starts), np.int64)
    _count(text, table(), counts)
    return counts


@kernel
def _count(text: Utf8, classes: Classes, counts: NDArray[np.int64]) -> None:
    for row in range(len(text.starts)):
        counts[row] = _count_one(text.data, text.starts[row], text.ends[row], classes)


@kernel
def _count_one(data: NDArray[np.uint8], at: int, end: int, classes: Classes) -> int:
    count, state = 0, _NOT_AT_END
    while at < end:
        if state == _NOT_AT_END and data[at] < 128 and at + BLOCK <= len(data):
            gap = zeros_below(_terminators_at(data, at) | within(data, at, 128, 255))
            if gap:
                at += gap
                continue
        point, at = decode(data, at, end)
        marks = classes[classes[stage(point)] + cell(point)]
        if marks & (TERMINATOR | FULL_STOP):
            state = max(state, _SURELY if marks & FULL_STOP else _PERHAPS)
        elif state != _NOT_AT_END and not marks & CLOSER:
            count += state == _SURELY or FIRST_SPACE <= marks & CATEGORY <= LAST_SPACE
            state = _NOT_AT_END
    return count + (state != _NOT_AT_END)


@inlined
def _terminators_at(data: NDArray[np.uint8], at: int) -> np.uint64:
    ends = within(data, at, _FULL_STOP, _FULL_STOP) | within(data, at, _QUESTION, _QUESTION)
    return ends | within(data, at, _EXCLAMATION, _EXCLAMATION)
