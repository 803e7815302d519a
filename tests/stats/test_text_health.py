"""Records beyond the limits of repetition, runs and entropy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provaudit.store import Store

Measured = Callable[..., Store]


def record(
    lines: float, ngrams: float, run: int, entropy: float, size: int = 500
) -> dict[str, Any]:
    return {
        "repeated_lines": lines,
        "repeated_ngrams": ngrams,
        "longest_run": run,
        "entropy": entropy,
        "text_bytes": size,
    }


def test_records_at_a_limit_are_not_beyond_it(measured: Measured) -> None:
    records = [
        record(0.2, 0.15, 100, 3.0),
        record(0.21, 0.16, 101, 2.9),
        record(0.9, 0.1, 5, 6.6),
        record(0.0, 0.0, 1, 0.0, size=99),  # too short to judge its entropy
        {},  # not measured
        record(1, 1, 999, 9.0) | {"has_text": False},
    ]
    rows = measured(records).query("from text_health where source is not null")
    assert [(row["check"], row["records"], row["beyond"]) for row in rows] == [
        ("degenerate", 4, 1),  # 0.9 of the characters in lines that came before
        ("entropy_high", 3, 1),
        ("entropy_low", 3, 1),
        ("longest_run", 4, 1),
        ("repeated_lines", 4, 2),
        ("repeated_ngrams", 4, 1),
    ]
    # Wilson for 2 of 4, as in test_statistics.
    assert (rows[4]["share"], rows[4]["low"]) == (0.5, pytest.approx(0.150036, abs=1e-5))


def test_by_source_and_origin_and_of_all_sources(measured: Measured) -> None:
    records = [
        record(0.5, 0, 1, 4),
        record(0.0, 0, 1, 4) | {"source": "chat"},
        record(0.5, 0, 1, 4) | {"source": "chat", "origin": "synthetic"},
    ]
    rows = measured(records).query("from text_health where \"check\" = 'repeated_lines'")
    assert [(row["source"], row["origin"], row["records"], row["beyond"]) for row in rows] == [
        (None, "human", 2, 1),
        (None, "synthetic", 1, 1),
        ("books", "human", 1, 1),
        ("chat", "human", 1, 0),
        ("chat", "synthetic", 1, 1),
    ]


def whole(**damage: Any) -> dict[str, Any]:
    return {"replacement": 0, "mojibake": 0, "controls": 0, "gibberish": False} | damage


def test_broken_characters_ends_and_phrases(measured: Measured) -> None:
    records = [
        whole(replacement=2),
        whole(mojibake=1, controls=3),  # one record, however much is broken in it
        whole(cut_off="sentence", stock_phrase="certainly!"),
        whole(cut_off="code", gibberish=True),
        whole(refusal="i can't help with that"),
        {},  # not measured
        whole(mojibake=9) | {"has_text": False},
    ]
    rows = measured(records).query("from text_health where source is not null")
    assert [(row["check"], row["records"], row["beyond"]) for row in rows] == [
        ("cut_off", 5, 2),
        ("encoding", 5, 2),
        ("gibberish", 5, 1),
        ("refusal", 5, 1),
        ("stock_phrase", 5, 1),
    ]


def test_what_was_not_measured_has_no_row(measured: Measured) -> None:
    assert measured([{}, {}]).query("from text_health") == []
