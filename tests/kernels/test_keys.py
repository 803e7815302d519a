"""Keys of many rows: marks, pairs, kinds and look-ups against plain Python."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.keys import group_keys
from provaudit.kernels.kinds import kinds_of, parts_of
from provaudit.kernels.marks import mark, marked, marked_before, no_marks, numbers_of
from provaudit.kernels.sorted_hashes import index_of
from provaudit.kernels.sorted_hashes import numbers_of as find

ROWS = 300
_NUMBER = st.sampled_from([0, 1, 2, 1 << 40, (1 << 63) + 5, (1 << 64) - 2, (1 << 64) - 1])


@given(st.sets(st.integers(0, ROWS - 1)), st.integers(0, ROWS), st.integers(0, ROWS))
def test_marks_are_told_from_any_row_and_numbered(rows: set[int], one: int, other: int) -> None:
    first, last = sorted((one, other))
    marks, ordered = no_marks(ROWS), np.array(sorted(rows), np.int64)
    mark(marks, ordered)
    assert marked(marks, first, last - first).tolist() == [
        row in rows for row in range(first, last)
    ]
    numbers = np.empty(len(rows), np.int64)
    numbers_of(ordered, marks, marked_before(marks), numbers)
    assert numbers.tolist() == list(range(len(rows)))


@given(st.lists(st.none() | _NUMBER, max_size=40), st.integers(0, 5))
def test_keys_are_grouped_by_their_upper_bits_in_order(keys: list[int | None], bits: int) -> None:
    words = np.array([key or 0 for key in keys], np.uint64)
    rows = np.array([-1 if key is None else at for at, key in enumerate(keys)], np.int64)
    bounds = np.empty((1 << bits) + 1, np.int64)
    found, places = group_keys(words, rows, 1, bits, bounds)
    expected = sorted((key >> (64 - bits), at) for at, key in enumerate(keys) if key is not None)
    assert places.tolist() == [at for _, at in expected]
    assert found.tolist() == [keys[at] for _, at in expected]
    sizes = Counter(group for group, _ in expected)
    assert np.diff(bounds).tolist() == [sizes[group] for group in range(1 << bits)]


_HASHES = st.sets(st.tuples(_NUMBER, _NUMBER), max_size=30)


@given(_HASHES, _HASHES)
def test_a_hash_is_found_where_it_is_and_nowhere_else(
    known: set[tuple[int, int]], others: set[tuple[int, int]]
) -> None:
    ordered, asked = sorted(known), sorted(known | others)
    index = index_of(np.array(ordered, np.uint64).reshape(-1, 2))
    found = find(np.array(asked, np.uint64).reshape(-1, 2), index)
    assert found.tolist() == [ordered.index(one) if one in known else -1 for one in asked]


def test_kinds_by_hand() -> None:
    # Groups 1 and 4 hold 2 of part 0 and 1 of part 3; group 2 only 2 of part 0; group 9 more.
    rows = [(1, 0, 2), (1, 3, 1), (2, 0, 2), (4, 0, 2), (4, 3, 1), (9, 0, 3)]
    groups, parts, counts = np.array(rows, np.int64).T.copy()
    assert parts_of(*kinds_of(groups, parts, counts)).tolist() == [
        [1, 1, 0, 2],
        [2, 2, 3, 1],
        [2, 2, 0, 2],
        [3, 1, 0, 3],
    ]


_GROUP = st.dictionaries(st.integers(0, 40), st.integers(1, 40), min_size=1, max_size=4)


def counted(groups: list[dict[int, int]]) -> Counter[tuple[tuple[int, int], ...]]:
    return Counter(tuple(sorted(group.items())) for group in groups)


def kinds_found(groups: list[dict[int, int]]) -> dict[tuple[tuple[int, int], ...], int]:
    rows = [(at, part, group[part]) for at, group in enumerate(groups) for part in sorted(group)]
    columns = np.array(rows, np.int64).reshape(-1, 3).T
    kinds: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    for kind, alike, part, count in parts_of(*kinds_of(*map(np.copy, columns))).tolist():
        kinds.setdefault(kind, (alike, []))[1].append((part, count))
    return {tuple(sorted(parts)): alike for alike, parts in kinds.values()}


@given(st.lists(_GROUP, max_size=30))
def test_kinds_are_counted_as_a_dictionary_counts_them(groups: list[dict[int, int]]) -> None:
    assert kinds_found(groups) == counted(groups)


def test_more_kinds_than_there_was_room_for() -> None:
    groups = [{at: 1, at + 1: at} for at in range(1, 3000)]
    assert kinds_found(groups) == counted(groups)
