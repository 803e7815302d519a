"""Different n-grams from a coordinated sample."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provaudit.store import Store

Row = dict[str, Any]
Measured = Callable[..., Store]


def kept(source: str, hashes: range, count: int, n: int = 1) -> list[Row]:
    return [
        {"source": source, "origin": "human", "n": n, "hash": value, "count": count}
        for value in hashes
    ]


def test_parts_add_up_and_shared_n_grams_count_once(measured: Measured) -> None:
    records = [{"source": "a", "words": 700}, {"source": "b", "words": 300}]
    ngrams = [
        *kept("a", range(100), 1),
        *kept("a", range(25), 2),  # of another shard: these occur three times in all
        *kept("b", range(50, 125), 1),  # half of them also in a
    ]
    rows = measured(records, ngrams=ngrams).query("from ngram_richness")
    told = [(row["source"], row["words"], row["kept"], row["different"]) for row in rows]
    assert told == [
        (None, 1000, 125, 128_000),  # 125 x 1,024
        ("a", 700, 100, 102_400),
        ("b", 300, 75, None),  # too few to say
    ]
    # Once in all sources: 25 to 49 of a and 100 to 124 of b. Once in a: 25 to 99.
    assert [row["singletons_share"] for row in rows] == [0.4, 0.75, None]
    assert rows[1]["relative_error"] == pytest.approx(0.1)
    assert rows[1]["low"] == pytest.approx(102_400 * (1 - 0.1959964), rel=1e-6)
    assert rows[1]["high"] == pytest.approx(102_400 * (1 + 0.1959964), rel=1e-6)
    assert {rows[2][name] for name in ("relative_error", "low", "high", "singletons_low")} == {None}


def test_lengths_are_counted_apart(measured: Measured) -> None:
    ngrams = kept("books", range(3), 1) + kept("books", range(2), 1, n=3)
    rows = measured([{}], ngrams=ngrams).query("from ngram_richness where source is not null")
    assert [(row["n"], row["kept"]) for row in rows] == [(1, 3), (3, 2)]


def test_the_largest_hashes_and_counts_survive(measured: Measured) -> None:
    top = (1 << 64) - 1
    ngrams = kept("books", range(top - 99, top + 1), 1 << 61) * 3
    rows = measured([{}], ngrams=ngrams).query("from ngram_richness")
    assert [(row["kept"], row["singletons_share"]) for row in rows] == [(100, 0.0)] * 2
