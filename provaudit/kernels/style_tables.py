"""What the style tokeniser looks up: words that the skeleton keeps, endings, punctuation."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.kernels.buffers import read_texts
from provaudit.kernels.hashing import FNV_OFFSET, mix, step
from provaudit.kernels.jit import inlined, integer, kernel

SLOTS = 1 << 13
_PROBES = 4  # places that a word may have
LETTERS = 32  # room for a letter of an ending: 5 bits
_SHIFT = np.uint64(64 - 13)
# What each punctuation mark is read as. Other ASCII marks are markup and are passed over, so that
# Markdown says nothing; brackets and quotes of every shape are one.
READ_AS = {mark: mark for mark in ".,;:!?()-%$&/"} | {'"': '"'}
_BEYOND_ASCII = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u02bc": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "\u2014", "\u2013": "\u2014", "\u2014": "\u2014",
    "\u2015": "\u2014", "\u2026": "\u2026",
}  # fmt: skip
GENERAL = 0x2000  # the block that holds these but for two
_GENERAL_SIZE = 0x40


# The classes of ``unicode_table``, then StyleTables.
Tables: TypeAlias = tuple[
    NDArray[np.int32], NDArray[np.uint64], NDArray[np.uint8], NDArray[np.int32]
]


class StyleTables(NamedTuple):
    """``kept``: hashes of the kept words, by upper bits, or up to 3 places on; 0 where free.

    ``endings``: class of three letters of 5 bits each, 0 where none is listed. ``marks``: what
    ASCII is read as (128), then what U+2000 to U+203F is read as; 0: passed over.
    """

    kept: NDArray[np.uint64]
    endings: NDArray[np.uint8]
    marks: NDArray[np.int32]


@cache
def style_tables() -> StyleTables:
    """Return the tables, read once from ``skeleton.toml``."""
    source = files("provaudit.kernels") / "skeleton.toml"
    lists = {name: text.split() for name, text in tomllib.loads(source.read_text("utf-8")).items()}
    endings = _endings(lists.pop("endings"))
    words = sorted({word for chosen in lists.values() for word in chosen})
    return StyleTables(_kept(words), endings, _marks())


def _endings(suffixes: list[str]) -> NDArray[np.uint8]:
    table = np.zeros((LETTERS, LETTERS, LETTERS), np.uint8)
    for number, suffix in sorted(enumerate(suffixes, 1), key=lambda one: len(one[1])):
        place = tuple(ord(letter) & 31 for letter in suffix)
        table[(slice(None),) * (3 - len(place)) + place] = number
    return table.ravel()


def _marks() -> NDArray[np.int32]:
    table = np.zeros(128 + _GENERAL_SIZE, np.int32)
    for mark, read in (READ_AS | {"'": "'"}).items():
        table[ord(mark)] = ord(read)
    for mark, read in _BEYOND_ASCII.items():
        if ord(mark) >= GENERAL:
            table[128 + ord(mark) - GENERAL] = ord(read)
    return table


def _kept(words: list[str]) -> NDArray[np.uint64]:
    table = np.zeros(SLOTS + _PROBES, np.uint64)
    text = read_texts(pa.array(words, pa.large_string()))
    if _enter(text.data, text.starts, text.ends, table) >= _PROBES:
        raise ValueError("skeleton.toml: too many of the words fall together: raise SLOTS")
    return table


@kernel
def _enter(
    data: NDArray[np.uint8],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    table: NDArray[np.uint64],
) -> int:
    """Enter words; return how far the farthest lies from its place."""
    farthest = 0
    for row in range(len(starts)):
        state = FNV_OFFSET
        for at in range(starts[row], ends[row]):
            state = step(state, data[at])
        word, further = mix(state), 0
        place = integer(word >> _SHIFT)
        while further < _PROBES and table[place + further] != np.uint64(0):
            further += 1
        table[place + min(further, _PROBES - 1)] = word
        farthest = max(farthest, further)
    return farthest


@inlined
def is_kept(word: np.uint64, table: NDArray[np.uint64]) -> bool:
    """Return whether the skeleton keeps the word with this hash."""
    place, found = integer(word >> _SHIFT), False
    for further in range(_PROBES):  # all of them, since where one is found nobody can guess
        found |= table[place + further] == word
    return found
