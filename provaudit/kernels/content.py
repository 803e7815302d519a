"""Content of a text without its layout: the 128-bit content hash, and the lines as hashes.

The content is the text in NFC with each run of white space folded to one space and none at its
ends; white space is that of ``str.isspace``. Its hash is MurmurHash3_x64_128 of its UTF-8. Lines
are split at U+000A before folding; lines of nothing but white space do not count.
"""

import unicodedata
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8, read_texts
from provaudit.kernels.hashing import extend, mix, murmur3
from provaudit.kernels.jit import inlined, integer, kernel
from provaudit.kernels.unicode_table import (
    CATEGORY,
    FIRST_SPACE,
    LAST_SPACE,
    VERSION,
    Classes,
    cell,
    stage,
    table,
    unassigned,
)
from provaudit.kernels.utf8 import decode
from provaudit.kernels.wide import BLOCK, bits_below, within, word_at, zeros_below
from provaudit.kernels.words import Tokens, empty_tokens

# Lines of a record that are kept; all are counted.
LINE_LIMIT = 1 << 22

_SPACE, _LINE_FEED = 32, 10
_ONE = np.uint64(1)
# Bytes behind the content of a record, so that it can be read in blocks.
SPARE = BLOCK
_CONTINUES, _CONTINUATION = 0xC0, 0x80  # the upper two bits of UTF-8's following bytes


class Content(NamedTuple):
    """``digests`` (records x 2 uint64, little-endian h1 and h2), ``sizes`` in bytes, ``lines``.

    The lengths of ``lines`` are characters of the folded line, its spaces among them.
    """

    digests: NDArray[np.uint64]
    sizes: NDArray[np.int64]
    lines: Tokens


class _Sheet(NamedTuple):
    """Where the content of one record is written: the same memory as bytes and as words."""

    bytes: NDArray[np.uint8]
    words: NDArray[np.uint64]


class _Places(NamedTuple):
    """Where the content of each record is read: in ``text``, or in ``patch`` at ``patched``."""

    text: Utf8
    patch: Utf8
    patched: NDArray[np.int64]


