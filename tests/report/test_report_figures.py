import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.report import figures

NB = figures.NBSP


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0"),
        (1, "100"),
        (0.00004, "<0.01"),
        (0.0004, "0.04"),
        (0.0099, "0.99"),
        (0.123, "12.3"),
        (0.1234567, "12.3"),
        (0.99, "99.0"),
        (0.9996, "99.96"),
        (0.99996, ">99.99"),
    ],
)
def test_percent_has_the_digits_that_say_something(share: float, text: str) -> None:
    assert figures.percent(share) == f"{text}{NB}%"


@given(st.floats(min_value=0, max_value=1, exclude_min=True, exclude_max=True))
def test_percent_says_none_or_all_only_when_it_is(share: float) -> None:
    digits = figures.percent(share).split(NB)[0]
    assert digits == "<0.01" or 0 < float(digits.lstrip("<>")) < 100


def test_estimate_gives_a_point_only_where_there_is_one() -> None:
    known = {"point": 0.123, "low": 0.101, "high": 0.148}
    assert figures.estimate(known).replace(NB, " ") == "12.3 % (10.1 % to 14.8 %)"
    hidden = {"low": 0.2, "high": 0.7}
    assert figures.estimate(hidden).replace(NB, " ") == "between 20.0 % and 70.0 %"
    assert figures.estimate(None) == figures.ABSENT
    assert figures.estimate({}) == figures.ABSENT


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 KB"), (48_230_112, "48 MB"), (5e9, "5.0 GB")],
)
def test_bytes_are_decimal(value: float, text: str) -> None:
    assert figures.size(value).replace(NB, " ") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(287, "287"), (0.0525, "0.0525"), (2.44444, "2.44"), (123.456, "123.5"), (1234.5, "1,234")],
)
def test_decimal_keeps_three_significant_digits(value: float, text: str) -> None:
    assert figures.decimal(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.9, "2.90"), (3, "3.00"), (0.21, "0.210"), (131.4, "131"), (1240, "1,240")],
)
def test_measure_always_shows_three_significant_digits(value: float, text: str) -> None:
    assert figures.measure(value) == text


def test_count_and_noun_agree() -> None:
    assert figures.times(1, "record") == "1 record"
    assert figures.times(1204, "record") == "1,204 records"
    assert figures.times(2, "stratum", "strata") == "2 strata"


def test_absent_figures_are_a_dash_and_never_zero() -> None:
    shown = [show(None) for show in (figures.count, figures.percent, figures.decimal, figures.size)]
    assert set(shown) == {figures.ABSENT}
