"""From band keys to clusters of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit import fence
from provaudit.estimate import find_near_duplicates
from provaudit.stats import count_cells
from provaudit.store import Store, open_store

Text = tuple[int, list[int] | None]
# Nobody is trusted: the records are those of the scan.
RECORDS = files("provaudit.audit") / "views" / "records_as_scanned.sql"
Cluster = Callable[[list[Text]], dict[int, int]]


def hash_of(number: int) -> bytes:
    return number.to_bytes(16, "big")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "audit.duckdb") as opened:
        yield opened


@pytest.fixture
def cluster(store: Store) -> Cluster:
    """Return a function from records (content hash, band keys) to the cluster of each hash."""

    def clusters_of(texts: list[Text]) -> dict[int, int]:
        rows: list[dict[str, Any]] = [
            {"file": "f", "position": at, "content_hash": hash_of(text), "bands": bands}
            for at, (text, bands) in enumerate(texts)
        ]
        store.put("records_parts", pa.Table.from_pylist(rows, schema=fence.RECORDS))
        store.run(RECORDS)
        count_cells(store)
        find_near_duplicates(store)
        found = store.query("from near_clusters")
        return {
            int.from_bytes(row["content_hash"], "big"): int.from_bytes(row["cluster"], "big")
            for row in found
        }

    return clusters_of


def test_texts_that_share_a_key_are_one_cluster_named_by_the_smallest(cluster: Cluster) -> None:
    texts: list[Text] = [
        (9, [1, 2, 3]),
        (4, [7, 2, 8]),  # shares the second key with 9
        (6, [7, 5, 5]),  # shares the first key with 4, so hangs together with 9
        (3, [2, 1, 4]),  # has keys of others, but of other bands
        (1, [6, 6, 6]),
    ]
    assert cluster(texts) == {9: 4, 4: 4, 6: 4}


def test_equal_texts_alone_need_no_link(cluster: Cluster, store: Store) -> None:
    assert cluster([(5, [1, 2]), (5, [1, 2]), (6, [3, 4])]) == {}
    assert store.query("from near_signed") == [{"records": 3, "bands": 2}]


def test_the_largest_hashes_and_keys_survive(cluster: Cluster) -> None:
    most, key = (1 << 128) - 1, (1 << 64) - 1
    assert cluster([(most, [key]), (most - 1, [key]), (0, [0])]) == {
        most: most - 1,
        most - 1: most - 1,
    }


def test_without_keys_the_tables_are_there_and_empty(cluster: Cluster, store: Store) -> None:
    assert cluster([(1, None), (1, None), (2, None)]) == {}
    assert store.query("from near_signed") == [{"records": 0, "bands": 0}]
    assert cluster([]) == {}
    assert {"text_kinds", "cluster_kinds"}.isdisjoint(store.tables())


_TEXT = st.tuples(
    st.integers(1, 9), st.none() | st.lists(st.integers(0, 3), min_size=3, max_size=3)
)


def test_the_same_as_comparing_all_pairs_in_any_order(cluster: Cluster) -> None:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(_TEXT, max_size=12, unique_by=lambda text: text[0]).flatmap(
        lambda texts: st.tuples(st.just(texts), st.permutations(texts))
    ))  # fmt: skip
    def law(orders: tuple[list[Text], list[Text]]) -> None:
        texts, other_order = orders
        expected = all_pairs(texts)
        assert cluster(texts) == expected
        assert cluster(other_order) == expected

    law()


def all_pairs(texts: list[Text]) -> dict[int, int]:
    clusters = {number: {number} for number, _ in texts}
    for one, keys in texts:
        for other, other_keys in texts:
            if keys and other_keys and any(map(int.__eq__, keys, other_keys)):
                joined = clusters[one] | clusters[other]
                clusters |= dict.fromkeys(joined, joined)
    return {number: min(found) for number, found in clusters.items() if len(found) > 1}
