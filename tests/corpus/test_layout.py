import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from corpus_cases import column, layout, prompts, texts, write
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit.model import RecordColumns

LONG = "a sentence that is long enough to be taken for the text of a record"


def jsonl(folder: Path, *records: Any, name: str = "a.jsonl") -> Path:
    return write(folder, name, b"".join(orjson.dumps(record) + b"\n" for record in records))


@pytest.mark.parametrize(
    ("record", "shape", "text", "prompt"),
    [
        ({"text": "t", "x": "y"}, "text", "t", None),
        ({"Content": "t", "title": LONG}, "text", "t", None),
        ({"prompt": "p", "completion": "c"}, "pair", "c", "p"),
        ({"prompt": "p", "response": "c", "text": "rendered"}, "pair", "c", "p"),
        ({"instruction": "i", "input": "n", "output": "o"}, "pair", "o", "i\n\nn"),
        ({"instruction": "i", "input": "", "output": "o"}, "pair", "o", "i"),
        ({"instruction": "i", "output": "o"}, "pair", "o", "i"),
        ({"question": "q", "answer": "a"}, "pair", "a", "q"),
        ({"query": "q", "response": "a"}, "pair", "a", "q"),
        ({"prompt": "p", "chosen": "c", "rejected": "r"}, "pair", "c\n\nr", "p"),
        ({"x": LONG, "y": "short"}, "text", LONG, None),
        ({"x": "short", "n": 1}, "table", None, None),
        ({"text": 17}, "table", None, None),
        ({"text": ["a", "b"]}, "text", "a\nb", None),
        ({"text": {"a": LONG}}, "table", None, None),
        ({"url": "https://example.org/" + "x" * 60}, "table", None, None),
    ],
)
def test_finds_the_text(
    tmp_path: Path, record: dict[str, object], shape: str, text: str | None, prompt: str | None
) -> None:
    path = jsonl(tmp_path, record)
    assert layout(path).shape == shape
    assert texts(path) == [text]
    assert prompts(path) == [prompt]


CHAT = [("system", "s"), ("user", "q1"), ("assistant", "a1"), ("user", "q2"), ("assistant", "a2")]


@pytest.mark.parametrize("as_string", [False, True])
@pytest.mark.parametrize(
    "turns",
    [
        [{"role": role, "content": text} for role, text in CHAT],
        [{"role": role, "content": [{"type": "text", "text": text}]} for role, text in CHAT],
        [
            {"from": {"assistant": "gpt", "user": "human"}.get(role, role), "value": text}
            for role, text in CHAT
        ],
    ],
)
def test_judges_only_what_answers_in_a_chat(tmp_path: Path, turns: object, as_string: bool) -> None:
    cell = orjson.dumps(turns).decode() if as_string else turns
    path = jsonl(tmp_path, {"messages": cell, "prompt": "q1", "completion": "x"})
    assert texts(path) == ["a1\n\na2"]
    assert prompts(path) == ["s\n\nq1\n\nq2"]


def test_names_of_speakers_are_a_marker_where_they_are_given_by_from(tmp_path: Path) -> None:
    turns = [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]
    path = jsonl(tmp_path, {"conversations": turns}, {"conversations": []})
    assert column(path, "marker:conversations[].from") == ["gpt,human", None]
    other = jsonl(tmp_path, {"messages": [{"role": "user", "content": "q"}]}, name="b.jsonl")
    assert layout(other).markers == ()


def test_unknown_speakers_are_prompts_and_the_layout_says_so(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"chat": [{"role": "Alice", "content": "hello"}]})
    assert texts(path) == [None]
    assert prompts(path) == ["hello"]
    assert "nothing is known of them: turns by alice" in layout(path).said


def test_answers_that_are_themselves_turns(tmp_path: Path) -> None:
    def chat(answer: str) -> list[dict[str, str]]:
        return [{"role": "user", "content": "q"}, {"role": "assistant", "content": answer}]

    path = jsonl(tmp_path, {"prompt": "q", "chosen": chat("good"), "rejected": chat("bad")})
    assert texts(path) == ["good\n\nbad"]
    assert prompts(path) == ["q"]


def roles(path: Path) -> dict[str, str]:
    return dict(layout(path).columns)


