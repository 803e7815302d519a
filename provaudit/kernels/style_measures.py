"""Stylometric measures of a record: rates and moments that do not grow with its length."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import integer, kernel
from provaudit.kernels.style_tokens import CONTENT, DASH, DOTS, NUMBER

NAMES = (
    "word_length", "word_length_sd", "short_words", "long_words", "longest_words",
    "kept_words", "numbers", "sentence_length", "sentence_length_sd", "sentence_length_cv",
    "short_sentences", "long_sentences", "commas", "full_stops", "semicolons", "colons",
    "exclamations", "questions", "quotes", "brackets", "hyphens", "dashes", "ellipses",
    "endings", "distinct", "commas_per_sentence", "commas_per_sentence_sd",
)  # fmt: skip
MEASURES = len(NAMES)
_WINDOW = 50


@kernel
def measure(  # noqa: C901, PLR0915 - one loop with all its counters: it must not be called apart
    words: NDArray[np.uint64], kinds: NDArray[np.int32], count: int, out: NDArray[np.float32]
) -> int:
    """Fill the measures of one record and return how many words and numbers it has."""
    total = 0
    length_sum = length_squares = 0.0
    marks = np.zeros(12, np.int64)
    short = long = longest = kept = numbers = endings = 0
    sentences = short_sentences = long_sentences = 0
    sentence_sum = sentence_squares = comma_squares = 0.0
    current = commas = 0
    for at in range(count):
        kind = integer(kinds[at])
        if kind == NUMBER:
            numbers += 1
            total += 1
            current += 1
            continue
        if kind < 0 or kind >= CONTENT:
            length = -kind if kind < 0 else (kind - CONTENT) & 63
            total += 1
            current += 1
            length_sum += length
            length_squares += length * length
            short += length <= 3
            long += length >= 7
            longest += length >= 10
            if kind < 0:
                kept += 1
            else:
                ending = (kind - CONTENT) >> 6
                endings += ending > 0
            continue
        if kind == 44:
            marks[0] += 1
            commas += 1
        elif kind == 46 or kind == 33 or kind == 63:
            marks[1 if kind == 46 else (4 if kind == 33 else 5)] += 1
            if current > 1:  # "e.g." and "..." end none
                sentences += 1
                sentence_sum += current
                sentence_squares += current * current
                comma_squares += commas * commas
                short_sentences += current <= 7
                long_sentences += current >= 25
                current = commas = 0
        elif kind == 59:
            marks[2] += 1
        elif kind == 58:
            marks[3] += 1
        elif kind == 34:
            marks[6] += 1
        elif kind == 40 or kind == 41:
            marks[7] += 1
        elif kind == 45:
            marks[8] += 1
        elif kind == DASH:
            marks[9] += 1
        elif kind == DOTS:
            marks[10] += 1
    n = max(total, 1)
    mean = length_sum / max(total - numbers, 1)
    out[0] = mean
    out[1] = sqrt(max(length_squares / max(total - numbers, 1) - mean * mean, 0.0))
    out[2], out[3], out[4] = short / n, long / n, longest / n
    out[5], out[6] = kept / n, numbers / n
    s = max(sentences, 1)
    average = sentence_sum / s if sentences else 60.0
    deviation = sqrt(max(sentence_squares / s - average * average, 0.0)) if sentences else 0.0
    out[7], out[8], out[9] = average, deviation, deviation / average
    out[10], out[11] = short_sentences / s, long_sentences / s
    for mark in range(11):
        out[12 + mark] = marks[mark] / n
    out[23] = endings / n
    out[24] = _distinct(words, count)
    out[25] = marks[0] / s
    out[26] = sqrt(max(comma_squares / s - out[25] * out[25], 0.0))
    return total


@kernel
def _distinct(words: NDArray[np.uint64], count: int) -> float:
    """Return the mean share of distinct words in windows of 50 tokens, the last one if whole."""
    windows = shares = 0.0
    for first in range(0, count - _WINDOW + 1, _WINDOW):
        same = 0
        for at in range(first, first + _WINDOW):
            for other in range(first, at):
                if words[other] == words[at]:
                    same += 1
                    break
        shares += 1 - same / _WINDOW
        windows += 1
    return shares / windows if windows else 1.0
