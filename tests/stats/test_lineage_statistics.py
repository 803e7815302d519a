"""Generations, effective human text and human roots, by hand and as laws."""

from __future__ import annotations

import math
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provaudit.audit.lineage import SCHEMAS
from provaudit.estimate import trace_records
from provaudit.stats import measure_lineage
from provaudit.store import Store

Row = dict[str, Any]
Measured = Callable[..., Store]
STATISTICS = files("provaudit.stats")


def source(name: str, least: int = 0, weight: float = 1.0, **more: Any) -> Row:
    row = {"node": name, "source": name, "own": True, "least": least, "weight": weight}
    return row | {"derived": weight < 1} | more


def text(number: int) -> bytes:
    return number.to_bytes(16, "big")


def follow(store: Store, nodes: list[Row], roots: list[Row] | None = None) -> Store:
    tables = {"lineage_nodes": nodes, "lineage_roots": roots or []}
    for name, schema in SCHEMAS.items():
        store.put(name, pa.Table.from_pylist(tables.get(name, []), schema=schema))
    trace_records(store)
    measure_lineage(store)
    return store


def counted(store: Store) -> dict[tuple[str, int | None], int]:
    return {
        (row["source"], row["generation"]): row["records"]
        for row in store.query(
            "select source, generation, sum(records)::bigint as records"
            " from generations group by all"
        )
    }


def human(store: Store) -> Row:
    return store.query("from human_texts")[0]


def test_a_record_is_one_generation_after_the_parents_of_its_source(measured: Measured) -> None:
    records = [
        {"source": "books"},
        {"source": "answers", "origin": "synthetic"},
        {"source": "answers", "origin": "human"},
        {"source": "answers", "origin": "unknown"},
        {"source": "answers", "origin": "mixed", "generation": "5"},
        {"source": "answers", "origin": "mixed", "generation": "about 5"},
    ]
    store = follow(measured(records), [source("books"), source("answers", least=1)])
    assert counted(store) == {
        ("books", 0): 1, ("answers", 1): 2, ("answers", 2): 2, ("answers", 5): 1,
    }  # fmt: skip


def test_a_record_is_one_generation_after_its_own_parent(measured: Measured) -> None:
    records = [
        {"record_id": "h"},
        {"record_id": "s", "origin": "synthetic", "parent": "h"},
        {"record_id": "t", "origin": "synthetic", "parent": "s"},
        {"record_id": "edit", "origin": "human", "parent": "t"},
        {"record_id": "lost", "origin": "synthetic", "parent": "nowhere"},
        {"record_id": "after", "origin": "mixed", "parent": "said"},
        {"record_id": "said", "origin": "mixed", "parent": "h", "generation": "7"},
        {"record_id": "a", "origin": "synthetic", "parent": "b"},
        {"record_id": "b", "origin": "synthetic", "parent": "a"},
        {"record_id": "c", "origin": "synthetic", "parent": "b"},
    ]
    store = follow(measured(records), [source("books")])
    assert counted(store) == {
        ("books", 0): 1, ("books", 1): 2, ("books", 2): 2, ("books", 7): 1, ("books", 8): 1,
        ("books", None): 3,
    }  # fmt: skip
    lost = store.query("select count(*) as n from record_lineage where not found")
    assert lost == [{"n": 1}]


def test_a_long_chain_of_records_is_followed(measured: Measured) -> None:
    chain = [
        {"record_id": str(at), "origin": "synthetic", "parent": str(at - 1) if at else None}
        for at in range(3000)
    ]
    store = follow(measured(chain), [source("books")])
    assert store.query("select max(generation) as g, count(*) as n from generations") == [
        {"g": 3000, "n": 3000}
    ]


def test_copies_count_once_and_the_longest_of_near_copies(measured: Measured) -> None:
    near = {"bands": [9]}
    records = [
        {"content_hash": text(1), "text_bytes": 10},
        {"content_hash": text(1), "text_bytes": 12},
        {"content_hash": text(2), "text_bytes": 100, **near},
        {"content_hash": text(3), "text_bytes": 130, **near},
        {"content_hash": text(4), "text_bytes": 7},
        {"content_hash": text(5), "text_bytes": 1, "origin": "synthetic"},
        {"content_hash": text(6), "text_bytes": 50, "origin": "unknown"},
    ]
    row = human(follow(measured(records), [source("books")]))
    assert (row["human"], row["human_bytes"], row["records"]) == (5, 259, 7)
    assert (row["texts"], row["fresh"], row["effective"]) == (3, 3, 3.0)
    assert row["effective_bytes"] == 12 + 130 + 7
    assert (row["effective_high"], row["effective_bytes_high"]) == (4.0, 199.0)
    assert (row["fresh_high"], row["identifiable"]) == (4, False)
    # copies: 2, 2, 1
    assert row["hill_2"] == pytest.approx(25 / 9)
    assert row["hill_1"] == pytest.approx(
        math.exp(-(2 * 0.4 * math.log(0.4) + 0.2 * math.log(0.2)))
    )


def test_a_text_that_is_also_a_models_is_nobodys(measured: Measured) -> None:
    records = [
        {"content_hash": text(1)},
        {"content_hash": text(1), "origin": "synthetic"},
        {"content_hash": text(2), "bands": [4]},
        {"content_hash": text(3), "bands": [4], "origin": "mixed"},
    ]
    row = human(follow(measured(records), [source("books")]))
    assert (row["human"], row["texts"], row["effective"]) == (2, 1, 1.0)