def test_finds_facts_by_name(tmp_path: Path) -> None:
    record = {
        "text": "t", "_id": 1, "lang": "en", "created_at": "2020-01-02", "url": "https://a.b/",
        "license": "MIT", "dataset": "web", "origin": "human", "model": "m-1",
    }  # fmt: skip
    path = jsonl(tmp_path, record)
    assert roles(path) == {
        "id": "_id", "language": "lang", "date": "created_at", "url": "url",
        "license": "license", "source": "dataset", "origin": "origin",
    }  # fmt: skip
    assert layout(path).markers == ("model",)
    said = layout(path).said
    assert said.startswith("text: column text (found by name); date: created_at (found by name)")


@pytest.mark.parametrize(
    ("field", "values", "taken"),
    [
        ("date", ["2020", "2021-05", "2021-05-06T07:08:09Z"], True),
        ("date", [2020, 2021], True),
        ("date", ["last week"], False),
        ("date", [1_600_000_000], False),
        ("source", ["a", "b"] * 15, True),
        ("source", [f"s{n}" for n in range(30)], False),
        ("source", [f"s{n}" for n in range(20)], True),
        ("source", ["https://example.org"], False),
        ("source", ["x" * 65], False),
        ("origin", ["human", "trainedAlgorithmicMedia", ""], True),
        ("origin", ["human", "Kenya"], True),
        ("origin", ["human", "Kenya", "Peru"], False),
        ("date", ["5 Jan 2021", "January 5, 2020", "20200105"], True),
        ("date", ["03/05/2019"], True),
        ("origin", [None, ""], False),
        ("id", [{"a": 1}], False),
    ],
)
def test_a_fact_counts_only_if_its_values_fit(
    tmp_path: Path, field: str, values: list[Any], taken: bool
) -> None:
    path = jsonl(tmp_path, *({"text": "t", field: value} for value in values))
    assert (field in roles(path)) is taken


@settings(deadline=None)
@given(st.permutations(["text", "content", "id", "uuid", "source", "x", "y", "model", "generator"]))
def test_the_order_of_columns_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("order")
    record = {name: LONG if name in "xy" else "v" for name in names}
    first = jsonl(folder, {name: record[name] for name in sorted(record)})
    second = jsonl(folder, record, name="b.jsonl")
    assert layout(first) == layout(second)


def test_what_the_user_names_wins(tmp_path: Path) -> None:
    record = {"text": "t", "inner": {"body": "b"}, "id": 1, "key": "k", "other": "o"}
    path = jsonl(tmp_path, record)
    named = {"records": RecordColumns(id="id", text="other"), "text": "inner.body", "id": "key"}
    assert texts(path, **named) == ["b"]
    assert column(path, "id", **named) == ["k"]
    assert texts(path, records=RecordColumns(text="other")) == ["o"]


def test_the_user_may_name_turns_and_answers(tmp_path: Path) -> None:
    chat = [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]
    path = jsonl(tmp_path, {"text": "t", "log": chat, "prompt": "p", "completion": "c"})
    assert texts(path, text="log[].content") == ["a"]
    assert prompts(path, text="completion") == ["p"]


@pytest.mark.parametrize(
    "named",
    [
        {"text": "txet"},
        {"id": "txet"},
        {"records": RecordColumns(date="txet")},
        {"attributes": (("group", "txet"),)},
    ],
)
def test_a_column_that_is_not_there_is_noted_with_a_message_that_helps(
    tmp_path: Path, named: dict[str, Any]
) -> None:
    path = jsonl(tmp_path, {"text": "t", "meta": {"a": 1}})
    ((_, message),) = layout(path, **named).missing
    assert re.search(r"no column txet.*Did you mean text\?.*meta\.a, text", message)


def test_a_manifest_text_column_of_other_files_does_not_hide_this_files_text(
    tmp_path: Path,
) -> None:
    path = jsonl(tmp_path, {"text": "t"})
    assert layout(path, records=RecordColumns(text="body")).text == ("text",)
    assert layout(path, text="body").text == ("body",)


def test_an_empty_file_is_not_asked_for_columns(tmp_path: Path) -> None:
    assert layout(write(tmp_path, "a.jsonl", b""), text="body").shape == "text"
    assert layout(write(tmp_path, "a.txt", b"x"), text="body").text == ("text",)


def test_terminal_escapes_in_names_are_shown_harmlessly(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"\x1b[31mred": LONG})
    assert "\x1b" not in layout(path).said
    assert "\x1b" not in str(layout(path, text="\x1b]0;title\x07").missing)