def read_content(column: pa.Array, text: Utf8, normal: NDArray[np.bool_]) -> Content:
    """Return the content of each text; ``text`` is ``column``, as ``read_texts`` gives it.

    Where ``normal`` is False the text goes through ``unicodedata`` first.
    """
    places, sizes = _find_places(column, text, normal)
    content = Content(
        np.zeros((len(normal), 2), np.uint64),
        np.zeros(len(normal), np.int64),
        empty_tokens(sizes, LINE_LIMIT),
    )
    words = np.zeros(int(sizes.max(initial=0)) // 8 + 1 + SPARE // 8, np.uint64)
    used = _read(places, table(), _Sheet(words.view(np.uint8), words), content)
    lines = content.lines
    kept = lines._replace(values=lines.values[:used], lengths=lines.lengths[:used])
    return content._replace(lines=kept)


def _find_places(
    column: pa.Array, text: Utf8, normal: NDArray[np.bool_]
) -> tuple[_Places, NDArray[np.int64]]:
    """Return where to read the content of each record, and how many bytes that is."""
    strange = np.flatnonzero(~normal)
    # As bytes, one at a time: a batch of large texts is not held as Python strings.
    forms = [_normal_form(column[int(row)].as_py()).encode() for row in strange]
    patch = read_texts(pa.array(forms, pa.large_string()))
    patched = np.full(len(normal), -1, np.int64)
    patched[strange] = np.arange(len(strange))
    sizes = text.ends - text.starts
    sizes[strange] = patch.ends - patch.starts
    return _Places(text, patch, patched), sizes


def _normal_form(text: str) -> str:
    """Return the NFC of our Unicode version: a newer one differs where ours knows nothing."""
    if unicodedata.unidata_version == VERSION:
        return unicodedata.normalize("NFC", text)
    parts = unassigned().split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


@kernel
def _read(places: _Places, classes: Classes, sheet: _Sheet, content: Content) -> int:
    used = 0
    for row in range(len(places.patched)):
        text, at = places.text, row
        if places.patched[row] >= 0:
            text, at = places.patch, places.patched[row]
        size = _fold(text.data, text.starts[at], text.ends[at], classes, sheet.bytes)
        values, lengths = content.lines.values[used:], content.lines.lengths[used:]
        count = _cut_lines(sheet.bytes[: size + SPARE], values, lengths)
        content.digests[row, 0], content.digests[row, 1] = murmur3(sheet.words, size)
        content.sizes[row] = size
        content.lines.counts[row] = count
        used += min(count, LINE_LIMIT)
        content.lines.offsets[row + 1] = used
    return used


@kernel
def _fold(  # noqa: C901 - one loop over bytes: it must not be called apart
    data: NDArray[np.uint8], at: int, end: int, classes: Classes, sheet: NDArray[np.uint8]
) -> int:
    """Write the content, a line feed between lines; return its size in bytes."""
    size, gap, close = 0, 0, at
    while at < end:
        if at >= close and size and not gap and at + BLOCK <= end:
            whole = _folded_at(data, at)
            for place in range(whole):
                sheet[size + place] = data[at + place]
            size, at = size + whole, at + whole
            if whole == BLOCK:
                continue
            close = at + 16
        first, point = at, integer(data[at])
        if 32 < point < 128 and not gap:  # most of most texts
            sheet[size] = point
            size, at = size + 1, at + 1
            continue
        if point < 128:
            at += 1
        else:
            point, at = decode(data, at, end)
        category = classes[classes[stage(point)] + cell(point)] & CATEGORY
        if FIRST_SPACE <= category <= LAST_SPACE:
            gap = _LINE_FEED if point == _LINE_FEED or gap == _LINE_FEED else _SPACE
            continue
        if gap and size:
            sheet[size] = gap
            size += 1
        gap = 0
        for source in range(first, at):
            sheet[size] = data[source]
            size += 1
    return size


@inlined
def _folded_at(data: NDArray[np.uint8], at: int) -> int:
    """Return how many of the 64 bytes from ``at`` on stay as they are, behind what is no space.

    They are ASCII, a space or line feed among them stands alone, and the last is none.
    """
    feeds = within(data, at, _LINE_FEED, _LINE_FEED)
    spaces = within(data, at, _SPACE, _SPACE) | feeds
    other = (within(data, at, 0, 31) & ~feeds) | within(data, at, 128, 255)
    size = zeros_below(other | (spaces & (spaces << _ONE)))
    # What follows may be a space too.
    return size - 1 if size and (spaces >> np.uint64(size - 1)) & _ONE else size


@kernel
def _cut_lines(
    sheet: NDArray[np.uint8], values: NDArray[np.uint64], lengths: NDArray[np.uint32]
) -> int:
    """Write the lines of the content, turn its line feeds to spaces; return how many lines."""
    count, first, size = 0, 0, len(sheet) - SPARE
    while first < size:
        end = _end_of_line(sheet, first, size)
        if count < LINE_LIMIT:
            values[count], lengths[count] = _hash(sheet, first, end), _characters(sheet[first:end])
        if end < size:
            sheet[end] = _SPACE
        count, first = count + 1, end + 1
    return count


@inlined
def _end_of_line(sheet: NDArray[np.uint8], at: int, end: int) -> int:
    while at < end:
        gap = zeros_below(within(sheet, at, _LINE_FEED, _LINE_FEED))
        if gap < BLOCK:
            return min(at + gap, end)
        at += BLOCK
    return end


@inlined
def _hash(sheet: NDArray[np.uint8], first: int, end: int) -> np.uint64:
    """Return a hash of a line, for this file only: eight bytes a step."""
    state = np.uint64(end - first)
    for at in range(first, end - 7, 8):
        state = extend(state, mix(word_at(sheet, at)))
    rest = (end - first) & 7
    return mix(extend(state, word_at(sheet, end - rest) & bits_below(8 * rest)))


@kernel
def _characters(line: NDArray[np.uint8]) -> int:
    count = 0
    for at in range(len(line)):
        count += (line[at] & _CONTINUES) != _CONTINUATION
    return count
