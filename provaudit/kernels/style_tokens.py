"""The tokens of a text as the style detector reads them; layout and markup say nothing.

A token is a word in lower case (an apostrophe between letters belongs to it), a run of digits
(``#``), or a punctuation mark. White space, line breaks and markup are passed over, and quotes,
dashes and dots of every shape are one, so that a text and the same text unwrapped, in typewriter
quotes or without its Markdown give the same tokens. At most TOKENS of a record are read.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.hashing import FNV_OFFSET, mix, step
from provaudit.kernels.jit import inlined, integer, kernel
from provaudit.kernels.short_words import LONGEST, ShortWords, hash_words, short_words
from provaudit.kernels.style_tables import GENERAL, Tables, is_kept
from provaudit.kernels.unicode_table import (
    CATEGORY,
    FIRST_NUMBER,
    FIRST_OTHER,
    Classes,
    cell,
    stage,
)
from provaudit.kernels.utf8 import decode
from provaudit.kernels.wide import BLOCK, bits_below, letters_at, within, word_at, zeros_below

TOKENS = 2048
NUMBER = ord("#")
DASH, DOTS, HYPHEN, APOSTROPHE, LINE_FEED = 0x2014, 0x2026, ord("-"), ord("'"), 10
SPACE, DOT, QUOTE = ord(" "), ord("."), ord('"')
CONTENT = 0x110000  # beyond all code points: classes of content words
_LONG, _MIDDLE, _LONGEST_LENGTH = 8, 5, 63
_GENERAL_END = GENERAL + 0x40
_LETTER, _CASE, _FIRST_DIGIT, _DIGITS_END = 31, 32, ord("0"), ord("9")
_REACH = BLOCK + LONGEST
_ONE = np.uint64(1)


class StyleTokens(NamedTuple):
    """Tokens of one record: hash, hash in the skeleton, and kind of each.

    A kind is the code point of a mark, NUMBER, ``-length`` of a word that the skeleton keeps, or
    CONTENT + 64 * class of the ending + length (both at most 63). ``starts`` and ``held`` serve to
    find and to hash them.
    """

    starts: NDArray[np.int64]
    words: NDArray[np.uint64]
    skeleton: NDArray[np.uint64]
    kinds: NDArray[np.int32]
    held: ShortWords


@kernel
def new_tokens() -> StyleTokens:
    """Return room for TOKENS tokens."""
    return StyleTokens(
        np.empty(TOKENS + BLOCK, np.int64),
        np.empty(TOKENS, np.uint64),
        np.empty(TOKENS, np.uint64),
        np.empty(TOKENS, np.int32),
        short_words(TOKENS),
    )


@kernel
def read_tokens(text: Utf8, row: int, tables: Tables, tokens: StyleTokens) -> int:
    """Write the tokens of a record; return how many there are."""
    classes, kept, endings, marks = tables
    first, end = text.starts[row], text.ends[row]
    count = _cut(text.data, first, end, classes, endings, marks, tokens)
    hash_words(tokens.held, count, tokens.words)
    _reduce(count, kept, tokens)
    return count


@kernel
def _cut(  # noqa: PLR0913 - a kernel gets its arrays by name: see jit
    data: NDArray[np.uint8],
    first: int,
    end: int,
    classes: Classes,
    endings: NDArray[np.uint8],
    marks: NDArray[np.int32],
    tokens: StyleTokens,
) -> int:
    """Write kinds, all words as if none were kept, and what their hashes are made of."""
    starts, kinds, held = tokens.starts, tokens.kinds, tokens.held
    heads, tails, sizes = held.heads, held.tails, held.sizes
    block, after, count, begins_line = first, first, 0, True
    while block < end and count < TOKENS:
        found, block = _find_starts(data, first, block, end, starts)
        for place in range(found):
            at = starts[place]
            if at < after or count == TOKENS:
                continue
            if data[at] > _DIGITS_END and classes[data[at]] and at + _REACH <= len(data):
                # A short word of ASCII letters, if nothing behind it may belong to it.
                size = min(zeros_below(~letters_at(data, at)), end - at)
                behind = data[at + size] if at + size < end else SPACE
                if size <= LONGEST and behind != APOSTROPHE and behind < 128:
                    heads[count], tails[count] = word_at(data, at), word_at(data, at + 8)
                    sizes[count], kinds[count] = size, _kind(_last(data, at + size), size, endings)
                    after, count, begins_line = at + size, count + 1, False
                    continue
            byte = data[at]
            twice = at + 1 < end and data[at + 1] == byte
            if byte < _FIRST_DIGIT and byte != HYPHEN and not (byte == DOT and twice):
                word, kind, after = _hash_of(marks[byte]), marks[byte], at + 1
                begins_line = begins_line or byte == LINE_FEED
            else:
                word, kind, after = _look(
                    data, at, first, end, classes, endings, marks, begins_line
                )
            if kind:
                heads[count], sizes[count], kinds[count] = word, 0, kind
                count, begins_line = count + 1, False
    return count


@kernel
def _look(  # noqa: PLR0913 - a kernel gets its arrays by name: see jit
    data: NDArray[np.uint8],
    at: int,
    first: int,
    end: int,
    classes: Classes,
    endings: NDArray[np.uint8],
    marks: NDArray[np.int32],
    begins_line: bool,
) -> tuple[np.uint64, int, int]:
    """Return hash and kind (0: it is none) of any token, and where it ends."""
    state, length, number, after = _run(data, at, end, classes, marks)
    if length:
        return mix(state), _kind(_last_of_any(data, after), length, endings), after
    if number:
        return _hash_of(NUMBER), NUMBER, after
    kind, after = _mark(data, at, first, end, classes, marks, begins_line)
    return _hash_of(kind), kind, after


@inlined
def _hash_of(symbol: int) -> np.uint64:
    return mix(step(FNV_OFFSET, symbol))


@kernel
def _find_starts(
    data: NDArray[np.uint8], first: int, at: int, end: int, starts: NDArray[np.int64]
) -> tuple[int, int]:
    """Write where a token or a line may begin, from ``at`` on; return how many, and where to go on.

    Within a character beyond ASCII each byte is such a place.
    """
    found = 0
    while at < end and found < TOKENS:
        if at + BLOCK > len(data):
            starts[found], found, at = at, found + 1, at + 1
            continue
        letters, digits = letters_at(data, at), within(data, at, 48, 57)
        before = integer(data[at - 1]) if at > first else SPACE
        left = letters & ~((letters << _ONE) | np.uint64(97 <= before | _CASE <= 122))
        left |= digits & ~((digits << _ONE) | np.uint64(48 <= before <= _DIGITS_END))
        left |= within(data, at, 33, 63) & ~digits
        left |= within(data, at, 128, 255) | within(data, at, LINE_FEED, LINE_FEED)
        if end - at < BLOCK:
            left &= bits_below(end - at)
        while left:
            starts[found] = at + zeros_below(left)
            found, left = found + 1, left & (left - _ONE)
        at += BLOCK
    return found, at


@inlined
def _run(
    data: NDArray[np.uint8], at: int, end: int, classes: Classes, marks: NDArray[np.int32]
) -> tuple[np.uint64, int, bool, int]:
    """Read a word or number: return its state, characters of a word, whether a number, its end."""
    state, length, number = FNV_OFFSET, 0, False
    while at < end:
        point, after = decode(data, at, end)
        if _joins(point, marks):
            if not length or after >= end or data[after] <= _DIGITS_END or not classes[data[after]]:
                break
            state, length, at = step(state, APOSTROPHE), length + 1, after
            continue
        where = classes[stage(point)] + cell(point)
        category = classes[where] & CATEGORY
        if category >= FIRST_OTHER or GENERAL <= point < _GENERAL_END:
            break
        if category >= FIRST_NUMBER:
            if length:
                break
            number, at = True, after
            continue
        if number:
            break
        state, length, at = step(state, point + classes[where + 1]), length + 1, after
    return state, length, number, at


@inlined
def _joins(point: int, marks: NDArray[np.int32]) -> bool:
    general = GENERAL <= point < _GENERAL_END
    return point == APOSTROPHE or (general and marks[128 + point - GENERAL] == APOSTROPHE)


@inlined
def _kind(ending: int, length: int, endings: NDArray[np.uint8]) -> int:
    """Return the kind of a word whose last three letters are ``ending``, if it is not kept."""
    # Without a branch: words of three letters and of four follow each other in no order.
    number = integer(endings[ending if length > 3 else 0])
    return CONTENT + 64 * number + min(length, _LONGEST_LENGTH)


@inlined
def _last(data: NDArray[np.uint8], end: int) -> int:
    """Return the three ASCII letters before ``end`` as a place in ``endings``."""
    one, two, three = data[max(end - 3, 0)], data[max(end - 2, 0)], data[end - 1]
    return integer(((one & _LETTER) << 10) | ((two & _LETTER) << 5) | (three & _LETTER))


@inlined
def _last_of_any(data: NDArray[np.uint8], end: int) -> int:
    """Return the same, with 0 for what is no ASCII letter."""
    place = 0
    for at in range(max(end - 3, 0), end):
        small = integer(data[at]) | _CASE
        place = (place << 5) | (small & _LETTER if 97 <= small <= 122 else 0)
    return place


@inlined
def _mark(  # noqa: PLR0913 - a kernel gets its arrays by name: see jit
    data: NDArray[np.uint8],
    at: int,
    first: int,
    end: int,
    classes: Classes,
    marks: NDArray[np.int32],
    begins_line: bool,
) -> tuple[int, int]:
    """Return what a character that is in no word is read as (0: nothing), and where it ends."""
    point, after = decode(data, at, end)
    mark = _read_as(point, marks)
    if mark == HYPHEN:
        if at > first and after < end and classes[data[at - 1]] and classes[data[after]]:
            return mark, after  # within a word
        return (0 if begins_line else DASH), _end_of(HYPHEN, data, after, end)
    if point == DOT and after + 1 < end and data[after] == DOT and data[after + 1] == DOT:
        return DOTS, _end_of(DOT, data, after, end)
    return mark, after


@inlined
def _read_as(point: int, marks: NDArray[np.int32]) -> int:
    if point < 128:
        return integer(marks[point])
    if GENERAL <= point < _GENERAL_END:
        return integer(marks[128 + point - GENERAL])
    return QUOTE if point in (0xAB, 0xBB) else 0


@inlined
def _end_of(mark: int, data: NDArray[np.uint8], at: int, end: int) -> int:
    while at < end and data[at] == mark:
        at += 1
    return at


@kernel
def _reduce(count: int, kept: NDArray[np.uint64], tokens: StyleTokens) -> None:
    """Write the skeleton: kept words and marks as they are, others by ending or by length."""
    words, skeleton, kinds = tokens.words, tokens.skeleton, tokens.kinds
    for at in range(count):
        kind, word = integer(kinds[at]), words[at]
        length, ending = kind & 63, (kind - CONTENT) >> 6
        size = 0 if ending else 1 + (length >= _MIDDLE) + (length >= _LONG)
        reduced = _hash_of(CONTENT + 4 * ending + size)
        # Marks are no words, so none of them is kept.
        keeps = is_kept(word, kept)
        skeleton[at] = word if keeps or kind < CONTENT else reduced
        kinds[at] = -length if keeps else kind
