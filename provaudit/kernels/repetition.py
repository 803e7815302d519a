"""Repetition within a record, as in Gopher (Rae et al. 2021, arXiv:2112.11446, appendix A).

n-grams are compared by 64-bit hash: two of the 4 million that a record has at most fall together
with probability 5e-7. A record with more words than the limit is judged by the words kept.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.hash_table import HashTable, add, clear, new_table
from provaudit.kernels.hashing import extend
from provaudit.kernels.jit import integer, kernel
from provaudit.kernels.words import Tokens

LONG_GRAM = 5


@dataclass(frozen=True, slots=True)
class Repetition:
    """Arrays as long as the batch; shares are 0 to 1, and 0 where there is nothing to share.

    ``distinct`` words, ``hapaxes`` (words seen once); ``top_2_share`` to ``top_4_share``: the
    characters of words that lie in an occurrence of the record's most frequent 2- to 4-gram,
    among those of all words (0 if none occurs twice; of equally frequent ones, that which gets
    there first); ``repeated_5_share``: words in a 5-gram that stood in the record before.
    """

    distinct: NDArray[np.int64]
    hapaxes: NDArray[np.int64]
    top_2_share: NDArray[np.float64]
    top_3_share: NDArray[np.float64]
    top_4_share: NDArray[np.float64]
    repeated_5_share: NDArray[np.float64]


class _Notes(NamedTuple):
    """What is noted of one record, by the place of a gram's first word or, the last two, by gram.

    ``grams``: the hash of the longest gram made; ``longest``: the words of the longest gram that
    occurs twice (0: not even its first word does); of the grams at hand, ``slots`` in the table and
    ``places``.
    """

    grams: NDArray[np.uint64]
    longest: NDArray[np.int64]
    slots: NDArray[np.uint64]
    places: NDArray[np.int64]


def find_repetition(words: Tokens) -> Repetition:
    """Return how much each record repeats its words."""
    rows = len(words.counts)
    counts, shares = np.zeros((2, rows), np.int64), np.zeros((4, rows), np.float64)
    _find(words, counts, shares)
    return Repetition(*counts, *shares)


def repeated(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return of each record how many tokens it had before, and their length in characters."""
    counts = np.zeros((2, len(tokens.counts)), np.int64)
    _repeated(tokens, counts)
    return counts[0], counts[1]


@kernel
def _find(words: Tokens, counts: NDArray[np.int64], shares: NDArray[np.float64]) -> None:
    most = _longest(words)
    table, notes = new_table(most), _new_notes(most)
    for row in range(len(words.counts)):
        values = words.values[words.offsets[row] : words.offsets[row + 1]]
        lengths = words.lengths[words.offsets[row] : words.offsets[row + 1]]
        counts[0, row], counts[1, row] = _vocabulary(values, table, notes)
        for size in range(2, LONG_GRAM):
            count = _lengthen(values, size, notes)
            shares[size - 2, row] = _top_share(count, lengths, size, table, notes)
        count = _lengthen(values, LONG_GRAM, notes)
        shares[3, row] = _repeated_share(count, len(values), table, notes)


@kernel
def _longest(tokens: Tokens) -> int:
    most = 0
    for row in range(len(tokens.counts)):
        most = max(most, tokens.offsets[row + 1] - tokens.offsets[row])
    return most


@kernel
def _new_notes(words: int) -> _Notes:
    return _Notes(
        np.empty(words, np.uint64),
        np.empty(words, np.int64),
        np.empty(words, np.uint64),
        np.empty(words, np.int64),
    )


@kernel
def _vocabulary(values: NDArray[np.uint64], table: HashTable, notes: _Notes) -> tuple[int, int]:
    distinct, hapaxes = 0, 0
    keys, seen_by, mask = table.keys, table.seen, clear(table, len(values))
    grams, slots, longest = notes.grams, notes.slots, notes.longest
    for at in range(len(values)):
        slots[at] = add(keys, seen_by, mask, values[at])
        seen = integer(seen_by[slots[at]])
        distinct += seen == 1
        hapaxes += (seen == 1) - (seen == 2)
    for at in range(len(values)):
        grams[at], longest[at] = values[at], seen_by[slots[at]] > 1
    return distinct, hapaxes


@kernel
def _lengthen(values: NDArray[np.uint64], size: int, notes: _Notes) -> int:
    """Make the size-grams that may occur twice, note their places, return how many there are.

    Those of which both (size - 1)-grams occur twice: in most texts a small part of all.
    """
    grams, places, longest, count = notes.grams, notes.places, notes.longest, 0
    for at in range(len(values) - size + 1):
        if longest[at] >= size - 1 and longest[at + 1] >= size - 1:
            grams[at] = extend(grams[at], values[at + size - 1])
            places[count] = at
            count += 1
    return count


@kernel
def _top_share(
    count: int, lengths: NDArray[np.uint32], size: int, table: HashTable, notes: _Notes
) -> float:
    keys, seen_by, mask = table.keys, table.seen, clear(table, count)
    grams, places, slots, longest = notes.grams, notes.places, notes.slots, notes.longest
    most, top = np.uint32(1), np.uint64(0)
    for item in range(count):
        slots[item] = add(keys, seen_by, mask, grams[places[item]])
        if seen_by[slots[item]] > most:
            most, top = seen_by[slots[item]], grams[places[item]]
    if most == 1:
        return 0.0
    covered, reach, total = 0, 0, 0
    for item in range(count):
        at = places[item]
        if seen_by[slots[item]] > 1:
            longest[at] = size
        if grams[at] == top:
            covered += lengths[max(at, reach) : at + size].sum()
            reach = at + size
    for at in range(len(lengths)):
        total += integer(lengths[at])
    return covered / total


@kernel
def _repeated_share(count: int, words: int, table: HashTable, notes: _Notes) -> float:
    covered, reach = 0, 0
    keys, seen_by, mask = table.keys, table.seen, clear(table, count)
    grams, places = notes.grams, notes.places
    for item in range(count):
        at = places[item]
        if seen_by[add(keys, seen_by, mask, grams[at])] > 1:
            covered += at + LONG_GRAM - max(at, reach)
            reach = at + LONG_GRAM
    return covered / words if words else 0.0


@kernel
def _repeated(tokens: Tokens, counts: NDArray[np.int64]) -> None:
    table = new_table(_longest(tokens))
    for row in range(len(tokens.counts)):
        first, end = tokens.offsets[row], tokens.offsets[row + 1]
        keys, seen_by, mask = table.keys, table.seen, clear(table, end - first)
        values, lengths = tokens.values[first:end], tokens.lengths[first:end]
        for at in range(end - first):
            if seen_by[add(keys, seen_by, mask, values[at])] > 1:
                counts[0, row] += 1
                counts[1, row] += integer(lengths[at])
