"""Impossible identifiers by source and kind, and answers that do not touch their prompt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provaudit.store import Store

Measured = Callable[..., Store]


def row(source: str, position: int, kind: str, seen: int, impossible: int) -> dict[str, Any]:
    example = f"number {position}" if impossible else None
    return {
        "record_id": f"r{position}", "source": source, "file": "a.jsonl", "position": position,
        "kind": kind, "seen": seen, "impossible": impossible, "offset": 0, "example": example,
    }  # fmt: skip


def test_identifiers_are_counted_by_record_and_by_number(measured: Measured) -> None:
    rows = [
        row("books", 7, "isbn", 3, 2),
        row("books", 5, "isbn", 1, 1),
        row("books", 6, "isbn", 4, 0),
        row("books", 6, "date", 9, 0),
        row("chat", 8, "isbn", 2, 0),
    ]
    found = measured([{}], identifiers=rows).query("from identifiers_by_source")
    told = ("source", "kind", "records", "beyond", "seen", "impossible", "ratio")
    assert [tuple(one[name] for name in told) for one in found] == [
        (None, "date", 1, 0, 9, 0, 0.0),
        (None, "isbn", 4, 2, 10, 3, pytest.approx(0.3)),
        ("books", "date", 1, 0, 9, 0, 0.0),
        ("books", "isbn", 3, 2, 8, 3, pytest.approx(3 / 8)),
        ("chat", "isbn", 1, 0, 2, 0, 0.0),
    ]
    books = found[3]
    # Wilson for 2 of 3: centre (2/3 + 3.84146/6) / (1 + 3.84146/3) = 0.5731, half 0.3654
    assert (books["low"], books["high"]) == (
        pytest.approx(0.2077, abs=1e-4),
        pytest.approx(0.9385, abs=1e-4),
    )
    assert books["example"]["text"] == "number 5"  # the first by place
    assert found[2]["example"] is None


def test_answers_are_of_the_judged_ones(measured: Measured) -> None:
    rows = [
        {"source": "chat", "origin": "human", "position": position, "touched": touched}
        for position, touched in enumerate([0.0, 0.5, 1.0, 0.0, None])
    ]
    (found,) = measured([{}], touching=rows).query("from prompt_answers")
    assert (found["sampled"], found["records"], found["untouched"]) == (5, 4, 2)
    assert found["touched_mean"] == pytest.approx(0.375)
    assert (found["share"], found["low"]) == (0.5, pytest.approx(0.150036, abs=1e-5))
