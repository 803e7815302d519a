"""The Wilson interval against published figures, hand computation and its laws."""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit.store import Store, open_store

Z = 1.959963984540054
ADULT = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "representation"


@pytest.fixture(scope="module")
def macros(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("wilson") / "audit.duckdb") as store:
        store.run(files("provaudit.stats") / "macros" / "wilson.sql")
        yield store


def interval(store: Store, k: int, n: int) -> tuple[float | None, float | None]:
    (row,) = store.query(
        "select wilson_low(k, n) as low, wilson_high(k, n) as high"
        " from (select $k::bigint as k, $n::bigint as n)",
        {"k": k, "n": n},
    )
    return row["low"], row["high"]


def by_hand(k: int, n: int) -> tuple[float, float]:
    """The roots of the quadratic equation that the formula in SQL solves, arranged otherwise."""
    middle, root = 2 * k + Z**2, Z * math.sqrt(Z**2 + 4 * k * (n - k) / n)
    return (middle - root) / (2 * (n + Z**2)), (middle + root) / (2 * (n + Z**2))


# 81 of 263: Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 3; also his 15 of
# 148, 0 of 20 and 1 of 29.
@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published(macros: Store, k: int, n: int, low: float, high: float) -> None:
    assert interval(macros, k, n) == pytest.approx((low, high), abs=5e-5)


def test_nothing_of_nothing_is_not_known(macros: Store) -> None:
    assert interval(macros, 0, 0) == (None, None)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_laws(macros: Store, counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = interval(macros, k, n)
    assert low is not None
    assert high is not None
    assert 0 <= low <= k / n <= high <= 1
    assert (low == 0) == (k == 0)
    assert (high == 1) == (k == n)
    assert (low, high) == pytest.approx(by_hand(k, n), rel=1e-6, abs=1e-9)


def test_shares_of_a_census_extract(macros: Store) -> None:
    if not (ADULT / "adult.parquet").is_file():
        pytest.skip("the data set adult is not on this machine")
    rows = macros.query(
        "select trim(sex) as sex, count(*) as k, sum(count(*)) over ()::bigint as n"
        " from read_parquet($path) group by 1 order by 1",
        {"path": str(ADULT / "adult.parquet")},
    )
    assert {row["sex"]: row["k"] for row in rows} == {"Female": 10771, "Male": 21790}
    for row in rows:
        assert interval(macros, row["k"], row["n"]) == pytest.approx(by_hand(row["k"], row["n"]))
    # By hand: p = 10,771 / 32,561 = 0.330795; z²/2n = 0.000059; z x root = 1.96 x 0.00260759;
    # (0.330854 -+ 0.0051108) / 1.000118.
    assert interval(macros, 10771, 32561) == pytest.approx((0.325705, 0.335925), abs=2e-6)
