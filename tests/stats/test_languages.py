"""Languages as stated and as found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provaudit.store import Store

Measured = Callable[..., Store]
COLUMNS = ("source", "stated", "found", "records", "differs")


def record(stated: str | None, found: str | None, said_by: str | None = "column") -> dict[str, Any]:
    return {"language": stated, "language_found": found, "language_by": said_by}


def compared(store: Store) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in COLUMNS) for row in store.query("from languages_compared")]


def test_stated_against_found(measured: Measured) -> None:
    records = [
        *[record("sw", "en")] * 2,
        *[record("sw", "sw")] * 3,
        record("en", "en", "text"),  # identified, so there is nothing to compare
        record("en", None),
        record(None, None, None),
        record("de", "nl", None) | {"source": "old"},  # a scan that did not keep who says it
    ]
    assert compared(measured(records)) == [
        ("books", "sw", "sw", 3, False),
        ("books", "sw", "en", 2, True),
        ("old", "de", "nl", 1, True),
    ]


@pytest.mark.parametrize(
    ("stated", "found", "differs"),
    [
        ("zh-CN", "zh", False),
        ("en_US.UTF-8", "en", False),
        (" EN ", "en", False),
        ("pt-BR", "es", True),
        ("iw", "he", False),  # the deprecated code of Hebrew
        ("hr", "sr", False),  # members of one macrolanguage
        ("nb", "no", False),
        ("zh", "yue", False),
        ("en", "ceb", True),
        ("ceb", "ceb", False),
        ("eng", "en", None),  # the code of three letters of a language that has one of two
        ("code-python", "en", None),
        ("English", "de", None),
        ("mul", "en", None),
        ("und", "en", None),
        ("", "en", None),
    ],
)
def test_tags(measured: Measured, stated: str, found: str, differs: bool | None) -> None:
    told = [row[4] for row in compared(measured([record(stated, found)]))]
    assert told == ([] if differs is None else [differs])


def test_who_says_the_language(measured: Measured) -> None:
    records = [
        record("en", "en"),
        record("en", "en", "text"),
        record("en", None, None),
        record(None, "de", None),
    ]
    rows = measured(records).query("from languages_by")
    assert [(row["said_by"], row["records"], row["share"]) for row in rows] == [
        ("column", 1, 0.25),
        ("stated", 1, 0.25),
        ("text", 1, 0.25),
        (None, 1, 0.25),
    ]
