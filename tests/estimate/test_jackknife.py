"""The intervals of the jackknife, against what is known without it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit.estimate.jackknife import estimates, interval, standard_error, wilson
from provaudit.estimate.measures import RANGES, sample_of


def test_by_hand() -> None:
    # mean 4; squares 4 + 0 + 4 = 8; sqrt(2 / 3 x 8)
    assert standard_error([2.0, 4.0, 6.0]) == pytest.approx((16 / 3) ** 0.5)


def test_for_a_mean_it_is_the_textbook_formula() -> None:
    # 20 records, each a group: 5 that share a 4-gram with another are an ordinary share, as long
    # as more than two share the same one: p = 0.25, variance p (1 - p) / (n - 1).
    records = [list("abcd")] * 5 + [[f"{i}{c}" for c in "wxyz"] for i in range(15)]
    (share,) = [one for one in estimates(sample_of(records)) if one.measure == "self_repetition"]
    margin = 2.093024 * (0.25 * 0.75 / 19) ** 0.5
    # Upwards Wilson reaches further: (0.25 + 0.096036 + 1.959964 x sqrt(0.011776)) / 1.192073
    assert 0.25 + margin < wilson(0.25, 20)[1]
    assert (share.value, share.low, share.high) == pytest.approx(
        (0.25, 0.25 - margin, 0.468701), abs=2e-6
    )


@pytest.mark.parametrize(
    ("share", "trials", "low", "high"),
    [
        # (0.5 + 0.192073 -+ 1.959964 x sqrt(0.025 + 0.009604)) / 1.384146
        (0.5, 10, 0.236593, 0.763407),
        # up to z² / (n + z²) and from n / (n + z²)
        (0.0, 100, 0.0, 3.841459 / 103.841459),
        (1.0, 100, 100 / 103.841459, 1.0),
    ],
)
def test_wilson_by_hand(share: float, trials: int, low: float, high: float) -> None:
    assert wilson(share, trials) == pytest.approx((low, high), abs=1e-6)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_its_share_and_has_a_width(counted: tuple[int, int]) -> None:
    k, n = counted
    low, high = wilson(k / n, n)
    assert 0 <= low <= k / n <= high <= 1
    assert low < high


def test_equal_records_are_no_certainty() -> None:
    # Forty times the same record: every replicate gives the same shares.
    found = {one.measure: one for one in estimates(sample_of([list("abcde")] * 40))}
    assert (found["hill_1"].low, found["hill_1"].high) == (None, None)
    assert (found["hill_2"].low, found["hill_2"].high) == (None, None)
    repeated = found["self_repetition"]
    assert (repeated.value, repeated.high) == (1.0, 1.0)
    # Wilson for 40 of 40: 40 / (40 + z²)
    assert repeated.low == pytest.approx(40 / 43.841459)
    # No type occurs once: Wilson for 0 of 40, up to z² / (40 + z²).
    assert (found["hapax"].low, found["hapax"].high) == (0.0, pytest.approx(3.841459 / 43.841459))


def test_equal_replicates_of_a_ratio_give_no_interval() -> None:
    assert interval("compression_ratio", 2.5, [2.5] * 20, 100) is None
    assert interval("hill_2", 80.0, [80.0, 80.0 + 1e-10] * 10, 100) is None
    assert interval("distinct_3", 1.0, [1.0] * 20, 100) == wilson(1.0, 100)


@given(
    st.lists(
        st.lists(st.sampled_from("abcdefgh"), min_size=5, max_size=5), min_size=20, max_size=40
    )
)
@settings(max_examples=50, deadline=None)
def test_no_interval_has_zero_width_and_ranges_are_kept(records: list[list[str]]) -> None:
    for one in estimates(sample_of(records)):
        if one.low is None or one.high is None:
            assert one.measure in ("hill_1", "hill_2", "compression_ratio")
            continue
        least, most = RANGES[one.measure]
        assert least <= one.low <= one.value + 1e-12, one.measure
        assert one.value - 1e-12 <= one.high <= most, one.measure
        assert one.low < one.high, one.measure


def test_intervals_cover_what_another_sample_of_the_same_population_gives() -> None:
    chance = random.Random(1)
    population = [f"w{int(chance.paretovariate(0.8)) % 3000}" for _ in range(200 * 50)]
    halves = [
        {
            one.measure: one
            for one in estimates(
                sample_of([population[i : i + 50] for i in range(start, start + 5000, 50)])
            )
        }
        for start in (0, 5000)
    ]
    # Two 95 % intervals of equal width that do not overlap would happen once in 180 times.
    for measure, one in halves[0].items():
        other = halves[1][measure]
        assert one.low is not None
        assert one.high is not None
        assert other.low is not None
        assert other.high is not None
        assert one.low <= other.high, measure
        assert other.low <= one.high, measure