def test_shared_ancestry_is_discounted(measured: Measured) -> None:
    records = [
        {"source": "root"},
        {"source": "edited"},
        *({"source": "outer_a"} for _ in range(4)),
        *({"source": "outer_b"} for _ in range(2)),
        {"source": "root", "parent": "r0"},
        {"source": "root", "generation": "1"},
    ]
    nodes = [
        source("root"),
        source("edited", weight=0.0),
        source("outer_a", weight=0.5),
        source("outer_b", weight=0.5),
    ]
    row = human(follow(measured(records), nodes))
    assert (row["human"], row["fresh"], row["effective"]) == (10, 1, 4.0)


def test_what_was_made_from_elsewhere_counts_and_is_not_fresh(measured: Measured) -> None:
    records = [{"source": "root"}, {"source": "outer"}, {"source": "outer"}]
    row = human(follow(measured(records), [source("root"), source("outer", derived=True)]))
    assert (row["fresh"], row["effective"]) == (1, 3.0)


def test_an_original_among_its_copies_counts_in_full(measured: Measured) -> None:
    records = [
        {"source": "root", "content_hash": text(1)},
        {"source": "edited", "content_hash": text(1)},
        {"source": "outer", "content_hash": text(2)},
        {"source": "edited", "content_hash": text(2)},
    ]
    nodes = [source("root"), source("edited", weight=0.0), source("outer", weight=0.5)]
    row = human(follow(measured(records), nodes))
    assert (row["fresh"], row["effective"]) == (1, 1.0)


def test_copies_are_counted_once_whether_or_not_they_are_derived(measured: Measured) -> None:
    hash_ = {"content_hash": text(1), "bands": [1]}
    records = [hash_ | {"text_bytes": 5}, hash_ | {"text_bytes": 9, "parent": "x"}, {"bands": [2]}]
    store = measured(records)
    copies = store.query("select derived, records, text_bytes, longest from copied_texts")
    assert [tuple(row.values()) for row in copies] == [(False, 1, 5, 5), (True, 1, 9, 9)]
    assert store.query("select source, origin, records from near_members") == [
        {"source": "books", "origin": "human", "records": 2}
    ]


def test_the_share_of_fresh_text_has_wilsons_interval(measured: Measured) -> None:
    records = [{}, {}, *({"origin": "synthetic"} for _ in range(8))]
    row = human(follow(measured(records), [source("books")]))
    assert (row["fresh"], row["records"], row["fresh_share"]) == (2, 10, 0.2)
    # Wilson (1927) for 2 of 10
    assert row["fresh_low"] == pytest.approx(0.05668, abs=1e-5)
    assert row["fresh_share_high"] == pytest.approx(0.50984, abs=1e-5)
    assert row["identifiable"]


def test_human_roots_are_those_of_a_pedigree(measured: Measured) -> None:
    roots = [
        {"node": "a", "human": True, "records": 6.0},
        {"node": "b", "human": True, "records": 2.0},
        {"node": "x", "human": False, "records": 2.0},
    ]
    store = follow(measured([{}] * 10), [source("books")], roots)
    (row,) = store.query("from human_roots")
    assert (row["sources"], row["largest"], row["largest_share"]) == (2, "a", 0.75)
    assert row["traced_share"] == pytest.approx(0.8)
    assert row["hill_2"] == pytest.approx(1 / (0.75**2 + 0.25**2))  # founder equivalents, 1.6
    assert row["hill_1"] == pytest.approx(
        math.exp(-(0.75 * math.log(0.75) + 0.25 * math.log(0.25)))
    )


def test_nothing_is_measured_of_nothing(measured: Measured) -> None:
    store = follow(measured([{"has_text": False, "content_hash": None}]), [source("books")])
    assert store.query("from human_texts") == []
    (row,) = store.query("from human_roots")
    assert (row["sources"], row["traced_share"], row["hill_2"]) == (0, 0.0, None)


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(["root", "outer", "edited"]),
            "origin": st.sampled_from(["human", "human", "synthetic", "mixed", "unknown"]),
            "content_hash": st.integers(1, 6).map(text),
            "text_bytes": st.integers(1, 50),
            "parent": st.sampled_from([None, None, "elsewhere"]),
        }
    ),
    min_size=1,
    max_size=8,
)
NODES = [source("root"), source("outer", weight=0.5), source("edited", weight=0.0)]
FIGURES = ("effective", "effective_bytes", "fresh", "effective_high", "effective_bytes_high")


def quickly(filled: Measured, records: list[Row]) -> Row:
    """Measure human texts without the other statistics; two texts in a row are near-duplicates."""
    store = filled([row | {"bands": [row["content_hash"][-1] // 2]} for row in records])
    for macro in sorted(STATISTICS.joinpath("macros").iterdir(), key=lambda file: file.name):
        store.run(macro)
    for name in ("corpus", "lineage_cells"):
        store.table_from(STATISTICS / f"{name}.sql", name, {})
    return human(follow(store, NODES))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(RECORDS, st.data())
def test_a_copy_of_a_record_does_not_raise_effective_human_text(
    filled: Measured, records: list[Row], data: st.DataObject
) -> None:
    before = quickly(filled, records)
    more = [*records, data.draw(st.sampled_from(records))]
    after = quickly(filled, more)
    for figure in FIGURES:
        assert after[figure] <= before[figure] + 1e-9, figure
    again = quickly(filled, data.draw(st.permutations(more)))
    assert again == pytest.approx(after)  # the order of records and files is no matter
