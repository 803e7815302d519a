"""Find the lines of JSON in which a key that is used may occur twice, without parsing them."""

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from provaudit.corpus.lines import Lines

_QUOTE, _COLON, _SPACE = ord('"'), ord(":"), ord(" ")
_WORD = 8
# Work on pieces that stay in the processor's cache.
_PIECE = 1 << 17

_Indices = npt.NDArray[np.intp]


def may_repeat(lines: Lines, keys: Iterable[str]) -> list[int]:
    """Return the indices of lines in which one of ``keys`` may occur as a key more than once.

    None is missed but those spelled with escapes. An inner object may as well have the key, or one
    that begins like it: the parser has to tell.
    """
    names = [key.encode("utf-8", "surrogatepass") for key in keys]
    found = {index for index in _at_the_rim(lines) if _twice(lines.data[index], names)}
    data = np.frombuffer(lines.chunk, np.uint8)
    if len(lines.data) > 1 and len(data) > _WORD:
        found.update(_inside(data, lines, names))
    return sorted(found)


def _at_the_rim(lines: Lines) -> tuple[int, ...]:
    # The first line may begin before the chunk. The last, and all that reach into the last bytes of
    # the chunk, where no whole word can be read behind a quote, are not looked at inside.
    last = len(lines.data) - 1
    unread = lines.chunk_offset + len(lines.chunk) - _WORD - 2
    first_unread = bisect_right(lines.offsets, unread) - 1
    return (0, *range(max(1, min(first_unread, last)), last + 1))


def _twice(line: bytes | None, names: list[bytes]) -> bool:
    return line is not None and any(line.count(b'"%b"' % name) > 1 for name in names)


def _inside(data: npt.NDArray[np.uint8], lines: Lines, names: list[bytes]) -> Iterable[int]:
    """Yield the lines but the first and the last in which a name may be a key twice."""
    begins, lengths = _keys(data)
    words = np.ndarray(len(data) - _WORD + 1, "<u8", lines.chunk, strides=(1,))[begins]
    ends = np.array(lines.offsets[1:], np.int64) - lines.chunk_offset
    for name in names:
        word = int.from_bytes(name[:_WORD], "little")
        mask = np.uint64((1 << 8 * min(len(name), _WORD)) - 1)
        same = (lengths == len(name)) & (words & mask == np.uint64(word))
        line = np.searchsorted(ends, begins[same], side="right")
        twice = line[1:][line[1:] == line[:-1]]
        yield from twice[(twice > 0) & (twice < len(lines.data) - 1)].tolist()


def _keys(data: npt.NDArray[np.uint8]) -> tuple[_Indices, _Indices]:
    """Return where strings begin that a colon or space follows, and their lengths.

    A key without quotes in it stands between two quotes that follow each other.
    """
    pieces = range(0, len(data), _PIECE)
    in_pieces = [np.flatnonzero(data[at : at + _PIECE] == _QUOTE) + at for at in pieces]
    quotes = np.concatenate(in_pieces)
    quotes = quotes[quotes < len(data) - _WORD - 1]
    behind = data[quotes[1:] + 1]
    is_key = (behind == _COLON) | (behind <= _SPACE)
    begins = quotes[:-1][is_key] + 1
    return begins, quotes[1:][is_key] - begins
