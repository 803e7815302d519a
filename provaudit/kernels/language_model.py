"""The kernel that asks a fastText classifier about the head of each text, from Arrow buffers.

As fastText predicts (Joulin et al. 2016, arXiv:1607.01759): the mean of the rows of the words, of
their n-grams of 2 to 4 characters (each word between < and >) and of the end of the line; then
down the Huffman tree of the labels. Words are cut at ASCII white space and NUL, and looked up by
64-bit hash; n-grams by fastText's own 32-bit FNV-1a, which reads bytes as signed.
"""

from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.fasttext_file import BUCKETS, WIDTH, Classifier
from provaudit.kernels.hashing import FNV_OFFSET, FNV_PRIME, step
from provaudit.kernels.jit import inlined, integer, kernel

NO_LABEL = -1
_SHORTEST_GRAM, _LONGEST_GRAM = 2, 4
_SLOTS = 1 << 15
_MASK = np.uint64(_SLOTS - 1)
_NOTHING = np.uint64(0)
_OFFSET_32, _PRIME_32 = np.uint64(2166136261), np.uint64(16777619)
_LOW_32, _SIGN = np.uint64(0xFFFFFFFF), np.uint64(0xFFFFFF00)
_BUCKETS = np.uint64(BUCKETS)
_ONE = np.uint64(1)
_ENDS_LINE, _IS_LABEL = tuple(b"</s>"), tuple(b"__label__")
_END_ROW = 0
# fastText adds this before each logarithm.
_TINY = 1e-5


class Model(NamedTuple):
    """A classifier as the kernel reads it.

    ``keys`` and ``word_rows``: an open-addressing table of the words, by hash (0: free); ``grams``:
    for each bucket the place of its row after the words' rows, from 1 (0: it has none).
    """

    keys: NDArray[np.uint64]
    word_rows: NDArray[np.int64]
    grams: NDArray[np.uint16]
    first_gram: int
    rows: NDArray[np.float32]
    nodes: NDArray[np.float32]
    children: NDArray[np.int64]


class Guesses(NamedTuple):
    """For each text its best label (-1: none) and that label's probability (0 to 1)."""

    labels: NDArray[np.int64]
    scores: NDArray[np.float64]


class Question(NamedTuple):
    """Fewest and most characters to look at, and the least probability that is an answer."""

    shortest: int
    longest: int
    least: float


def prepare(classifier: Classifier) -> Model:
    """Return the classifier ready for the kernel."""
    if classifier.words[_END_ROW] != bytes(_ENDS_LINE):
        raise ValueError("the first word of the model is not the end of the line")
    keys, rows = np.zeros(_SLOTS, np.uint64), np.zeros(_SLOTS, np.int64)
    for row, word in enumerate(classifier.words):
        slot = (key := _hash(word)) & (_SLOTS - 1)
        while keys[slot]:
            slot = (slot + 1) & (_SLOTS - 1)
        keys[slot], rows[slot] = key, row
    grams = np.zeros(BUCKETS, np.uint16)
    grams[classifier.buckets] = classifier.places + 1
    return Model(
        keys,
        rows,
        grams,
        len(classifier.words) - 1,
        classifier.rows,
        np.ascontiguousarray(classifier.nodes),
        classifier.children,
    )


def guess(text: Utf8, model: Model, question: Question) -> Guesses:
    """Return the best label of the head of each text.

    None for a text of fewer than ``shortest`` characters or a probability below ``least``.
    """
    guesses = Guesses(np.empty(len(text.starts), np.int64), np.empty(len(text.starts)))
    _guess(text, model, question, guesses)
    return guesses


def _hash(word: bytes) -> int:
    state = int(FNV_OFFSET)
    for byte in word:
        state = (state ^ byte) * int(FNV_PRIME) & 0xFFFFFFFFFFFFFFFF
    return state


@kernel
def _guess(text: Utf8, model: Model, question: Question, guesses: Guesses) -> None:
    total = np.empty(WIDTH, np.float32)
    word = np.empty(4 * question.longest + 2, np.uint8)
    for row in range(len(text.starts)):
        first, last = text.starts[row], text.ends[row]
        end, characters = _head(text.data, first, last, question.longest)
        label, score = NO_LABEL, 0.0
        if characters >= question.shortest:
            count = _add_words(text.data, first, end, model, word, total)
            for at in range(WIDTH):
                total[at] /= np.float32(count)
            label, score = _descend(total, model.nodes, model.children, log(question.least))
        guesses.labels[row], guesses.scores[row] = label, score


