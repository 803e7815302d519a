"""Likelihood ratios of residues, worked by hand."""

from math import exp, sqrt

import pytest

from provaudit.report.explain import ratios
from provaudit.report.explain.ratios import likelihood_ratio, lower_bound, ratio_words


def test_the_ratio_of_two_shares() -> None:
    # 40 of 1,000 against 10 of 2,000: 0.04 / 0.005 = 8; log spread 1.96 x sqrt(.025-.001+.1-.0005)
    ratio, low, high = likelihood_ratio(10, 2000, 40, 1000)
    spread = 1.959963984540054 * sqrt(0.1235)
    assert (ratio, low, high) == (
        pytest.approx(8), pytest.approx(8 * exp(-spread)), pytest.approx(8 * exp(spread))
    )  # fmt: skip
    assert (low, high) == (pytest.approx(4.017, abs=1e-3), pytest.approx(15.93, abs=1e-2))


def test_without_human_records_there_is_a_bound() -> None:
    # Wilson's lower limit of 50 of 200 is 0.19508; 3 / 3,000 = 0.001
    assert lower_bound(50, 200, 3000) == pytest.approx(195.08, abs=0.01)


def test_few_hits_are_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    rates = {"few": (0, 100, 4, 100), "none": (0, 3000, 50, 200), "some": (10, 2000, 40, 1000)}
    monkeypatch.setattr(ratios, "_rates", lambda: rates)
    assert ratio_words("few") == ratio_words("unheard") == "likelihood ratio not measured"
    assert ratio_words("none") == (
        "likelihood ratio at least 195, in 50 of 200 synthetic and 0 of 3,000 human records"
    )
    assert ratio_words("some") == (
        "likelihood ratio 8 (4.02 to 15.9), in 40 of 1,000 synthetic and 10 of 2,000 human records"
    )


def test_the_rates_that_ship_are_counts() -> None:
    rates = ratios._rates()
    assert "as_ai" in rates
    for human, humans, synthetic, synthetics in rates.values():
        assert 0 <= human <= humans
        assert 0 <= synthetic <= synthetics
