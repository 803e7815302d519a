"""Quantiles of our own against scipy, and against what is known without any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.estimate.prevalence.beta import (
    beta_below,
    beta_quantile,
    clopper_pearson,
    t_quantile,
)

PARAMETERS = st.floats(0.05, 2000)


@given(a=PARAMETERS, b=PARAMETERS, x=st.floats(0.001, 0.999))
def test_the_distribution_is_that_of_scipy(a: float, b: float, x: float) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    assert beta_below(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-9)


@given(a=PARAMETERS, b=PARAMETERS, share=st.sampled_from([0.025, 0.05, 0.5, 0.975]))
def test_the_quantile_undoes_the_distribution(a: float, b: float, share: float) -> None:
    x = beta_quantile(share, a, b)
    if 1e-12 < x < 1 - 1e-12:  # nearer to an end no number lies between
        assert beta_below(x, a, b) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.706205), (19, 2.093024), (29, 2.04523), (99, 1.984217)]
)
def test_student_as_printed_in_tables(freedom: int, quantile: float) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(quantile, abs=1e-6)


def test_clopper_pearson_by_hand() -> None:
    assert clopper_pearson(0, 0) == (0.0, 1.0)
    # (1 - high)^n = 0.025, low^n = 0.025
    assert clopper_pearson(0, 10) == pytest.approx((0.0, 1 - 0.025**0.1))
    assert clopper_pearson(10, 10) == pytest.approx((0.025**0.1, 1.0))
