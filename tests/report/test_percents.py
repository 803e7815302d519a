"""The same share reads the same in a message, on the page and on screen: percents.csv says how."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.cli.summary import summary
from provaudit.report.figures import NBSP, percent
from provaudit.store import Store, open_store

LINES = (Path(__file__).parent / "percents.csv").read_text("utf-8").splitlines()
CASES = [(float(row["share"]), row["text"].replace(" ", NBSP)) for row in csv.DictReader(LINES)]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "a.duckdb") as opened:
        opened.run(files("provaudit") / "findings" / "macros" / "wording.sql")
        yield opened


def in_sql(store: Store, shares: list[float]) -> list[str]:
    query = "select percent(share) as text from (select unnest($shares::double[]) as share)"
    return [row["text"] for row in store.query(query, {"shares": shares})]


@pytest.mark.parametrize(("share", "text"), CASES)
def test_on_the_page(share: float, text: str) -> None:
    assert percent(share) == text


def test_in_messages(store: Store) -> None:
    shares, texts = zip(*CASES, strict=True)
    assert in_sql(store, list(shares)) == list(texts)


@given(st.lists(st.floats(0, 1), min_size=1))
def test_messages_and_page_agree_on_every_share(store: Store, shares: list[float]) -> None:
    assert in_sql(store, shares) == [percent(share) for share in shares]


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_none_and_all_are_said_only_of_none_and_all(share: float) -> None:
    assert percent(share).split(NBSP)[0] not in {"0", "0.0", "0.00", "100", "100.0", "100.00"}


@pytest.mark.parametrize("known", [True, False])
def test_on_screen(known: bool) -> None:
    origins = {"human": 99_996, "synthetic": 1, "mixed": 3, "unknown": 0}
    facts = {
        "corpus": {"records": 100_000, "words": 1, "files": 1, "rejected": 0},
        "origin": {
            "records": origins,
            "conflicts": 0,
            "estimate": {"low": 0.0000018, "high": 0.99996, "identifiable": known},
        },
        "findings": [],
    }
    said = summary(facts)
    for count, text in (("99,996", ">99.99"), ("1", "<0.01"), ("3", "<0.01"), ("0", "0")):
        assert f" {count} ({text}{NBSP}%)" in said
    assert f"corpus: <0.01{NBSP}% to >99.99{NBSP}% (" in said
    assert ("bounds: " in said) is not known
    assert f"95{NBSP}% Wilson interval around what is declared and found" in said
