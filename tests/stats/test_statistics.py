"""Every statistic on a corpus small enough to count by hand."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit.stats import (
    AFTER_ESTIMATE,
    AFTER_LINEAGE,
    compare_diversity,
    run_statistics,
    statistics,
)
from provaudit.store import Store

Row = dict[str, Any]
Measured = Callable[..., Store]

# Wilson by hand, z² = 3.8415: 1 / (1 + z²) to 1; 0.5 -+ 0.4055; 0.5 -+ 0.35.
ONE_OF_ONE = (0.206549, 1.0)
ONE_OF_TWO = (0.094531, 0.905469)
TWO_OF_FOUR = (0.150036, 0.849964)


def rows(store: Store, table: str) -> list[Row]:
    return store.query(f"from {table}")


def only(store: Store, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows(store, table)]


def approx(*values: float | None) -> list[Any]:
    return [value if value is None else pytest.approx(value, abs=1e-5) for value in values]


FOUR = [
    {"source": "books", "file": "a", "origin": "human", "language": "en", "date": "2019-05"},
    {"source": "books", "file": "a", "origin": "human", "language": "en", "date": "2024"},
    {
        "source": "chat",
        "file": "b",
        "origin": "synthetic",
        "declared": "human",
        "observed": "synthetic",
        "conflict": True,
        "basis": "marker",
    },
    {
        "source": "chat",
        "file": "b",
        "origin": "unknown",
        "declared": "unknown",
        "declared_by": None,
        "basis": "none",
        "suspected": True,
    },
]


def test_origin_of_all(measured: Measured) -> None:
    (row,) = rows(measured(FOUR), "origin_total")
    low, high = ONE_OF_FOUR_LOW, TWO_OF_FOUR[1]
    assert row == {
        "records": 4,
        "human": 2,
        "synthetic": 1,
        "mixed": 0,
        "unknown": 1,
        "by_style": 0,
        "declared_human": 3,
        "declared_synthetic": 0,
        "declared_mixed": 0,
        "declared_unknown": 1,
        "observed_synthetic": 1,
        "observed_mixed": 0,
        "suspected": 1,
        "conflicts": 1,
        "share": 0.25,
        "low": pytest.approx(low, abs=1e-5),
        # The unknown record may be synthetic as well: 2 of 4.
        "high": pytest.approx(high, abs=1e-5),
        "identifiable": False,
    }


def test_a_verdict_by_style_is_no_knowledge(measured: Measured) -> None:
    styled = {"origin": "synthetic", "basis": "style"}
    store = measured([styled, {"origin": "synthetic"}, {}, {}])
    (row,) = rows(store, "origin_total")
    assert (row["synthetic"], row["by_style"], row["identifiable"]) == (2, 1, False)
    # One is known, two may be: the same bounds as with an unknown record in its place.
    assert [row["low"], row["high"]] == approx(ONE_OF_FOUR_LOW, TWO_OF_FOUR[1])


# (0.25 + 0.480182 - 1.959964 x sqrt(0.046875 + 0.060023)) / 1.960365
ONE_OF_FOUR_LOW = 0.045587


def test_origin_by_source_file_language_and_year(measured: Measured) -> None:
    store = measured(FOUR)
    counts = ("records", "human", "synthetic", "mixed", "unknown", "conflicts", "identifiable")
    books, chat = (2, 2, 0, 0, 0, 0, True), (2, 0, 1, 0, 1, 1, False)
    assert only(store, "origin_by_source", "source", *counts) == [
        ("books", *books),
        ("chat", *chat),
    ]
    assert only(store, "origin_by_file", "file", *counts) == [("a", *books), ("b", *chat)]
    assert only(store, "origin_by_language", "language", *counts) == [("en", *books), (None, *chat)]
    assert only(store, "origin_by_year", "year", "records") == [(2019, 1), (2024, 1), (None, 2)]
    (_, share) = only(store, "origin_by_source", "share", "low", "high")
    assert list(share) == approx(0.5, ONE_OF_TWO[0], 1.0)


def test_declared_against_observed(measured: Measured) -> None:
    table = only(
        measured(FOUR),
        "declared_observed",
        "source",
        "declared",
        "observed",
        "records",
        "conflicts",
    )
    assert table == [
        ("books", "human", None, 2, 0),
        ("chat", "human", "synthetic", 1, 1),
        ("chat", "unknown", None, 1, 0),
    ]


def test_corpus_sources_and_sizes(measured: Measured) -> None:
    records = [
        {"words": 1, "chars": 4, "text_bytes": 5},
        {"words": 3},
        {"words": 5},
        {"words": 100, "declared": "synthetic", "file": "b.jsonl"},
        {"words": 0, "chars": 0, "text_bytes": 0, "has_text": False, "source": "forum"},
    ]
    rejects = [
        {"file": "a.jsonl", "reason": "bad_json", "records": 1},
        {"file": "b.jsonl", "reason": "truncated", "records": None},
    ]
    stored = [{"file": "a.jsonl", "bytes": 70}, {"file": "b.jsonl", "bytes": 30}]
    store = measured(records, rejects=rejects, files=stored)
    assert rows(store, "corpus") == [
        {
            "records": 5,
            "rejected": 2,
            "rejects": 2,
            "files": 2,
            "bytes": 100,
            "text_bytes": 5 + 3 * 11,
            "chars": 4 + 3 * 10,
            "words": 109,
            "without_text": 1,
            "sources": 2,
        }
    ]
    assert only(store, "sources", "source", "records", "files", "declared", "records_share") == [
        ("books", 4, 2, "by record", 0.8),
        ("forum", 1, 1, "human", 0.2),
    ]
    # A quarter of four records is reached with the first, half with the second.
    assert rows(store, "sizes") == [
        {
            "origin": "human",
            "records": 4,
            "words_min": 1,
            "words_p25": 1,
            "words_median": 3,
            "words_p75": 5,
            "words_max": 100,
            "words_mean": 27.25,
        }
    ]


def test_evidence_codes_count_records_and_show_the_first_example(measured: Measured) -> None:
    hit = {"detector": "residues", "code": "oaicite", "tier": "A", "record_id": "x"}
    evidence = [
        hit | {"file": "b", "position": 0, "offset": 3, "excerpt": "later file"},
        hit | {"file": "a", "position": 9, "offset": 7, "excerpt": "second hit"},
        hit | {"file": "a", "position": 9, "offset": 2, "excerpt": "first hit", "record_id": "y"},
        hit
        | {"detector": "markers", "code": "model", "tier": "marker", "file": "a", "position": 1},
    ]
    store = measured([], evidence=evidence)
    assert only(store, "evidence_codes", "detector", "code", "tier", "records", "hits") == [
        ("markers", "model", "marker", 1, 1),
        ("residues", "oaicite", "A", 2, 3),
    ]
    example = ("example_file", "example_position", "example_record", "example_excerpt")
    assert only(store, "evidence_codes", *example)[1] == ("a", 9, "y", "first hit")


def test_generators(measured: Measured) -> None:
    records = [
        {"generator": "GPT-4", "basis": "marker"},
        {"generator": "GPT-4", "basis": "marker", "declared_by": "column"},
        {"generator": "GPT-4", "declared_by": "generator column"},
        {"generator": "home-made", "declared_by": "manifest"},
        {},
    ]
    known = [{"name": "GPT-4", "family": "gpt", "vendor": "OpenAI"}] * 2
    store = measured(records, known_generators=known)
    assert only(store, "generators", "name", "family", "basis", "records") == [
        ("GPT-4", "gpt", "marker", 2),
        ("GPT-4", "gpt", "manifest", 1),
        ("home-made", None, "manifest", 1),
    ]


def test_duplicates(measured: Measured) -> None:
    same, other = b"s" * 16, b"o" * 16
    records = [
        {"content_hash": same, "record_id": "1"},
        {"content_hash": same, "record_id": "1"},
        {"content_hash": same, "record_id": "2", "source": "chat", "origin": "synthetic"},
        {"content_hash": other, "record_id": "3", "source": "chat"},
        {"content_hash": None, "record_id": "4", "has_text": False},
        {"content_hash": None, "record_id": "2", "has_text": False},
    ]
    store = measured(records)
    (row,) = rows(store, "duplicates")
    assert (row["records"], row["exact_clusters"], row["exact_records"]) == (4, 1, 3)
    assert (row["redundant"], row["across_sources"], row["across_origins"]) == (2, 1, 1)
    assert [row["share"], row["low"], row["high"]] == approx(0.5, *TWO_OF_FOUR)
    assert only(store, "duplicates_by_source", "source", "records", "redundant") == [
        ("books", 2, 1),
        ("chat", 2, 0),
    ]
    assert only(store, "duplicate_ids", "ids", "records", "example") == [(2, 4, "1")]


def test_languages(measured: Measured) -> None:
    store = measured([{"language": "en"}, {}])
    assert only(store, "languages", "language", "records", "share") == [
        ("en", 1, 0.5),
        (None, 1, 0.5),
    ]
    assert list(only(store, "languages", "low", "high")[0]) == approx(*ONE_OF_TWO)


def test_rejects(measured: Measured) -> None:
    rejects = [
        {
            "file": "b",
            "source": "s",
            "reason": "bad_json",
            "records": 1,
            "line": 4,
            "byte_offset": 9,
        },
        {
            "file": "a",
            "source": "s",
            "reason": "bad_json",
            "records": 1,
            "line": 7,
            "byte_offset": 80,
        },
        {"file": "a", "source": "s", "reason": "unreadable", "records": None, "detail": "odd"},
    ]
    store = measured([{"file": "a"}, {"file": "a"}, {"file": "c"}], rejects=rejects)
    columns = ("reason", "rejects", "records", "files", "example_file", "example_line")
    assert only(store, "rejects_by_reason", *columns, "example_offset", "example_detail") == [
        ("bad_json", 2, 2, 2, "a", 7, 80, None),
        ("unreadable", 1, 1, 1, "a", None, None, "odd"),
    ]
    by_file = only(store, "rejects_by_file", "file", "source", "rejects", "records", "read")
    assert by_file == [("a", "s", 2, 2, 2), ("b", "s", 1, 1, 0)]
    shares = only(store, "rejects_by_file", "share", "low", "high")
    assert [list(share) for share in shares] == [approx(0.5, *TWO_OF_FOUR), approx(1, *ONE_OF_ONE)]


def test_diversity_compared_knows_which_side_is_less_varied(store: Store) -> None:
    def figures(measure: str, human: float, synthetic: float) -> list[Row]:
        both = {"human": human, "synthetic": synthetic}
        return [
            {"measure": measure, "origin": origin, "value": v, "low": v - 0.1, "high": v + 0.1}
            for origin, v in both.items()
        ]

    unsure = [
        {"measure": "hill_1", "origin": "human", "value": 9.0, "low": 8.0, "high": 10.0},
        # No interval: nothing can be told apart from it, however far the value lies.
        {"measure": "hill_1", "origin": "synthetic", "value": 1.0, "low": None, "high": None},
    ]
    foreign = [
        figure | {"language": language, "source": "z"}
        for figure, language in zip(figures("distinct_3", 0.9, 0.6), ("de", "en"), strict=True)
    ]
    table = (
        figures("distinct_3", 0.9, 0.6)
        + figures("hill_2", 5, 9)
        + figures("compression_ratio", 2.0, 3.0)
        + figures("self_repetition", 0.5, 0.65)
        + [{"source": "x", "measure": "hapax", "origin": "human", "value": 1, "low": 1, "high": 1}]
        + unsure
        + foreign
    )
    schema = pa.schema(
        [
            *((name, pa.string()) for name in ("source", "origin", "language", "measure")),
            *((name, pa.float64()) for name in ("value", "low", "high")),
        ]
    )
    store.put("diversity", pa.Table.from_pylist(table, schema=schema))
    compare_diversity(store)
    assert only(store, "diversity_compared", "measure", "human", "synthetic", "less_varied") == [
        ("compression_ratio", 2.0, 3.0, True),
        ("distinct_3", 0.9, 0.6, True),
        ("hill_1", 9.0, 1.0, False),
        ("hill_2", 5.0, 9.0, False),
        # 0.4 to 0.6 against 0.55 to 0.75: they overlap.
        ("self_repetition", 0.5, 0.65, False),
    ]


def test_every_statistic_says_what_it_is() -> None:
    for name in statistics():
        lines = (files("provaudit.stats") / f"{name}.sql").read_text("utf-8").splitlines()
        header = [line for line in lines if line.startswith("--")]
        said = " ".join(line.removeprefix("-- ") for line in header)
        assert said.startswith("What: "), name
        for heading in ("Unit: ", "Denominator: ", "Reference: "):
            assert heading in said, (name, heading)
        assert "order by" in "\n".join(lines), name


def test_the_order_of_records_changes_nothing(measured: Measured) -> None:
    groups = [("f", "x"), (None, "y"), ("m", "x"), ("m", None)]
    records = [
        row | {"attribute_sex": sex, "attribute_region": region, "record_id": "same"}
        for row, (sex, region) in zip(FOUR * 2, groups * 2, strict=True)
    ]
    expected = all_tables(measured(records, ("sex", "region")))

    @settings(max_examples=8, deadline=None)
    @given(order=st.permutations(records))
    def law(order: list[Row]) -> None:
        assert all_tables(measured(order, ("sex", "region"))) == expected

    law()


def test_running_twice_replaces(measured: Measured) -> None:
    store = measured(FOUR)
    before = all_tables(store)
    run_statistics(store, {"max_group_values": 200})
    assert all_tables(store) == before


def all_tables(store: Store) -> dict[str, list[Row]]:
    later = {*AFTER_ESTIMATE, *AFTER_LINEAGE}
    return {table: rows(store, table) for table in statistics() if table not in later}
