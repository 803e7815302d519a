"""Rows with the same key, against a dictionary, also where memory is for a few of them."""

from __future__ import annotations

from tempfile import TemporaryFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.estimate import key_file
from provaudit.estimate.key_file import KeyFile

Batch = list[tuple[int, int]]


def found(batches: list[Batch], rows: int) -> list[tuple[int, int]]:
    with TemporaryFile() as file:
        keys, first = KeyFile(file, rows, 2), 0
        for batch in batches:
            words = np.array(batch, np.uint64).reshape(-1)
            keys.append(first, [2 * np.arange(len(batch))], words)
            first += len(batch)
        return sorted((row, first) for pairs in keys.pairs() for row, first in pairs.tolist())


def expected(batches: list[Batch]) -> list[tuple[int, int]]:
    firsts: dict[tuple[int, int], int] = {}
    rows = [key for batch in batches for key in batch]
    return [(at, firsts[key]) for at, key in enumerate(rows) if firsts.setdefault(key, at) != at]


_WORD = st.sampled_from([0, 3, 1 << 62, (1 << 63) + 1, (1 << 64) - 1])
_BATCHES = st.lists(st.lists(st.tuples(_WORD, _WORD), max_size=12), max_size=5)


@given(_BATCHES, st.sampled_from([0, 1000, 1 << 20, 1 << 30]))
def test_the_same_as_a_dictionary(batches: list[Batch], rows: int) -> None:
    assert found(batches, rows) == expected(batches)


def test_no_batch_at_all() -> None:
    assert found([], 0) == []


@pytest.mark.parametrize("at_once", [1, 7, 100])
def test_a_key_of_very_many_rows_a_few_batches_at_a_time(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(key_file, "_AT_ONCE", at_once)
    chance = np.random.default_rng(3)
    batches = [[(5, int(low)) for low in chance.integers(0, 9, 20)] for _ in range(10)]
    assert found(batches, 200) == expected(batches)
