from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.pair_weights import sum_pairs


@given(st.integers(0, 5), st.integers(1, 6), st.integers(2, 8), st.integers(0, 99))
def test_agrees_with_a_look_at_each_pair(rows: int, width: int, size: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    measures = chance.integers(0, 4, (rows, width)).astype(np.float32)
    edges = np.sort(chance.integers(0, 4, (size - 1, width)), axis=0).astype(np.float32)
    pairs = list(combinations(range(width), 2))
    weights = chance.integers(-9, 9, len(pairs) * size**2).astype(np.float32)
    expected = []
    for row in measures:
        bins = [sum(edge < value for edge in edges[:, at]) for at, value in enumerate(row)]
        table = weights.reshape(-1, size, size)
        expected.append(sum(table[n, bins[one], bins[two]] for n, (one, two) in enumerate(pairs)))
    assert sum_pairs(measures, edges, weights).tolist() == expected
