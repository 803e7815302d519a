"""What the first records hold against a column is said; strange words are no origins."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from corpus_cases import column, layout, write

from provaudit.model import RecordColumns


def jsonl(folder: Path, *records: dict[str, Any]) -> Path:
    return write(folder, "a.jsonl", b"".join(orjson.dumps(record) + b"\n" for record in records))


def cells(folder: Path, name: str, *values: Any) -> Path:
    return jsonl(folder, *({"text": "t", name: value} for value in values))


def test_an_origin_column_may_hold_some_other_words(tmp_path: Path) -> None:
    path = cells(tmp_path, "origin", "human", "ai", "weird", "\x1b[1m", None)
    assert column(path, "origin") == ["human", "ai", "weird", "\x1b[1m", None]
    said = layout(path).said
    assert "origin: origin (found by name; also holds other words: \\x1b[1m, weird)" in said


def test_a_named_origin_column_without_a_known_word_is_not_used(tmp_path: Path) -> None:
    path = cells(tmp_path, "when", "2020", "2021")
    found = layout(path, records=RecordColumns(origin="when"))
    assert "origin" not in dict(found.columns)
    assert "origin: when (as given) holds no word that is known; not used" in found.said


@pytest.mark.parametrize("values", [["weird", "human", "odd"], [None, ""]])
def test_a_named_origin_column_is_used_if_it_may_say_something(
    tmp_path: Path, values: list[str | None]
) -> None:
    found = layout(cells(tmp_path, "when", *values), records=RecordColumns(origin="when"))
    assert dict(found.columns)["origin"] == "when"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["soon", "later"], "(as given; holds no date that is read; an example is later)"),
        (["03/05/2019", "2019"], "(as given; also holds dates that are not read, such as 03/05/"),
        (["2019", "1600000000", "5 Jan 2021"], "date: when (as given)"),
    ],
)
def test_dates_that_are_not_read_are_said(tmp_path: Path, values: list[str], said: str) -> None:
    found = layout(cells(tmp_path, "when", *values), records=RecordColumns(date="when"))
    assert said in found.said
    assert dict(found.columns)["date"] == "when"


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"metadata": {"model": "gpt-4"}}, "metadata.model"),
        ({"meta": {"Model-Name": "gpt-4", "x": 1}}, "meta.Model-Name"),
        ({"info": '{"generated_by": "gpt-4"}'}, "info.generated_by"),
    ],
)
def test_models_are_found_inside_of_objects(
    tmp_path: Path, record: dict[str, Any], path: str
) -> None:
    file = jsonl(tmp_path, {"text": "t"} | record)
    assert layout(file).markers == (path,)
    assert column(file, f"marker:{path}") == ["gpt-4"]
    assert f"may name a model: {path}" in layout(file).said
    assert "no evidence" not in layout(file).said


@pytest.mark.parametrize(
    ("values", "useless"),
    [(["sedan", "coupe"], True), (["sedan", "gpt-4"], False), (["human", None, "none"], False)],
)
def test_a_model_column_of_unknown_names_is_said_to_be_no_evidence(
    tmp_path: Path, values: list[str | None], useless: bool
) -> None:
    said = layout(cells(tmp_path, "model", *values)).said
    assert ("model: holds no name that is known, so it is no evidence" in said) is useless


def test_columns_come_before_what_lies_in_objects(tmp_path: Path) -> None:
    record = {"text": "t", "meta": {"model": "a"}, "info": {"model": "b"}, "llm": "c"}
    assert layout(jsonl(tmp_path, record)).markers == ("llm", "info.model", "meta.model")
