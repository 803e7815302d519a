"""Characters broken by a wrong encoding, and blocks of code that are never closed.

Mojibake is UTF-8 that was read as Windows-1252 or Latin-1 and written as UTF-8 again ("Ã©" for
"é"). Counted are characters that, taken back to bytes, are one valid UTF-8 sequence whose first
byte is in ``_LENGTHS``: those of European scripts, Arabic, typography, emoji and the byte order
mark. Lead bytes that are everyday letters before quotes or spaces (à, é, ü) are left out.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.eights import eights, has_control_or_mark
from provaudit.kernels.jit import inlined, integer, kernel
from provaudit.kernels.utf8 import decode

_LENGTHS = {
    **dict.fromkeys((0xC2, 0xC3, 0xC4, 0xC5, 0xCE, 0xCF, 0xD0, 0xD1, 0xD8, 0xD9), 2),
    **dict.fromkeys((0xE2, 0xEF), 3),
    0xF0: 4,
}
_LINE_FEED, _BLANK, _TICK, _TILDE = 10, 32, ord("`"), ord("~")
_DELETE, _NEXT_LINE, _NO_BREAK_SPACE = 0x7F, 0x85, 0xA0
_CONTINUES, _CONTINUATION = 0xC0, 0x80
_SHORTEST_FENCE, _MOST_BLANKS = 3, 3


class Damage(NamedTuple):
    """Arrays as long as the batch.

    ``mojibake``: broken characters; ``controls``: control characters that are no white space, of
    ASCII and of Latin-1 (U+0080 to U+009F); ``fence``: the mark (a byte) of the fenced block of
    code that is open at the end of the text, 0 if none is (CommonMark 0.31, section 4.5).
    """

    mojibake: NDArray[np.int64]
    controls: NDArray[np.int64]
    fence: NDArray[np.int64]


class _Tables(NamedTuple):
    """What a byte is, and what a code point is in Windows-1252 or Latin-1.

    ``marked``: the byte needs a look; ``lengths``: of the sequence that it leads, 0 if none;
    ``bytes``: the byte of a code point, 0 if none.
    """

    marked: NDArray[np.bool_]
    lengths: NDArray[np.int64]
    bytes: NDArray[np.int64]


def find_damage(text: Utf8) -> Damage:
    """Return the damage of each text."""
    damage = Damage(*np.zeros((3, len(text.starts)), np.int64))
    _find(text, eights(text), _TABLES, damage)
    return damage


def _tables() -> _Tables:
    marked, lengths = np.zeros(256, np.bool_), np.zeros(256, np.int64)
    marked[[*range(9), *range(14, 28), _DELETE, 0xC2, 0xC3, _TICK, _TILDE]] = True
    lengths[list(_LENGTHS)] = list(_LENGTHS.values())
    latin = {
        byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 256)
    }
    of_point = np.zeros(max(map(ord, latin.values())) + 1, np.int64)
    of_point[range(128, 256)] = range(128, 256)
    of_point[[ord(character) for character in latin.values()]] = list(latin)
    return _Tables(marked, lengths, of_point)


_TABLES = _tables()


@kernel
def _find(text: Utf8, words: NDArray[np.uint64], tables: _Tables, damage: Damage) -> None:
    for row in range(len(text.starts)):
        found = _find_one(text.data, words, text.starts[row], text.ends[row], tables)
        damage.mojibake[row], damage.controls[row], damage.fence[row] = found


@kernel
def _find_one(
    data: NDArray[np.uint8], words: NDArray[np.uint64], start: int, end: int, tables: _Tables
) -> tuple[int, int, int]:
    at, mojibake, controls, fence = start, 0, 0, 0
    marked, lengths, of_point = tables.marked, tables.lengths, tables.bytes
    while at < end:
        byte = integer(data[at])
        if not marked[byte]:
            at += 1
        elif byte in (_TICK, _TILDE):
            fence, at = _after_fence(data, at, start, end, fence)
        elif byte < _TICK or byte == _DELETE:
            controls += 1
            at += 1
        else:
            point, after = decode(data, at, end)
            at = _after_broken(data, after, end, point, lengths, of_point)
            mojibake += at > after
            controls += at == after and point < _NO_BREAK_SPACE and point != _NEXT_LINE
        at = _next_stop(words, at, end)
    return mojibake, controls, fence


@inlined
def _next_stop(words: NDArray[np.uint64], at: int, end: int) -> int:
    """Return the next place that needs a look: ``at``, or where the next such eight bytes begin."""
    while (
        at & 7 == 0
        and at + 8 <= end
        and at >> 3 < len(words)
        and not has_control_or_mark(words[at >> 3])
    ):
        at += 8
    return at


@kernel
def _after_broken(
    data: NDArray[np.uint8],
    after: int,
    end: int,
    lead: int,
    lengths: NDArray[np.int64],
    of_point: NDArray[np.int64],
) -> int:
    """Return where the broken character ends that ``lead`` begins, ``after`` if it begins none."""
    length, at, second = lengths[lead] if lead < len(lengths) else 0, after, 0
    for place in range(1, length):
        if at >= end:
            return after
        point, at = decode(data, at, end)
        byte = of_point[point] if point < len(of_point) else 0
        if byte & _CONTINUES != _CONTINUATION:
            return after
        second = byte if place == 1 else second
    return at if length and _in_texts(lead, second) else after


@inlined
def _in_texts(lead: int, second: int) -> bool:
    """Whether texts hold such a character: of three bytes typography, U+FFFD, the BOM; emoji."""
    typography = lead == 0xE2 and second < _NO_BREAK_SPACE
    special = lead == 0xEF and (second == 0xBB or second == 0xBF)
    return lead < 0xE0 or typography or special or (lead == 0xF0 and second == 0x9F)


@kernel
def _after_fence(
    data: NDArray[np.uint8], at: int, start: int, end: int, fence: int
) -> tuple[int, int]:
    """Return the mark of the block that is open after the run of marks at ``at``, and its end."""
    mark, before, after = integer(data[at]), at, at
    while after < end and data[after] == mark:
        after += 1
    while before > start and at - before <= _MOST_BLANKS and data[before - 1] == _BLANK:
        before -= 1
    begins_line = before == start or data[before - 1] == _LINE_FEED
    if after - at < _SHORTEST_FENCE or not begins_line or at - before > _MOST_BLANKS:
        return fence, after
    if fence:
        return (0 if fence == mark else fence), after
    ahead = after
    while ahead < end and data[ahead] != _LINE_FEED:
        if mark == _TICK and data[ahead] == _TICK:
            return 0, after  # code within a line: what opens a block holds no further mark
        ahead += 1
    return mark, ahead
