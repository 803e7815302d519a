"""Groups, intersections and origins within groups, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provaudit.stats import AFTER_ESTIMATE, AFTER_LINEAGE, statistics
from provaudit.store import Store

Measured = Callable[..., Store]
OF_GROUPS = ("attribute_widths", "group_cells", "groups", "intersections", "origin_by_group")
HOSTILE = 'x"; drop table records; --\n\\0'


def person(sex: str | None, region: str | None, origin: str = "human") -> dict[str, Any]:
    return {"attribute_sex": sex, "attribute_region": region, "origin": origin}


# Of ten records nine state a sex, of these eight a region too.
TEN = [
    *[person("f", "north")] * 3,
    person("f", "south", "synthetic"),
    *[person("m", "north")] * 4,
    person("m", None, "unknown"),
    person(None, "south", "mixed"),
]
ATTRIBUTES = ("sex", "region")


def only(store: Store, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in store.query(f"from {table}")]


def test_groups(measured: Measured) -> None:
    store = measured(TEN, ATTRIBUTES)
    assert only(store, "groups", "attribute", "value", "records", "total", "stated", "share") == [
        ("region", "north", 7, 10, 9, 0.7),
        ("region", "south", 2, 10, 9, 0.2),
        ("region", None, 1, 10, 9, 0.1),
        ("sex", "f", 4, 10, 9, 0.4),
        ("sex", "m", 5, 10, 9, 0.5),
        ("sex", None, 1, 10, 9, 0.1),
    ]
    # Wilson for 5 of 10: (0.5 + 0.192073 -+ 1.959964 x sqrt(0.025 + 0.009604)) / 1.384146
    (share,) = [row[1:] for row in only(store, "groups", "value", "low", "high") if row[0] == "m"]
    assert share == pytest.approx((0.236593, 0.763407), abs=1e-6)


def test_groups_against_a_reference(measured: Measured) -> None:
    reference = [
        {"attribute": "sex", "value": "f", "share": 0.5},
        {"attribute": "sex", "value": "x", "share": 0.02},
        {"attribute": "age", "value": "old", "share": 0.3},
    ]
    store = measured(TEN, ATTRIBUTES, reference=reference)
    sexes = only(store, "groups", "attribute", "value", "records", "ratio")[3:]
    # 4 of the 9 that state it, over 0.5; a group that nobody is in is listed; `age` is no column.
    assert sexes == [
        ("sex", "f", 4, pytest.approx(8 / 9)),
        ("sex", "m", 5, None),
        ("sex", "x", 0, 0.0),
        ("sex", None, 1, None),
    ]


def test_a_misspelt_reference_is_no_absent_group(measured: Measured) -> None:
    reference = [
        {"attribute": "sex", "value": " F", "share": 0.5},
        {"attribute": "region", "value": "NORTH\N{NO-BREAK SPACE}", "share": 0.5},
    ]
    store = measured(TEN, ATTRIBUTES, reference=reference)
    assert only(store, "groups", "value", "reference") == [
        (value, None) for value in ("north", "south", None, "f", "m", None)
    ]


def test_no_group_is_smaller_than_what_is_expected_of_its_pairs(measured: Measured) -> None:
    pairs = only(
        measured(TEN, ATTRIBUTES), "intersections", "value_a", "value_b", "records", "expected"
    )
    for value_a, value_b, _, expected in pairs:
        assert expected <= sum(records for a, _, records, _ in pairs if a == value_a)
        assert expected <= sum(records for _, b, records, _ in pairs if b == value_b)


def test_intersections_with_the_absent_ones(measured: Measured) -> None:
    store = measured([*TEN, person("n", "north")], ATTRIBUTES)
    names = ("attribute_a", "value_a", "attribute_b", "value_b", "records", "total", "expected")
    # Nine state both: north 8, south 1; f 4, m 4, n 1.
    assert only(store, "intersections", *names) == [
        ("region", "north", "sex", "f", 3, 9, pytest.approx(8 * 4 / 9)),
        ("region", "north", "sex", "m", 4, 9, pytest.approx(8 * 4 / 9)),
        ("region", "north", "sex", "n", 1, 9, pytest.approx(8 * 1 / 9)),
        ("region", "south", "sex", "f", 1, 9, pytest.approx(1 * 4 / 9)),
        ("region", "south", "sex", "m", 0, 9, pytest.approx(1 * 4 / 9)),
        ("region", "south", "sex", "n", 0, 9, pytest.approx(1 * 1 / 9)),
    ]
    (first, *_, last) = only(store, "intersections", "share", "low", "high", "ratio")
    assert first[0] == pytest.approx(3 / 9)
    assert first[3] == pytest.approx(27 / 32)
    # Wilson for 0 of 9: up to z² / (9 + z²)
    assert last == pytest.approx((0.0, 0.0, 3.841459 / 12.841459, 0.0))


def test_origin_by_group(measured: Measured) -> None:
    columns = ("attribute", "value", "records", "human", "synthetic", "mixed", "unknown")
    assert only(measured(TEN, ATTRIBUTES), "origin_by_group", *columns, "share") == [
        ("region", "north", 7, 7, 0, 0, 0, 0.0),
        ("region", "south", 2, 0, 1, 1, 0, 0.5),
        ("region", None, 1, 0, 0, 0, 1, 0.0),
        ("sex", "f", 4, 3, 1, 0, 0, 0.25),
        ("sex", "m", 5, 4, 0, 0, 1, 0.0),
        ("sex", None, 1, 0, 0, 1, 0, 0.0),
    ]


def test_an_attribute_with_too_many_values_is_named_and_left_out(measured: Measured) -> None:
    records = [person(f"name {index}", "north") for index in range(4)]
    store = measured(records, ATTRIBUTES, limit=3)
    assert only(store, "wide_attributes", "attribute", "values") == [("sex", 4)]
    assert only(store, "groups", "attribute", "value", "records") == [("region", "north", 4)]
    assert only(store, "intersections", "records") == []


def test_all_attributes_too_wide(measured: Measured) -> None:
    store = measured([person("a", "b"), person("c", "d")], ATTRIBUTES, limit=1)
    assert only(store, "wide_attributes", "attribute") == [("region",), ("sex",)]
    assert only(store, "groups", "attribute") == []


def test_without_attributes_the_tables_are_there_and_empty(measured: Measured) -> None:
    schemas = {
        table: measured(TEN, ATTRIBUTES).arrow(f"from {table}").schema for table in OF_GROUPS
    }
    store = measured([{}, {}])
    for table, schema in schemas.items():
        empty = store.arrow(f"from {table}")
        assert empty.num_rows == 0
        assert empty.schema == schema


def test_hostile_attribute_names_stay_names(measured: Measured) -> None:
    records = [{f"attribute_{HOSTILE}": "a", "attribute_\N{SNOWMAN}": "</script>"}]
    store = measured(records, (HOSTILE, "\N{SNOWMAN}"))
    assert only(store, "groups", "attribute", "value", "records") == [
        (HOSTILE, "a", 1),
        ("\N{SNOWMAN}", "</script>", 1),
    ]
    assert only(store, "intersections", "attribute_a", "attribute_b") == [(HOSTILE, "\N{SNOWMAN}")]


def test_an_audit_of_nothing(measured: Measured) -> None:
    store = measured([])
    later = {*AFTER_ESTIMATE, *AFTER_LINEAGE}
    made = [table for table in statistics() if table not in later]
    counts = {table: len(store.query(f"from {table}")) for table in made}
    one_row = {"corpus", "origin_total", "duplicates", "duplicate_ids"}
    assert {table for table, count in counts.items() if count} == one_row
    (total,) = store.query("from origin_total")
    assert (total["records"], total["share"], total["low"], total["high"]) == (0, None, None, None)
