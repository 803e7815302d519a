"""Words of a text as 64-bit hashes: the interface between reading text and looking at words.

A word is a maximal run of letters, marks and digits; in scripts that write no spaces between
words (Han, kana, Thai, Lao, Khmer, Myanmar) each letter with its marks is a word. Its hash is
FNV-1a over the code points in simple lower case, as they stand (no normal form), mixed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Texts, Utf8, read_texts
from provaudit.kernels.hashing import FNV_OFFSET, mix, step
from provaudit.kernels.jit import inlined, kernel
from provaudit.kernels.short_words import LONGEST, ShortWords, hash_words, short_words
from provaudit.kernels.unicode_table import (
    CATEGORY,
    FIRST_MARK,
    FIRST_NUMBER,
    FIRST_OTHER,
    UNSPACED,
    Classes,
    cell,
    stage,
    table,
)
from provaudit.kernels.utf8 import decode
from provaudit.kernels.wide import BLOCK, bits_below, letters_at, within, word_at, zeros_below

# Words of a record that are kept; all are counted. Bounds the memory of one record: 48 MiB.
WORD_LIMIT = 1 << 22

_NO_WORD, _RUN, _LONE = 0, 1, 2
# Behind the place where a block is read, so that the words that begin in it can be read as well.
_REACH = BLOCK + LONGEST
# Words that are hashed at once, about.
_HELD = 512


class Tokens(NamedTuple):
    """Hashed tokens (words, or lines) of a batch.

    Record ``r`` has ``values[offsets[r]:offsets[r + 1]]``, in the order of the text; ``lengths``
    are in characters; ``counts`` says how many there were before the limit.
    """

    values: NDArray[np.uint64]
    lengths: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    counts: NDArray[np.int64]


def tokenise(text: Texts) -> Tokens:
    """Return the words of each text; of a record with more than WORD_LIMIT words the first."""
    return split_words(read_texts(text))


def split_words(text: Utf8) -> Tokens:
    """Return the words of texts that were read already."""
    tokens = empty_tokens(text.ends - text.starts, WORD_LIMIT)
    used = _split(text, table(), tokens)
    return Tokens(tokens.values[:used], tokens.lengths[:used], tokens.offsets, tokens.counts)


def empty_tokens(sizes: NDArray[np.int64], limit: int) -> Tokens:
    """Return room for a token in every second byte; memory that is not used is never touched."""
    room = int(np.minimum((sizes + 1) // 2, limit).sum())
    return Tokens(
        np.empty(room, np.uint64),
        np.empty(room, np.uint32),
        np.zeros(len(sizes) + 1, np.int64),
        np.zeros(len(sizes), np.int64),
    )


@kernel
def _split(text: Utf8, classes: Classes, tokens: Tokens) -> int:
    used, held = 0, short_words(_HELD + BLOCK)
    for row in range(len(text.starts)):
        first, end = text.starts[row], text.ends[row]
        values, lengths = tokens.values[used:], tokens.lengths[used:]
        count = _split_one(text.data, first, end, classes, values, lengths, held)
        tokens.counts[row] = count
        used += min(count, WORD_LIMIT)
        tokens.offsets[row + 1] = used
    return used


@kernel
def _split_one(  # noqa: PLR0913 - a kernel gets its arrays by name: see jit
    data: NDArray[np.uint8],
    at: int,
    end: int,
    classes: Classes,
    values: NDArray[np.uint64],
    lengths: NDArray[np.uint32],
    held: ShortWords,
) -> int:
    """Write the words of a record; return how many it has.

    Short runs of ASCII letters and digits are words as they are; all others are looked at closely.
    """
    heads, tails, sizes, count, short = held.heads, held.tails, held.sizes, 0, 0
    while at < end and at + _REACH <= len(data):
        high = within(data, at, 128, 255)
        left, first, done = letters_at(data, at) | within(data, at, 48, 57) | high, 0, 0
        if end - at < BLOCK:
            left &= bits_below(end - at)
        while left:
            first = done + zeros_below(left)
            left >>= np.uint64(first - done)
            done = first + zeros_below(~left)
            if done == BLOCK:
                break  # it may go on
            left >>= np.uint64(done - first)
            sizes[short] = done - first
            heads[short], tails[short] = word_at(data, at + first), word_at(data, at + first + 8)
            short += 1
            if done - first > LONGEST or (high >> np.uint64(first)) & bits_below(done - first):
                count = _write(held, short - 1, values, lengths, count)
                count = _look(data, at + first, at + done, classes, values, lengths, count)
                short = 0
        if done == BLOCK and not first:
            last = _end_of_run(data, at, end, classes)
            count, short = _write(held, short, values, lengths, count), 0
            count, at = _look(data, at, last, classes, values, lengths, count), last
        else:
            at += first if done == BLOCK else BLOCK
        if short > _HELD:
            count, short = _write(held, short, values, lengths, count), 0
    count = _write(held, short, values, lengths, count)
    return _look(data, at, end, classes, values, lengths, count)


@kernel
def _write(
    held: ShortWords,
    short: int,
    values: NDArray[np.uint64],
    lengths: NDArray[np.uint32],
    count: int,
) -> int:
    """Write the short words held after ``count`` others; return how many there are."""
    kept = max(min(short, WORD_LIMIT - count), 0)
    hash_words(held, kept, values[count:])
    for at in range(kept):
        lengths[count + at] = held.sizes[at]
    return count + short


@inlined
def _end_of_run(data: NDArray[np.uint8], at: int, end: int, classes: Classes) -> int:
    while at < end and (classes[data[at]] or data[at] >= 128):
        at += 1
    return at


@kernel
def _look(  # noqa: PLR0913 - a kernel gets its arrays by name: see jit
    data: NDArray[np.uint8],
    at: int,
    end: int,
    classes: Classes,
    values: NDArray[np.uint64],
    lengths: NDArray[np.uint32],
    count: int,
) -> int:
    """Write the words from ``at`` to ``end`` after ``count`` others; return how many there are."""
    while at < end:
        state, length, kind = FNV_OFFSET, 0, _NO_WORD
        while at < end:
            lower = classes[data[at]]
            if lower and kind != _LONE:
                state, length, at, kind = step(state, lower), length + 1, at + 1, _RUN
                continue
            if data[at] < 128:
                break
            point, after = decode(data, at, end)
            where = classes[stage(point)] + cell(point)
            kind = _next_kind(kind, classes[where])
            if kind == _NO_WORD:
                break
            state, length, at = step(state, point + classes[where + 1]), length + 1, after
        if length == 0:
            at += 1  # the bytes that follow in UTF-8 begin no word either
            continue
        if count < WORD_LIMIT:
            values[count], lengths[count] = mix(state), length
        count += 1
    return count


@inlined
def _next_kind(kind: int, marks: int) -> int:
    """Return the kind of word after such a character, or _NO_WORD if it does not belong to it."""
    category = marks & CATEGORY
    mark = FIRST_MARK <= category < FIRST_NUMBER
    if category >= FIRST_OTHER or (kind == _LONE and not mark):
        return _NO_WORD
    if marks & UNSPACED:
        return _LONE if kind == _NO_WORD else _NO_WORD
    return _LONE if kind == _LONE else _RUN
