"""Each measure of variety on a sample small enough to count by hand."""

from __future__ import annotations

import math
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.estimate.measures import MEASURES, RANGES, sample_of, without

# 15 tokens; a 5 times, b 4, c 3, d 2, e 1.
THREE = [list("aabcd"), list("aabcd"), list("abbce")]
EXPECTED = {
    "distinct_1": 5 / 15,
    # aa ab bc cd, aa ab bc cd, ab bb bc ce: six distinct of twelve
    "distinct_2": 6 / 12,
    # aab abc bcd, the same, abb bbc bce
    "distinct_3": 6 / 9,
    "hill_1": math.exp(-sum(n / 15 * math.log(n / 15) for n in (5, 4, 3, 2, 1))),
    # 1 / (25 + 16 + 9 + 4 + 1) x 225
    "hill_2": 225 / 55,
    "hapax": 1 / 15,
    # all types occur at most five times
    "tail_mass": 1.0,
    "compression_ratio": 29 / len(zlib.compress(b"a a b c d\na a b c d\na b b c e", 9)),
    # the first two share aabc and abcd, the third has none of them
    "self_repetition": 2 / 3,
}

records = st.integers(4, 8).flatmap(
    lambda length: st.lists(
        st.lists(st.sampled_from("abcdefgh"), min_size=length, max_size=length),
        min_size=1,
        max_size=12,
    )
)


@pytest.mark.parametrize("measure", MEASURES)
def test_by_hand(measure: str) -> None:
    assert MEASURES[measure](sample_of(THREE)) == pytest.approx(EXPECTED[measure])


def test_tail_mass_counts_types_up_to_five_times() -> None:
    # a 6 times, b 2.
    assert MEASURES["tail_mass"](sample_of([list("aaaa"), list("aabb")])) == 2 / 8


def test_a_gram_twice_in_one_record_is_not_shared() -> None:
    # abab occurs twice in the first record and nowhere else.
    assert MEASURES["self_repetition"](sample_of([list("ababab"), list("cdefgh")])) == 0.0


def test_leaving_out_records_is_as_if_they_had_never_been_there() -> None:
    part = without(sample_of(THREE), [1])
    for name, measure in MEASURES.items():
        assert measure(part) == pytest.approx(measure(sample_of([THREE[0], THREE[2]]))), name


@given(records)
def test_every_value_lies_in_its_range_and_agrees_with_plain_counting(
    given: list[list[str]],
) -> None:
    sample = sample_of(given)
    for name, measure in MEASURES.items():
        low, high = RANGES[name]
        assert low <= measure(sample) + 1e-12, name
        assert measure(sample) - 1e-12 <= high, name
    for n in (1, 2, 3):
        grams = [tuple(one[i : i + n]) for one in given for i in range(len(one) - n + 1)]
        assert MEASURES[f"distinct_{n}"](sample) == pytest.approx(len(set(grams)) / len(grams))
    fours = [{tuple(one[i : i + 4]) for i in range(len(one) - 3)} for one in given]
    shared = [any(a & b for j, b in enumerate(fours) if j != i) for i, a in enumerate(fours)]
    assert MEASURES["self_repetition"](sample) == pytest.approx(sum(shared) / len(shared))
