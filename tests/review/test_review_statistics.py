"""Draw, stratified and prediction-powered estimates, agreement: by hand and as laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.estimate.agreement import alpha, alpha_interval
from provaudit.estimate.prevalence.drawing import bands, draws
from provaudit.estimate.prevalence.powered import powered
from provaudit.estimate.prevalence.share import Share, undecided
from provaudit.estimate.prevalence.stratified import plain, stratified
from provaudit.estimate.review.votes import decided

ONE_BAND = np.array([0.0, 1.0])


def test_bands_hold_equally_many_records_and_keep_equal_scores_together() -> None:
    scores = np.array([float("nan"), 5.0, 1.0, 2.0, 3.0, 4.0, 4.0])
    weights = np.array([9.0, 1, 1, 1, 1, 0.5, 0.5])
    assert bands(scores, weights).tolist() == [0, 5, 1, 2, 3, 4, 4]
    assert bands(np.full(3, np.nan), np.ones(3)).tolist() == [0, 0, 0]


@given(
    weights=st.lists(st.floats(0.1, 50), min_size=1, max_size=60),
    size=st.integers(1, 200),
    start=st.floats(0, 0.999),
)
def test_a_text_is_drawn_as_often_as_expected_up_to_one(
    weights: list[float], size: int, start: float
) -> None:
    array = np.array(weights)
    drawn = draws(array, size, start)
    assert drawn.sum() == size
    assert (np.abs(drawn - array / array.sum() * size) < 1 + 1e-6).all()


def test_without_a_useful_stratum_it_is_the_interval_of_jeffreys() -> None:
    labels = np.array([1.0] * 3 + [0.0] * 27)
    share = stratified(labels, np.ones(30, np.int64), ONE_BAND)
    assert (share.point, share.low, share.high) == pytest.approx(
        # Beta(3.5, 27.5): its 2.5 % and 97.5 % quantiles
        (0.1, plain(labels).low, plain(labels).high)
    )
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    assert (share.low, share.high) == pytest.approx(
        tuple(stats.beta.ppf([0.025, 0.975], 3.5, 27.5))
    )


def test_pure_strata_make_the_interval_shorter() -> None:
    labels = np.array([0.0] * 50 + [1.0] * 50)
    apart = stratified(labels, np.repeat([0, 1], 50), np.array([0.5, 0.5]))
    mixed = stratified(labels, np.tile([0, 1], 50), np.array([0.5, 0.5]))
    assert apart.point == mixed.point == 0.5
    assert apart.high - apart.low < 0.6 * (mixed.high - mixed.low)


def test_strata_count_by_their_share_of_the_records() -> None:
    labels = np.array([1.0] * 20 + [0.0] * 20)
    share = stratified(labels, np.repeat([0, 1], 20), np.array([0.25, 0.75]))
    assert share.point == 0.25


def test_a_stratum_with_few_draws_joins_its_neighbour() -> None:
    labels = np.array([1.0] * 2 + [0.0] * 38)
    band = np.array([0] * 2 + [1] * 38)
    assert stratified(labels, band, np.array([0.5, 0.5])).point == pytest.approx(2 / 40)
    band = np.array([1] * 38 + [2] * 2)
    share = stratified(labels[::-1], band, np.array([0.0, 0.5, 0.5]))
    assert share.point == pytest.approx(2 / 40)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_labels_of_one_kind_close_one_end_and_leave_the_other_open(value: float) -> None:
    labels = np.full(40, value)
    for share in (
        stratified(labels, np.ones(40, np.int64), ONE_BAND),
        powered(labels, np.full(40, 0.4), np.full(90, 0.4), np.ones(90)),
    ):
        assert share.point == value
        assert share.low == 0 if value == 0 else share.high == 1
        assert 0.02 < share.high - share.low < 0.12


def test_a_useless_prediction_adds_nothing() -> None:
    labels = np.array([1.0] * 10 + [0.0] * 30)
    share = powered(labels, np.full(40, 0.7), np.full(500, 0.7), np.ones(500))
    assert share.point == pytest.approx(0.25)


def test_a_perfect_prediction_carries_over_what_was_not_reviewed() -> None:
    labels = np.array(
        [1.0, 0.0] * 20
    )  # by chance half, where a quarter of the records is synthetic
    others = np.array([1.0] * 1000 + [0.0] * 3000)
    share = powered(labels, labels.copy(), others, np.ones(4000))
    assert share.low < 0.25 < share.high
    assert abs(share.point - 0.25) < abs(share.point - 0.5)
    assert share.high - share.low < 0.2


def test_what_nobody_can_tell_widens_both_ends() -> None:
    share = undecided(Share(0.5, 0.4, 0.6, "m"), 0.1)
    assert (share.low, share.high) == pytest.approx((0.36, 0.64))
    assert share.point is None
    assert not share.identifiable
    assert undecided(share, 0.0) is share


def test_coverage_of_both_estimates_over_many_draws() -> None:
    random = np.random.default_rng(5)
    inside = {"stratified": 0, "powered": 0}
    truth = (np.arange(1000) < 150).astype(float)
    for _ in range(150):
        scores = random.normal(size=1000) + truth
        band = bands(scores, np.ones(1000))
        order = np.lexsort((random.random(1000), band))
        chosen = order[draws(np.ones(1000), 100, random.random()) > 0]
        shares = np.bincount(band, minlength=6) / 1000
        own = 1 / (1 + np.exp(-scores))
        found = {
            "stratified": stratified(truth[chosen], band[chosen], shares),
            "powered": powered(truth[chosen], own[chosen], own, np.ones(1000)),
        }
        for name, share in found.items():
            inside[name] += share.low <= 0.15 <= share.high
    assert min(inside.values()) >= 0.92 * 150


def test_alpha_as_krippendorff_works_it_out() -> None:
    # Krippendorff (2011), section B: two observers, nominal, alpha = 0.692
    one = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"]
    other = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"]
    units = list(zip(one, other, strict=True))
    assert alpha(units) == pytest.approx(0.692, abs=5e-4)
    ends = alpha_interval(units)
    assert ends is not None
    assert ends[0] < 0.692 < ends[1]
    assert alpha([*units, ("a",)]) == alpha(units)  # one label alone says nothing


def test_alpha_where_nothing_could_disagree() -> None:
    assert alpha([("a", "a")] * 5) is None
    assert alpha_interval([("a",)] * 5) is None


def test_the_label_of_most_and_no_label_on_a_tie() -> None:
    assert decided(["human", "human", "synthetic"]) == "human"
    assert decided(["human", "synthetic"]) == "cannot_tell"
    assert decided(["mixed"]) == "mixed"


def test_rounding_of_the_shares_does_not_open_a_closed_end() -> None:
    shares = np.array([0.0, 0.2, 0.1999, 0.2003, 0.1998, 0.2])
    labels, band = np.ones(100), np.repeat([1, 2, 3, 4, 5], 20)
    share = stratified(labels, band, shares)
    assert (share.point, share.high) == (1, 1)