@kernel
def _head(data: NDArray[np.uint8], at: int, end: int, longest: int) -> tuple[int, int]:
    """Return where the first ``longest`` characters end, and how many there are."""
    characters = 0
    while at < end:
        begins = (data[at] & 0xC0) != 0x80
        if begins and characters == longest:
            break
        characters += begins
        at += 1
    return at, characters


@kernel
def _add_words(
    data: NDArray[np.uint8],
    at: int,
    end: int,
    model: Model,
    word: NDArray[np.uint8],
    total: NDArray[np.float32],
) -> int:
    """Sum up the rows of a line; return how many they are."""
    rows, keys, word_rows, grams = model.rows, model.keys, model.word_rows, model.grams
    total[:] = rows[_END_ROW]
    count, word[0] = 1, 60  # <
    while at < end:
        size, key = 1, FNV_OFFSET
        while at < end and not _is_space(data[at]):
            word[size] = data[at]
            key = step(key, data[at])
            size, at = size + 1, at + 1
        at += 1
        if size == 1 or _begins(word, size, _IS_LABEL):
            continue
        if size == 5 and _begins(word, size, _ENDS_LINE):
            break
        slot = key & _MASK
        while keys[slot] != _NOTHING and keys[slot] != key:
            slot = (slot + _ONE) & _MASK
        if keys[slot] != _NOTHING:
            count += _add(total, rows, word_rows[slot])
        word[size] = 62  # >
        count += _add_grams(word, size + 1, grams, model.first_gram, rows, total)
    return count


@kernel
def _add_grams(
    word: NDArray[np.uint8],
    size: int,
    grams: NDArray[np.uint16],
    first_gram: int,
    rows: NDArray[np.float32],
    total: NDArray[np.float32],
) -> int:
    count = 0
    for first in range(size - 1):
        if _continues(word[first]):
            continue
        state, at, length = _OFFSET_32, first, 0
        while at < size and length < _LONGEST_GRAM:
            state, at, length = _step_32(state, word[at]), at + 1, length + 1
            while at < size and _continues(word[at]):
                state, at = _step_32(state, word[at]), at + 1
            if length >= _SHORTEST_GRAM:
                place = integer(grams[state % _BUCKETS])
                if place:
                    count += _add(total, rows, first_gram + place)
    return count


@inlined
def _is_space(byte: int) -> bool:
    return byte == 32 or 9 <= byte <= 13 or byte == 0


@inlined
def _continues(byte: int) -> bool:
    return (byte & 0xC0) == 0x80


@inlined
def _begins(word: NDArray[np.uint8], size: int, start: tuple[int, ...]) -> bool:
    """Return whether the word, which stands from 1 to ``size``, begins with ``start``."""
    same = size > len(start)
    for at in range(len(start)):
        same = same and word[at + 1] == start[at]
    return same


@inlined
def _step_32(state: np.uint64, byte: int) -> np.uint64:
    signed = np.uint64(byte) | (_SIGN if byte >= 128 else _NOTHING)
    return ((state ^ signed) * _PRIME_32) & _LOW_32


@inlined
def _add(total: NDArray[np.float32], rows: NDArray[np.float32], row: int) -> int:
    for at in range(WIDTH):
        total[at] += rows[row, at]
    return 1


@kernel
def _descend(
    total: NDArray[np.float32],
    nodes: NDArray[np.float32],
    children: NDArray[np.int64],
    least: float,
) -> tuple[int, float]:
    """Return the likeliest leaf and its probability, unless its logarithm is below ``least``.

    Depth first, the likelier child first; a branch that cannot win any more is left out.
    """
    waiting, scores = np.empty(2 * len(nodes), np.int64), np.empty(2 * len(nodes))
    waiting[0], scores[0], left, label = 0, 0.0, 1, NO_LABEL
    while left:
        left -= 1
        node, score = waiting[left], scores[left]
        if score < least:
            continue
        if node < 0:
            label, least = -1 - node, score
            continue
        product = np.float32(0.0)
        for at in range(WIDTH):
            product += total[at] * nodes[node, at]
        right = 1.0 / (1.0 + exp(-product))
        likelier = integer(right >= 0.5)
        for side in (1 - likelier, likelier):
            waiting[left] = children[node, side]
            scores[left] = score + log((right if side else 1.0 - right) + _TINY)
            left += 1
    return label, (exp(least) if label >= 0 else 0.0)
