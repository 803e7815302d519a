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
from provaudit.kernels.hashing import FNV_OFFSET, mix, murmur3, step
from provaudit.kernels.jit import integer, kernel
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
from provaudit.kernels.words import Tokens, empty_tokens

# Lines of a record that are kept; all are counted.
LINE_LIMIT = 1 << 22

_SPACE, _LINE_FEED = 32, 10
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
    words = np.zeros(int(sizes.max(initial=0)) // 8 + 3, np.uint64)
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
        count = _cut_lines(sheet.bytes[:size], values, lengths)
        content.digests[row, 0], content.digests[row, 1] = murmur3(sheet.words, size)
        content.sizes[row] = size
        content.lines.counts[row] = count
        used += min(count, LINE_LIMIT)
        content.lines.offsets[row + 1] = used
    return used


@kernel
def _fold(
    data: NDArray[np.uint8], at: int, end: int, classes: Classes, sheet: NDArray[np.uint8]
) -> int:
    """Write the content, a line feed between lines; return its size in bytes."""
    size, gap = 0, 0
    while at < end:
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


@kernel
def _cut_lines(
    sheet: NDArray[np.uint8], values: NDArray[np.uint64], lengths: NDArray[np.uint32]
) -> int:
    """Write the lines of the content, turn its line feeds to spaces; return how many lines."""
    count, length, state = 0, 0, FNV_OFFSET
    for at in range(len(sheet)):
        last = at + 1 == len(sheet)
        feed = sheet[at] == _LINE_FEED
        if not feed:
            state = step(state, sheet[at])
            length += (sheet[at] & _CONTINUES) != _CONTINUATION
        if feed or last:
            sheet[at] = _SPACE if feed else sheet[at]
            if count < LINE_LIMIT:
                values[count], lengths[count] = mix(state), length
            count, length, state = count + 1, 0, FNV_OFFSET
    return count
