from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.ngrams import limit_for, sample_ngrams
from provaudit.kernels.words import Tokens

Build = Callable[[list[list[int]]], Tokens]
MASK = (1 << 64) - 1
hashes = st.sampled_from([0, 1, 2**63]) | st.integers(0, MASK)
records = st.lists(st.lists(hashes, max_size=20), min_size=1, max_size=4)


def mixed(value: int) -> int:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ value >> 33) * factor & MASK
    return value ^ value >> 33


def gram_hash(words: list[int]) -> int:
    gram = words[0]
    for word in words[1:]:
        gram = ((gram << 23 | gram >> 41) * 0x9E3779B97F4A7C15 + word) & MASK
    return mixed(gram)


def oracle(rows: list[list[int]], limit: int) -> list[tuple[int, int, int, int]]:
    counts: Counter[tuple[int, int, int]] = Counter()
    for row, values in enumerate(rows):
        for size in (1, 2, 3):
            for at in range(len(values) - size + 1):
                counts[row, size, gram_hash(values[at : at + size])] += 1
    return sorted((*key, count) for key, count in counts.items() if key[2] <= limit)


@given(records, st.sampled_from([0.0, 0.3, 1.0]))
def test_agrees_with_plain_python(tokens_of: Build, rows: list[list[int]], rate: float) -> None:
    found = sample_ngrams(tokens_of(rows), limit_for(rate))
    got = zip(*(column.tolist() for column in found), strict=True)
    assert list(got) == oracle(rows, limit_for(rate))


@given(records, st.integers(0, 4))
def test_samples_of_parts_are_the_sample_of_the_whole(
    tokens_of: Build, rows: list[list[int]], cut: int
) -> None:
    limit = limit_for(0.5)
    whole, *parts = (
        sorted(zip(found.n.tolist(), found.hash.tolist(), found.occurrences.tolist(), strict=True))
        for found in (
            sample_ngrams(tokens_of(some), limit) for some in (rows, rows[:cut], rows[cut:])
        )
    )
    assert sorted(parts[0] + parts[1]) == whole


def test_rate_is_the_share_that_is_kept(tokens_of: Build) -> None:
    rows = [list(range(1, 20_001))]
    kept = len(sample_ngrams(tokens_of(rows), limit_for(0.1)).hash)
    assert abs(kept - 6_000) < 4 * (60_000 * 0.1 * 0.9) ** 0.5


def test_a_rate_must_be_a_share() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        limit_for(1.5)
