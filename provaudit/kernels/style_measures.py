"""Stylometric measures of a record: rates and moments that do not grow with its length."""

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import kernel
from provaudit.kernels.style_tokens import CONTENT, DASH, DOTS, NUMBER, StyleTokens

NAMES = (
    "word_length", "word_length_sd", "short_words", "long_words", "longest_words",
    "kept_words", "numbers", "sentence_length", "sentence_length_sd", "sentence_length_cv",
    "short_sentences", "long_sentences", "commas", "full_stops", "semicolons", "colons",
    "exclamations", "questions", "quotes", "brackets", "hyphens", "dashes", "ellipses",
    "endings", "distinct", "commas_per_sentence", "commas_per_sentence_sd",
)  # fmt: skip
MEASURES = len(NAMES)
# The marks that are counted, in the order of NAMES; brackets of both kinds are one.
_MARKS = (
    (44, 44), (46, 46), (59, 59), (58, 58), (33, 33), (63, 63), (34, 34), (40, 41), (45, 45),
    (DASH, DASH), (DOTS, DOTS),
)  # fmt: skip
_COMMA, _ENDS = ord(","), (ord("."), ord("!"), ord("?"))
_NO_SENTENCE = 60.0  # the length of sentences where none ends
_WINDOW = 50
_SLOTS = 256
_SLOT, _ONE = np.uint64(_SLOTS - 1), np.uint64(1)


class Window(NamedTuple):
    """Room for the distinct words of a window: a slot is taken if ``when`` is the window's."""

    keys: NDArray[np.uint64]
    when: NDArray[np.int64]


@kernel
def new_window() -> Window:
    """Return room for one window."""
    return Window(np.empty(_SLOTS, np.uint64), np.empty(_SLOTS, np.int64))


@kernel
def measure(tokens: StyleTokens, count: int, window: Window, out: NDArray[np.float32]) -> int:
    """Fill the measures of one record and return how many words and numbers it has."""
    words, kinds = tokens.words[:count], tokens.kinds[:count]
    total = _measure_words(kinds, out)
    n = max(total, 1)
    for place, (first, last) in enumerate(_MARKS):
        out[12 + place] = _times(kinds, first, last) / n
    _measure_sentences(kinds, out)
    out[24] = _distinct(words, window)
    return total


@kernel
def _measure_words(kinds: NDArray[np.int32], out: NDArray[np.float32]) -> int:
    total = numbers = lengths = squares = short = long = longest = kept = endings = 0
    for at in range(len(kinds)):
        kind = kinds[at]
        content = max(kind - CONTENT, 0)
        length = -kind if kind < 0 else content & 63
        total += (length > 0) + (kind == NUMBER)
        numbers += kind == NUMBER
        lengths, squares = lengths + length, squares + length * length
        short, long = short + (0 < length <= 3), long + (length >= 7)
        longest += length >= 10
        kept, endings = kept + (kind < 0), endings + (content >= 64)
    n, words = max(total, 1), max(total - numbers, 1)
    mean = lengths / words
    out[0], out[1] = mean, sqrt(max(squares / words - mean * mean, 0.0))
    out[2], out[3], out[4] = short / n, long / n, longest / n
    out[5], out[6], out[23] = kept / n, numbers / n, endings / n
    return total


@kernel
def _times(kinds: NDArray[np.int32], first: int, last: int) -> int:
    times = 0
    for at in range(len(kinds)):
        times += first <= kinds[at] <= last
    return times


@kernel
def _measure_sentences(kinds: NDArray[np.int32], out: NDArray[np.float32]) -> None:
    sentences = words = squares = short = long = commas = comma_squares = 0
    current = current_commas = 0
    for at in range(len(kinds)):
        kind = kinds[at]
        current += kind < 0 or kind >= CONTENT or kind == NUMBER
        current_commas += kind == _COMMA
        commas += kind == _COMMA
        if kind in _ENDS and current > 1:  # "e.g." and "..." end none
            sentences, words, squares = sentences + 1, words + current, squares + current * current
            short, long = short + (current <= 7), long + (current >= 25)
            comma_squares += current_commas * current_commas
            current = current_commas = 0
    s = max(sentences, 1)
    average = words / s if sentences else _NO_SENTENCE
    deviation = sqrt(max(squares / s - average * average, 0.0)) if sentences else 0.0
    out[7], out[8], out[9] = average, deviation, deviation / average
    out[10], out[11], out[25] = short / s, long / s, commas / s
    out[26] = sqrt(max(comma_squares / s - out[25] * out[25], 0.0))


@kernel
def _distinct(words: NDArray[np.uint64], window: Window) -> float:
    """Return the mean share of distinct words in windows of 50 tokens, the last one if whole."""
    keys, when = window.keys, window.when
    when[:] = -1
    windows = shares = 0.0
    for first in range(0, len(words) - _WINDOW + 1, _WINDOW):
        same = 0
        for at in range(first, first + _WINDOW):
            slot = words[at] & _SLOT
            while when[slot] == first and keys[slot] != words[at]:
                slot = (slot + _ONE) & _SLOT
            same += when[slot] == first
            keys[slot], when[slot] = words[at], first
        shares += 1 - same / _WINDOW
        windows += 1
    return shares / windows if windows else 1.0
