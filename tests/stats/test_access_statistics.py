"""What was allowed when, worked by hand on small corpora."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provaudit.access import agents_table
from provaudit.store import Store

Row = dict[str, Any]
AGENTS: list[Row] = agents_table(asked=True).to_pylist()


def said(
    domain: str, seen: str | None, allowed: str, agent: str = "*", mechanism: str = "robots.txt"
) -> Row:
    return {
        **{"domain": domain, "seen": seen, "mechanism": mechanism, "agent": agent},
        **{"allowed": allowed, "file": "l.csv", "line": 2},
    }


def record(domain: str | None, date: str | None = None, **more: object) -> Row:
    return {"domain": domain, "date": date, "words": 10, "text_bytes": 60} | more


@pytest.fixture
def decided(measured: Callable[..., Store]) -> Callable[..., Store]:
    def decide(records: list[Row], statements: list[Row], facts: list[Row] | None = None) -> Store:
        return measured(
            records,
            access=statements,
            access_agents=AGENTS,
            access_list=[{"statements": len(statements)}],
            manifest_facts=facts or [],
        )

    return decide


def total(store: Store, as_of: str) -> dict[str, int]:
    (row,) = store.query(
        "from access_by_part where scope = 'corpus' and as_of = $as_of", {"as_of": as_of}
    )
    return {
        name: row[name] for name in ("allowed", "partly", "refused", "unknown", "without_domain")
    }


def counts(**given: int) -> dict[str, int]:
    names = ("allowed", "partly", "refused", "unknown", "without_domain")
    return {name: given.get(name, 0) for name in names}


def test_a_snapshot_holds_from_its_day_until_the_next(decided: Callable[..., Store]) -> None:
    statements = [said("a.example", "2023-01-01", "yes"), said("a.example", "2024-01-01", "no")]
    days = ["2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01", None]
    store = decided([record("a.example", day) for day in days], statements)
    # before the first: unknown; two while it said yes; one when it said no; one without a date
    assert total(store, "collection") == counts(allowed=2, refused=1, unknown=2)
    assert total(store, "now") == counts(refused=5)


def test_a_date_of_a_month_or_year_means_its_last_day(decided: Callable[..., Store]) -> None:
    statements = [said("a.example", "2023-06-15", "no")]
    days = ["2023-05", "2023-06", "2022", "2023"]
    store = decided([record("a.example", day) for day in days], statements)
    assert total(store, "collection") == counts(refused=2, unknown=2)


def test_what_has_no_date_speaks_of_now_only(decided: Callable[..., Store]) -> None:
    statements = [said("a.example", "2023-01-01", "yes"), said("a.example", None, "no")]
    store = decided([record("a.example", "2024-01-01")], statements)
    assert total(store, "collection") == counts(allowed=1)
    assert total(store, "now") == counts(refused=1)


def test_hosts_are_taken_as_they_are(decided: Callable[..., Store]) -> None:
    records = [record("a.example"), record("www.a.example"), record(None)]
    store = decided(records, [said("a.example", None, "no")])
    assert total(store, "now") == counts(refused=1, unknown=1, without_domain=1)


@pytest.mark.parametrize(
    ("statements", "answer"),
    [
        # Googlebot is no crawler for training: its exclusion says nothing on that.
        ([("*", "yes"), ("googlebot", "no")], "allowed"),
        ([("*", "yes"), ("gptbot", "no")], "refused"),
        ([("*", "no"), ("gptbot", "yes")], "refused"),
        ([("*", "partly"), ("gptbot", "yes")], "partly"),
        ([("gptbot", "yes")], "allowed"),
        ([("googlebot", "no")], "unknown"),
        ([("*", "unknown")], "unknown"),
        # contradictions: the strictest counts
        ([("*", "yes"), ("*", "no")], "refused"),
    ],
)
def test_the_strictest_answer_to_a_crawler_for_training_counts(
    decided: Callable[..., Store], statements: list[tuple[str, str]], answer: str
) -> None:
    rows = [said("a.example", "2024-01-01", allowed, agent) for agent, allowed in statements]
    assert total(decided([record("a.example")], rows), "now") == counts(**{answer: 1})


def test_everybody_does_not_count_where_each_crawler_has_an_answer_of_its_own(
    decided: Callable[..., Store],
) -> None:
    trainers = [row["agent"] for row in AGENTS if row["counted"]]
    rows = [said("a.example", "2024-01-01", "yes", agent) for agent in trainers]
    store = decided([record("a.example")], [*rows, said("a.example", "2024-01-01", "no")])
    assert total(store, "now") == counts(allowed=1)


def test_a_later_snapshot_replaces_an_earlier_one_with_all_its_agents(
    decided: Callable[..., Store],
) -> None:
    rows = [
        said("a.example", "2023-01-01", "no", "gptbot"),
        said("a.example", "2024-01-01", "yes"),
    ]
    assert total(decided([record("a.example")], rows), "now") == counts(allowed=1)


def test_mechanisms_have_their_own_snapshots_and_the_strictest_counts(
    decided: Callable[..., Store],
) -> None:
    rows = [
        said("a.example", "2023-01-01", "no", mechanism="tdmrep"),
        said("a.example", "2024-01-01", "yes"),
    ]
    store = decided([record("a.example", "2022-01-01"), record("a.example", "2024-06-01")], rows)
    assert total(store, "now") == counts(refused=2)
    assert total(store, "collection") == counts(unknown=1, refused=1)
    found = store.query("from access_by_mechanism")
    assert [(row["mechanism"], row["records"], row["words"]) for row in found] == [
        ("tdmrep", 2, 20)
    ]


def test_the_period_of_the_manifest_says_when_records_were_collected(
    decided: Callable[..., Store],
) -> None:
    rows = [said("a.example", "2023-01-01", "yes"), said("a.example", "2024-01-01", "no")]
    facts = [
        {"source": "crawl", "collected_start": "2023-01-01", "collected_end": "2024-06"},
        {"source": "feed", "collected_start": "2024-02-01", "collected_end": None},
    ]
    records = [
        record("a.example", "2023-05-01", source="crawl"),  # within: its own date
        record("a.example", "2005-01-01", source="crawl"),  # written long before: the end
        record("a.example", None, source="crawl"),
        record("a.example", "2023-05-01", source="feed"),  # no end: its own date
    ]
    store = decided(records, rows, facts)
    assert total(store, "collection") == counts(allowed=2, refused=2)


def test_what_is_lost_by_source_and_language(decided: Callable[..., Store]) -> None:
    records = [
        record("a.example", source="web", language="sw"),
        record("a.example", source="web", language="en"),
        record("b.example", source="books", language="en"),
    ]
    store = decided(records, [said("a.example", None, "no")])
    rows = store.query("from access_by_part where as_of = 'now' and scope <> 'corpus'")
    lost = {
        (row["scope"], row["name"]): (row["refused"], row["records"], row["refused_words"])
        for row in rows
    }
    assert lost == {
        ("source", "web"): (2, 2, 20),
        ("source", "books"): (0, 1, 0),
        ("language", "sw"): (1, 1, 10),
        ("language", "en"): (1, 2, 10),
    }


def test_crawlers_that_are_shut_out(decided: Callable[..., Store]) -> None:
    rows = [
        *(
            said("a.example", "2024-01-01", allowed, agent)
            for agent, allowed in (("*", "yes"), ("gptbot", "no"))
        ),
        said("b.example", "2024-01-01", "no"),
        said("b.example", "2024-01-01", "yes", "ccbot"),
        said("b.example", "2020-01-01", "no", "ccbot"),
    ]
    store = decided([record("a.example"), record("b.example"), record("b.example")], rows)
    shut = {row["agent"]: row["records"] for row in store.query("from access_by_agent")}
    assert shut["GPTBot"] == 3
    assert shut["ClaudeBot"] == 2
    assert "CCBot" not in shut


def test_a_signal_that_was_checked_and_refused(decided: Callable[..., Store]) -> None:
    rows = [
        said("a.example", "2023-01-01", "no"),
        said("a.example", "2023-01-01", "no", mechanism="rsl"),
        said("b.example", "2025-01-01", "no"),
    ]
    facts = [{"source": "books", "opt_outs_checked": ["robots.txt", "tdmrep"]}]
    records = [record("a.example", "2024-01-01"), record("b.example", "2024-01-01")]
    store = decided(records, rows, facts)
    assert store.query("from access_checked") == [
        {"source": "books", "mechanism": "robots.txt", "domains": 1, "records": 1}
    ]


def test_nobody_asked_nothing_is_said(measured: Callable[..., Store]) -> None:
    store = measured([record("a.example")])
    assert store.query("from access_by_part") == []
    assert store.query("from access_decisions") == []
