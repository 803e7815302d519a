"""Near-duplicates counted by hand: six records, two clusters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provaudit.stats import statistics
from provaudit.store import Store

Row = dict[str, Any]
Measured = Callable[..., Store]
NEAR = tuple(name for name in statistics() if name.startswith("near_"))


def text(number: int, source: str, bands: list[int] | None) -> Row:
    origin = "human" if source == "a" else "synthetic"
    return {
        "content_hash": bytes([number]) * 16,
        "source": source,
        "origin": origin,
        "bands": bands,
        "file": "f",
    }


# 1, 2 and 3 hang together, 3 through 2 only; the two records of text 4 are equal; 5 is alone.
SIX = [
    text(1, "a", [1, 2, 3]),
    text(2, "a", [1, 20, 30]),
    text(3, "b", [10, 20, 31]),
    text(4, "b", [11, 21, 33]),
    text(4, "b", [11, 21, 33]),
    text(5, "b", None),
]


def only(store: Store, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in store.query(f"from {table}")]


def test_clusters_of_near_and_equal_texts(measured: Measured) -> None:
    (row,) = measured(SIX).query("from near_duplicates")
    # Wilson for 3 of 6: (0.5 + 0.320123 -+ 1.959964 x sqrt(0.0416667 + 0.0266771)) / 1.640247
    assert row == {
        "records": 6,
        "near_records": 5,
        "near_clusters": 2,
        "redundant": 3,
        "share": 0.5,
        "low": pytest.approx(0.187615, abs=1e-5),
        "high": pytest.approx(0.812385, abs=1e-5),
        "largest": 3,
        "across_sources": 1,
        "across_origins": 1,
    }


def test_within_a_source_and_origin_only_what_is_there_counts(measured: Measured) -> None:
    store = measured([*SIX, text(6, "a", [11, 0, 0]) | {"origin": "mixed"}])
    # Text 6 is like text 4, but in another source.
    assert only(store, "near_duplicates_by_source", "source", "records", "redundant", "share") == [
        ("a", 3, 1, pytest.approx(1 / 3)),
        ("b", 4, 1, 0.25),
    ]
    columns = ("source", "origin", "records", "redundant")
    assert only(store, "near_duplicates_by_stratum", *columns) == [
        (None, "human", 2, 1),
        (None, "mixed", 1, 0),
        (None, "synthetic", 4, 1),
        ("a", "human", 2, 1),
        ("a", "mixed", 1, 0),
        ("b", "synthetic", 4, 1),
    ]


def test_pairs_of_sources_share_clusters(measured: Measured) -> None:
    records = [
        *(text(number, source, [1]) for number, source in enumerate("abc")),
        *(text(10 + number, source, [2]) for number, source in enumerate("bac")),
        *(text(20 + number, source, [3]) for number, source in enumerate("cb")),
        text(30, "d", [4]),
        text(31, "d", [4]),
    ]
    # Two clusters span a, b and c, one more b and c; that of d spans nothing.
    assert only(measured(records), "near_duplicates_pairs", "source_a", "source_b", "clusters") == [
        ("b", "c", 3),
        ("a", "b", 2),
        ("a", "c", 2),
    ]


def test_at_most_a_hundred_pairs_of_sources(measured: Measured) -> None:
    records = [text(number, f"s{number:03}", [1]) for number in range(120)]
    pairs = only(measured(records), "near_duplicates_pairs", "source_a", "source_b")
    assert len(pairs) == 100
    assert pairs[0] == ("s000", "s001")


def test_without_band_keys_nothing_is_said(measured: Measured) -> None:
    store = measured([row | {"bands": None} for row in SIX])
    assert {table: store.query(f"from {table}") for table in NEAR} == {table: [] for table in NEAR}


def test_without_text_the_share_is_not_known(measured: Measured) -> None:
    store = measured([{"content_hash": None, "has_text": False}])
    assert store.query("from near_duplicates") == []
