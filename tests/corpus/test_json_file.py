import json
from pathlib import Path

import pytest
from corpus_cases import positions, reasons, rejects, texts, write
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit.corpus.elements import elements_of, json_shape


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "a"}, {"text": "b"}]',
        '[\n  {\n    "text": "a"\n  },\n  {\n    "text": "b"\n  }\n]\n',
        '\ufeff[{"text": "a"},\n{"text": "b"}]',
        '{"data": [{"text": "a"}, {"text": "b"}]}',
        '{"version": {"data": [1]}, "rows": [{"text": "a"}, {"text": "b"}], "n": 2}',
        '{"train": [{"text": "a"}], "test": [{"text": "b"}]}',
        '{"text": "a"}\n{"text": "b"}\n',
        '{"text": "a", "data": [{"x": 1}]}\n{"text": "b", "data": [{"x": 1}]}\n',
        '{\n"text": "a"\n}\n{\n"text": "b"\n}\n',
    ],
)
def test_finds_the_records_however_they_are_wrapped(tmp_path: Path, content: str) -> None:
    path = write(tmp_path, "a.json", content)
    assert texts(path) == ["a", "b"]
    assert not reasons(path)


def test_a_single_object_is_one_record(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", '{\n "text": "only",\n "data": [1, 2]\n}')
    assert texts(path) == ["only"]


def test_position_is_the_offset_of_the_element(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", '[{"text": "a"}, {"text": "b"}]')
    assert positions(path) == [1, 16]


def test_strings_may_hold_brackets_quotes_and_backslashes(tmp_path: Path) -> None:
    hard = ['}]{["', "\\", '\\"', "]}", "{", "\n"]
    path = write(tmp_path, "a.json", json.dumps([{"text": text} for text in hard]))
    assert texts(path) == hard


def test_a_broken_element_is_one_reject(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", '[{"text": "a"}, {"text": }, 7, {"text": "b"}]')
    assert texts(path) == ["a", "b"]
    found = [(reject.reason, reject.byte_offset) for reject in rejects(path)]
    assert found == [("bad_json", 16), ("not_an_object", 28)]


def test_a_string_without_end_costs_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", '[\n{"text": "a"},\n{"text": "b},\n{"text": "c"}\n]\n')
    assert texts(path) == ["a", "c"]
    assert reasons(path) == {"bad_json": 1}


@pytest.mark.parametrize("end", ['[{"text": "a"}, {"te', '[{"text": "a"}, ', '[{"text": "a"}'])
def test_a_file_cut_short_is_read_up_to_there(tmp_path: Path, end: str) -> None:
    path = write(tmp_path, "a.json", end)
    assert texts(path) == ["a"]
    (reject,) = rejects(path)
    assert (reject.reason, reject.records) == ("truncated", None)


def test_text_after_the_end_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", '[{"text": "a"}] and more')
    assert texts(path) == ["a"]
    assert reasons(path) == {"bad_json": 1}


def test_a_large_element_is_rejected(tmp_path: Path) -> None:
    large = json.dumps([{"text": "a"}, {"text": "x" * 200_000}, {"text": "b"}])
    path = write(tmp_path, "a.json", large)
    assert texts(path, limit=100_000) == ["a", "b"]
    assert reasons(path, limit=100_000) == {"too_long": 1}


def test_deep_nesting_is_a_reject(tmp_path: Path) -> None:
    deep = '[{"text": ' + "[" * 50_000 + "]" * 50_000 + '}, {"text": "b"}]'
    path = write(tmp_path, "a.json", deep)
    assert texts(path, text="text") == ["b"]
    assert reasons(path, text="text") == {"bad_json": 1}


@pytest.mark.parametrize("data", [b"", b"  \n", b"[]", b"[\n]\n"])
def test_an_empty_file_has_no_records(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, "a.json", data)
    assert texts(path) == []
    assert not reasons(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@settings(deadline=None)
@given(
    st.lists(st.dictionaries(st.text(), json_values), max_size=5),
    st.sampled_from([None, 1]),
    st.booleans(),
    st.integers(1, 7),
)
def test_elements_are_what_a_parser_finds(
    records: list[object], indent: int | None, ascii_only: bool, size: int
) -> None:
    data = json.dumps(records, indent=indent, ensure_ascii=ascii_only).encode()
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    found = list(elements_of(chunks, json_shape(data), 1 << 20))
    assert [json.loads(element.data or b"") for element in found] == records
    for element in found:
        assert data[element.offset : element.offset + 1] == b"{"
