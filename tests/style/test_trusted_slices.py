"""Thresholds from trusted texts, their realised error rates, and exact intervals."""

from math import exp, lgamma, log, log1p

import numpy as np
import pytest

from provaudit.style.rates import clopper_pearson
from provaudit.style.slices import measure_slice


@pytest.mark.parametrize(
    ("hits", "records", "low", "high"),
    [
        # By hand: with no hit the upper end solves (1 - p)^n = 0.025, with one alone p = 0.025.
        (0, 100, 0.0, 1 - 0.025**0.01),
        (1, 1, 0.025, 1.0),
        (0, 1, 0.0, 0.975),
    ],
)
def test_exact_intervals(hits: int, records: int, low: float, high: float) -> None:
    assert clopper_pearson(hits, records) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize(("hits", "records"), [(6, 399), (1, 100), (50, 60), (200, 20_000)])
def test_either_end_leaves_a_fortieth(hits: int, records: int) -> None:
    def at_most(most: int, share: float) -> float:
        logs = (
            lgamma(records + 1) - lgamma(k + 1) - lgamma(records - k + 1)
            + k * log(share) + (records - k) * log1p(-share)
            for k in range(most + 1)
        )  # fmt: skip
        return sum(map(exp, logs))

    low, high = clopper_pearson(hits, records)
    assert 1 - at_most(hits - 1, low) == pytest.approx(0.025, abs=1e-6)
    assert at_most(hits, high) == pytest.approx(0.025, abs=1e-6)


def test_one_text_more_than_a_threshold_needs_is_needed_to_try_it() -> None:
    few = measure_slice(np.arange(99.0))
    assert few.threshold is None
    assert few.why == "99 trusted texts can be scored, 100 are needed"
    # Of 100 the threshold is the 100th, ceil(101 x 0.99); left out one by one only the largest
    # exceeds the largest of the others.
    enough = measure_slice(np.arange(100.0))
    assert (enough.threshold, enough.above, enough.tested) == (99.0, 1, 100)


def test_a_laxer_level_needs_fewer() -> None:
    assert measure_slice(np.arange(20.0), 0.05).threshold == 19.0
    assert measure_slice(np.arange(19.0), 0.05).threshold is None


def test_texts_that_drift_give_no_threshold() -> None:
    # Five stretches of 100: the last is higher throughout, so all of it exceeds the others.
    scores = np.concatenate([np.tile(np.arange(100.0), 4), np.arange(100.0) + 1000])
    drifting = measure_slice(scores)
    assert drifting.threshold is None
    assert drifting.above == 100
    assert drifting.why == "the trusted texts differ too much from each other"


def test_the_rate_is_kept_where_texts_are_exchangeable() -> None:
    random = np.random.default_rng(5)
    rates = []
    for _ in range(200):
        drawn = random.normal(size=1200)
        threshold = measure_slice(drawn[:200]).threshold
        if threshold is not None:
            rates.append((drawn[200:] > threshold).mean())
    assert len(rates) > 180
    assert np.mean(rates) < 0.012
