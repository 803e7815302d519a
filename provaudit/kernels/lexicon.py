"""Phrases of a lexicon found in texts, by hash: whole words, upper and lower case alike.

A phrase is a sequence of up to 16 words as ``words`` defines them (so a phrase in a script without
spaces may have 16 letters); what stands between the words does not matter. Hits are by 64-bit
hash: among 20,000 phrases a false one is expected in about 10^15 words. Texts and phrases are
compared as they stand: give phrases in NFC, and texts in another normal form are not found.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.kernels.hashing import extend
from provaudit.kernels.jit import inlined, integer, kernel
from provaudit.kernels.words import Tokens, tokenise

LONGEST = 16
_GATE_SHIFT = np.uint64(48)
_SHELF_SHIFT = np.uint64(52)
_SHELVES = 1 << 12
_ONE = np.uint64(1)


class Lexicon(NamedTuple):
    """Phrases sorted by hash.

    ``shelves`` (4097) says where hashes with each upper 12 bits begin; ``gate`` (65536): bit
    n - 1 is set if a phrase of n words begins with a word that has these upper 16 bits.
    """

    hashes: NDArray[np.uint64]
    ids: NDArray[np.int64]
    shelves: NDArray[np.int64]
    gate: NDArray[np.uint64]


class Hits(NamedTuple):
    """One item a hit, in the order of the text: record, first word, which phrase."""

    row: NDArray[np.int64]
    word: NDArray[np.int64]
    phrase: NDArray[np.int64]


def build_lexicon(phrases: Sequence[str]) -> Lexicon:
    """Return the phrases ready for the kernel; a phrase's id is its place in the sequence.

    Raises ValueError for a phrase without words or with more than 16.
    """
    words = tokenise(pa.array(phrases, pa.large_string()))
    for at in np.flatnonzero((words.counts < 1) | (words.counts > LONGEST)).tolist():
        raise ValueError(
            f"phrase {at} has {words.counts[at]} words, but a phrase needs 1 to {LONGEST}: "
            f"shorten or drop {phrases[at][:80]!r}"
        )
    hashes = np.zeros(len(phrases), np.uint64)
    gate = np.zeros(1 << 16, np.uint64)
    _enter(words, hashes, gate)
    order = np.argsort(hashes, kind="stable")
    shelves = np.searchsorted(hashes[order] >> _SHELF_SHIFT, np.arange(_SHELVES + 1))
    return Lexicon(hashes[order], order, shelves, gate)


def find_phrases(words: Tokens, lexicon: Lexicon) -> Hits:
    """Return every occurrence of every phrase, overlapping ones included."""
    room = len(words.values) // 8 + 64
    found = room + 1
    while found > room:  # once more, with room for all, where hits are dense
        room = max(room, found)
        hits = Hits(*(np.empty(room, np.int64) for _ in range(3)))
        found = _find(words, lexicon, hits)
    return Hits(*(column[:found].copy() for column in hits))


@kernel
def _enter(words: Tokens, hashes: NDArray[np.uint64], gate: NDArray[np.uint64]) -> None:
    for phrase in range(len(hashes)):
        values = words.values[words.offsets[phrase] : words.offsets[phrase + 1]]
        hashes[phrase] = values[0]
        for at in range(1, len(values)):
            hashes[phrase] = extend(hashes[phrase], values[at])
        gate[values[0] >> _GATE_SHIFT] |= _ONE << np.uint64(len(values) - 1)


@kernel
def _find(words: Tokens, lexicon: Lexicon, hits: Hits) -> int:
    """Write the hits if there is room for them; return how many there are."""
    found = 0
    for row in range(len(words.counts)):
        values = words.values[words.offsets[row] : words.offsets[row + 1]]
        found = _find_in(values, row, lexicon, hits, found)
    return found


@kernel
def _find_in(values: NDArray[np.uint64], row: int, lexicon: Lexicon, hits: Hits, found: int) -> int:
    gate, hashes, shelves, ids = lexicon.gate, lexicon.hashes, lexicon.shelves, lexicon.ids
    rows, starts, phrases = hits.row, hits.word, hits.phrase
    for at in range(len(values)):
        gram, lengths, end = values[at], gate[values[at] >> _GATE_SHIFT], at + 1
        while lengths:
            if lengths & _ONE:
                slot = _seek(gram, hashes, shelves)
                while slot < len(hashes) and hashes[slot] == gram:
                    if found < len(rows):
                        rows[found], starts[found], phrases[found] = row, at, ids[slot]
                    slot, found = slot + 1, found + 1
            if end == len(values):
                break
            gram, end, lengths = extend(gram, values[end]), end + 1, lengths >> _ONE
    return found


@inlined
def _seek(gram: np.uint64, hashes: NDArray[np.uint64], shelves: NDArray[np.int64]) -> int:
    """Return the first phrase whose hash is not below ``gram``, or where its shelf ends."""
    shelf = gram >> _SHELF_SHIFT
    slot, last = integer(shelves[shelf]), integer(shelves[shelf + _ONE])
    while slot < last and hashes[slot] < gram:
        slot += 1
    return slot
