"""The intervals of the jackknife, against what is known without it."""

from __future__ import annotations

import random

import pytest

from provaudit.estimate.jackknife import estimates, standard_error
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
    assert (share.value, share.low, share.high) == pytest.approx(
        (0.25, 0.25 - margin, 0.25 + margin)
    )


def test_equal_records_leave_no_doubt_and_ranges_are_kept() -> None:
    for one in estimates(sample_of([list("abcde")] * 40)):
        least, most = RANGES[one.measure]
        assert least <= one.low <= one.value <= one.high <= most, one.measure
        if one.measure in ("hill_1", "hill_2", "self_repetition", "hapax"):
            assert one.high - one.low < 1e-9, one.measure


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
        assert one.low <= other.high, measure
        assert other.low <= one.high, measure
