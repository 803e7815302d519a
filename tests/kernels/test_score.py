from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.score import BUCKETS, score
from provaudit.kernels.words import Tokens

Build = Callable[[list[list[int]]], Tokens]
MASK = (1 << 64) - 1
WEIGHTS = np.random.default_rng(3).integers(-128, 128, BUCKETS).astype(np.int8)
hashes = st.sampled_from([0, 1, 1 << 46, 2**63]) | st.integers(0, MASK)
records = st.lists(st.lists(hashes, max_size=20), min_size=1, max_size=4)


def buckets(values: list[int]) -> set[int]:
    pairs = pairwise(values)
    grams = [((a << 23 | a >> 41) * 0x9E3779B97F4A7C15 + b) & MASK for a, b in pairs]
    return {gram >> 46 for gram in values + grams}


@given(records)
def test_agrees_with_plain_python(tokens_of: Build, rows: list[list[int]]) -> None:
    found = score(tokens_of(rows), WEIGHTS)
    assert found.features.tolist() == [len(buckets(row)) for row in rows]
    assert found.sums.tolist() == [sum(int(WEIGHTS[b]) for b in buckets(row)) for row in rows]


def test_a_long_record_leaves_nothing_behind(tokens_of: Build) -> None:
    long = list(range(0, MASK, MASK // 5_000))
    rows = [long, [1, 2], long, [1, 2]]
    found = score(tokens_of(rows), WEIGHTS)
    assert found.features.tolist() == [len(buckets(row)) for row in rows]


@pytest.mark.parametrize("weights", [WEIGHTS[:-1], WEIGHTS.astype(np.int16)])
def test_wrong_weights_are_refused(tokens_of: Build, weights: np.ndarray) -> None:
    with pytest.raises(ValueError, match="int8"):
        score(tokens_of([[1]]), weights)


def test_read_only_weights_need_no_second_kernel(tokens_of: Build) -> None:
    weights = WEIGHTS.copy()
    weights.flags.writeable = False
    assert score(tokens_of([[0]]), weights).sums.tolist() == [int(WEIGHTS[0])]
