"""How far near-duplicates can be trusted: similarity, weights, precision and recall by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from provaudit import fence
from provaudit.store import Store, open_store

Row = dict[str, Any]
Measured = Callable[..., Store]


def record(number: int, bands: list[int], text: int | None = None) -> Row:
    key = bytes([number if text is None else text]) * 16
    return {"file": "f", "position": number, "content_hash": key, "bands": bands}


def shingles(number: int, rank: int, values: list[int]) -> Row:
    key = bytes([number]) * 16
    return {"file": "f", "position": number, "rank": rank, "content_hash": key, "shingles": values}


RECORDS = [
    record(0, [1, 2]),
    record(1, [1, 3]),  # linked to 0
    record(2, [4, 3]),  # linked to 1
    record(3, [5, 5]),  # linked to nothing, but its lowest shingle is that of 2
    record(4, [9, 9]),
    record(5, [9, 9], text=4),  # the same text as 4: the sample has it once
]
SAMPLE = [
    shingles(0, 50, [5, 6, 7, 8]),
    shingles(1, 50, [5, 6, 7, 9]),
    shingles(2, 60, [6, 7, 9]),
    shingles(3, 60, [6, 7, 9, 10]),
    shingles(4, 10, [1]),
]


def pairs(store: Store) -> list[tuple[Any, ...]]:
    columns = ("position_a", "position_b", "linked", "same_rank", "jaccard")
    return [tuple(row[column] for column in columns) for row in store.query("from near_pairs")]


def test_pairs_and_their_similarity(measured: Measured) -> None:
    store = measured(RECORDS, shingles=SAMPLE)
    assert pairs(store) == [
        (0, 1, True, True, 0.6),  # 3 of 5
        (1, 2, True, False, 0.75),  # 3 of 4
        (2, 3, False, True, 0.75),
    ]


def test_precision_and_recall(measured: Measured) -> None:
    store = measured(RECORDS, shingles=SAMPLE)
    (precision,) = store.query("from near_precision")
    # The sample is complete, so each pair weighs 1: one of the two links is true.
    assert (precision["pairs"], precision["true_pairs"]) == (2, 1)
    assert precision["share"] == 0.5
    assert precision["mean_jaccard"] == pytest.approx((0.6 + 0.75) / 2)
    # Wilson for 1 of 2, as in test_statistics.
    assert (precision["low"], precision["high"]) == pytest.approx((0.094531, 0.905469), abs=1e-5)
    (recall,) = store.query("from near_recall")
    # Of the pairs with the same rank only 2 and 3 are near; no band links them.
    assert (recall["pairs"], recall["linked_pairs"], recall["share"]) == (1, 0, 0.0)
    assert (recall["low"], recall["high"]) == pytest.approx((0.0, 3.841459 / 4.841459))


def test_a_full_sample_weighs_pairs_by_their_chance_to_be_in_it(
    measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(_sampling(), "shingle_texts", len(SAMPLE))
    half = 1 << 63
    sample = [row | {"rank": half if row["rank"] == 60 else row["rank"]} for row in SAMPLE]
    store = measured(RECORDS, shingles=sample)
    first, second, third = store.query("from near_pairs")
    # The largest rank is half of the range: cut = 1/2. Of 4, 4 and 3 common shingles:
    # 1 - 2 x (1/2)^4 + (1/2)^5 = 29/32. Of 4, 3 and 3: 1 - 1/16 - 1/8 + 1/16 = 7/8.
    assert first["weight"] == pytest.approx(32 / 29)
    assert second["weight"] == pytest.approx(8 / 7)
    # Likewise with the same rank: 3/4 x (1 - (1/2)^4).
    assert third["weight_by_rank"] == pytest.approx(64 / 45)
    (precision,) = store.query("from near_precision")
    assert precision["share"] == pytest.approx((8 / 7) / (8 / 7 + 32 / 29))


def _sampling() -> dict[str, int]:
    from provaudit import stats

    return stats._SAMPLING


@pytest.fixture(scope="module")
def macros(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("inclusion") / "audit.duckdb") as store:
        store.run(files("provaudit.stats") / "macros" / "inclusion.sql")
        yield store


@pytest.mark.parametrize(("a", "b", "common", "cut"), [(6, 5, 3, 0.05), (40, 4, 4, 0.1)])
def test_the_chance_to_be_sampled_is_that_of_random_hashes(
    macros: Store, a: int, b: int, common: int, cut: float
) -> None:
    hashes = np.random.default_rng(11).random((200_000, a + b - common))
    one, other = hashes[:, :a].min(axis=1), hashes[:, a - common :].min(axis=1)
    both = (one <= cut) & (other <= cut)
    (row,) = macros.query(
        "select inclusion($a, $b, $common, $cut) as both,"
        " inclusion_by_rank($a, $b, $common, $cut) as same",
        {"a": a, "b": b, "common": common, "cut": cut},
    )
    assert row["both"] == pytest.approx(both.mean(), abs=0.004)
    assert row["same"] == pytest.approx((both & (one == other)).mean(), abs=0.004)


def test_many_pairs_are_cut_to_a_fixed_number_the_same_each_time(measured: Measured) -> None:
    records = [record(0, [1]) | {"position": at, "content_hash": at.to_bytes(16, "big")}
               for at in range(120)]  # fmt: skip
    sample = [shingles(at, 5, [5, at + 10]) for at in range(120)]
    first = pairs(measured(records, shingles=sample))
    # 120 x 119 / 2 = 7,140 pairs, more than are looked at.
    assert len(first) == 2_500
    assert {row[4] for row in first} == {1 / 3}
    assert pairs(measured(records[::-1], shingles=sample[::-1])) == first


def test_many_pairs_of_equal_rank_do_not_push_links_out(measured: Measured) -> None:
    records = [
        record(0, [at if at > 1 else 0]) | {"position": at, "content_hash": at.to_bytes(16, "big")}
        for at in range(120)
    ]
    sample = [shingles(at, 5, [5, at + 10]) for at in range(120)]
    store = measured(records, shingles=sample)
    # Of 7,140 pairs of equal rank 2,500 are drawn; the one link is looked at in any case.
    (precision,) = store.query("from near_precision")
    assert (precision["pairs"], precision["true_pairs"]) == (1, 0)


def test_the_sample_has_a_size_that_is_stated() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "tables.md").read_text("utf-8")
    assert f"shingles: the {fence.SHINGLE_TEXTS:,} texts" in page
    assert f"the lowest 1/{fence.NGRAM_ONE_IN:,} of the range" in page
