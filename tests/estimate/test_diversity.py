"""The table ``diversity`` from a sample: who is compared, at which size, and what is left out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from provaudit import fence
from provaudit.estimate import measure_diversity, no_diversity
from provaudit.estimate.strata import main_language
from provaudit.policy import Policy, load_policy
from provaudit.store import Store, open_store

Row = dict[str, Any]
Sampled = Callable[[list[Row]], Store]


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    limits = {"words": 5, "records": 20, "max_strata": 60}
    return replace(load_policy(None, tmp_path), diversity=limits)


@pytest.fixture
def sampled(tmp_path: Path) -> Iterator[Sampled]:
    with open_store(tmp_path / "audit.duckdb") as store:

        def fill(rows: list[Row]) -> Store:
            store.put("sample", pa.Table.from_pylist(rows, schema=fence.SAMPLE))
            sizes: dict[str, int] = {}
            for row in rows:
                sizes[row["source"]] = sizes.get(row["source"], 0) + 1
            counted = [{"source": name, "records": size} for name, size in sizes.items()]
            columns = pa.schema([("source", pa.string()), ("records", pa.int64())])
            store.put("origin_by_source", pa.Table.from_pylist(counted, schema=columns))
            return store

        yield fill


def texts(source: str, origin: str, count: int, words: int = 6, start: int = 0) -> list[Row]:
    """Texts of one stratum, all different, hashes in the order of their number."""
    return [
        {
            "source": source,
            "origin": origin,
            "file": "f",
            "position": number,
            "rank": number.to_bytes(16, "big"),
            "text": " ".join(f"{source}{number}x{word}" for word in range(words)),
        }
        for number in range(start, start + count)
    ]


def strata(table: pa.Table) -> list[tuple[str | None, str]]:
    return list(dict.fromkeys((row["source"], row["origin"]) for row in table.to_pylist()))


def test_all_strata_are_measured_at_the_size_of_the_policy(
    sampled: Sampled, policy: Policy
) -> None:
    store = sampled(texts("a", "human", 25) + texts("b", "synthetic", 29, start=100))
    table, reasons = measure_diversity(store, policy)
    assert strata(table) == [
        (None, "human"),
        (None, "synthetic"),
        ("b", "synthetic"),
        ("a", "human"),
    ]
    assert set(table["records"].to_pylist()) == {20}
    assert set(table["words"].to_pylist()) == {20 * 5}
    assert set(table["language"].to_pylist()) == {None}
    assert reasons == []
    assert table.schema == no_diversity().schema
    values = {row["measure"]: row["value"] for row in table.to_pylist()}
    # No two tokens are the same.
    assert (values["distinct_1"], values["hapax"], values["self_repetition"]) == (1.0, 1.0, 0.0)
    assert values["hill_1"] == pytest.approx(100)


def test_another_source_changes_no_figure_of_a_source(sampled: Sampled, policy: Policy) -> None:
    def of_a(table: pa.Table) -> list[Row]:
        return [row for row in table.to_pylist() if row["source"] == "a"]

    alone, _ = measure_diversity(sampled(texts("a", "human", 45)), policy)
    small = texts("b", "human", 21, start=100)
    beside, _ = measure_diversity(sampled(texts("a", "human", 45) + small), policy)
    assert of_a(beside) == of_a(alone) != []


def test_small_strata_are_not_measured_and_do_not_shrink_the_others(
    sampled: Sampled, policy: Policy
) -> None:
    rows = (
        texts("a", "human", 25)
        + texts("b\x1b[1m", "synthetic", 19, start=100)
        + texts("b\x1b[1m", "synthetic", 10, words=4, start=200)
    )
    table, reasons = measure_diversity(sampled(rows), policy)
    assert strata(table) == [(None, "human"), ("a", "human")]
    assert set(table["records"].to_pylist()) == {20}
    why = "19 of 29 sampled texts have 5 tokens; 20 such texts are needed"
    assert reasons == [
        ("diversity of all sources, origin synthetic", why),
        ('diversity of source "b\\x1b[1m", origin synthetic', why),
    ]


def test_equal_texts_count_once(sampled: Sampled, policy: Policy) -> None:
    rows = [row | {"text": "the same five words again"} for row in texts("a", "human", 30)]
    table, reasons = measure_diversity(sampled(rows + texts("a", "human", 3, start=50)), policy)
    assert table.num_rows == 0
    assert reasons[0][1].startswith("4 of 4 sampled texts have 5 tokens")


def test_of_all_sources_only_the_smallest_hashes_count(sampled: Sampled, policy: Policy) -> None:
    # Both samples hold 22 texts; of the 44, the 22 smallest hashes are a random sample: all of a.
    store = sampled(texts("a", "human", 22) + texts("b", "human", 22, start=100))
    table, _ = measure_diversity(
        store, replace(policy, diversity={**policy.diversity, "records": 22})
    )
    figures = {
        source: [row["value"] for row in table.to_pylist() if row["source"] == source]
        for source in (None, "a", "b")
    }
    assert figures[None] == figures["a"]
    assert figures[None] != figures["b"]


def test_only_so_many_strata_are_measured_the_largest_first(
    sampled: Sampled, policy: Policy
) -> None:
    rows = [row for i in range(5) for row in texts(f"s{i}", "human", 21 + i, start=100 * i)]
    few = replace(policy, diversity={**policy.diversity, "max_strata": 3})
    table, reasons = measure_diversity(sampled(rows), few)
    assert strata(table) == [(None, "human"), ("s4", "human"), ("s3", "human")]
    assert reasons == [
        (
            "diversity of 3 more pairs of source and origin",
            "only 3 are measured, those of the largest sources",
        )
    ]


def test_without_text_nothing_is_measured(sampled: Sampled, policy: Policy) -> None:
    redacted = [row | {"text": None} for row in texts("a", "human", 30)]
    table, reasons = measure_diversity(sampled(redacted), policy)
    assert table.num_rows == 0
    assert reasons == [("diversity", "no text was sampled")]


def test_languages_by_character_are_said(sampled: Sampled, policy: Policy) -> None:
    rows = [row | {"language": "ja-JP"} for row in texts("a", "human", 25)]
    _, reasons = measure_diversity(sampled(rows), policy)
    assert [what for what, _ in reasons] == ["diversity by words in language ja"]


def in_language(rows: list[Row], language: str | None) -> list[Row]:
    return [row | {"language": language} for row in rows]


def test_only_the_most_frequent_language_is_measured_and_the_rest_is_said(
    sampled: Sampled, policy: Policy
) -> None:
    british = in_language(texts("a", "human", 12), "en-GB")
    american = in_language(texts("a", "human", 13, start=20), "EN_us")
    german = in_language(texts("a", "human", 24, start=40), "de")
    unstated = in_language(texts("a", "human", 3, start=70), None)
    table, reasons = measure_diversity(sampled(british + american + german + unstated), policy)
    assert strata(table) == [(None, "human"), ("a", "human")]
    assert set(table["language"].to_pylist()) == {"en"}
    english, _ = measure_diversity(sampled(british + american), policy)
    assert table == english
    assert reasons == [
        (
            "diversity of texts in other languages",
            "only the most frequent language of each source and origin is measured; sampled texts"
            " left out: 27 of 52 of all sources, origin human (measured: en);"
            ' 27 of 52 of source "a", origin human (measured: en)',
        )
    ]


def test_the_language_that_nobody_stated_is_one_of_its_own(
    sampled: Sampled, policy: Policy
) -> None:
    rows = texts("a", "human", 21) + in_language(texts("a", "human", 2, start=50), "tlh")
    table, reasons = measure_diversity(sampled(rows), policy)
    assert set(table["language"].to_pylist()) == {None}
    assert "2 of 23 of all sources, origin human (measured: (not stated))" in reasons[0][1]


def test_too_few_texts_in_the_most_frequent_language(sampled: Sampled, policy: Policy) -> None:
    rows = in_language(texts("a", "human", 19), "fr") + in_language(
        texts("a", "human", 9, start=50), "de"
    )
    table, reasons = measure_diversity(sampled(rows), policy)
    assert table.num_rows == 0
    why = "19 of 19 sampled texts in language fr have 5 tokens; 20 such texts are needed"
    assert reasons[0] == ("diversity of all sources, origin human", why)


def test_human_and_synthetic_text_in_two_languages_are_not_compared(
    sampled: Sampled, policy: Policy
) -> None:
    human = in_language(texts("a", "human", 20), "de")
    synthetic = in_language(texts("a", "synthetic", 20, start=50), "en")
    _, reasons = measure_diversity(sampled(human + synthetic), policy)
    why = (
        "the most frequent language is de in human text and en in synthetic text:"
        " they are not compared"
    )
    assert reasons == [
        ("diversity of human against synthetic text of all sources", why),
        ('diversity of human against synthetic text of source "a"', why),
    ]


@pytest.mark.parametrize(
    ("languages", "main"),
    [
        (["de", "en", "en"], "en"),
        (["en", "de"], "de"),
        ([None, "en"], "en"),
        ([None, None, "en"], None),
        ([None], None),
    ],
)
def test_main_language(languages: list[str | None], main: str | None) -> None:
    assert main_language(languages) == main


def test_the_order_of_the_sample_changes_nothing(sampled: Sampled, policy: Policy) -> None:
    rows = texts("a", "human", 40) + texts("b", "human", 40, start=20)
    expected = measure_diversity(sampled(rows), policy)
    random.Random(0).shuffle(rows)
    assert measure_diversity(sampled(rows), policy) == expected
