"""What is read column by column is what would be read record by record."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_cases import batches, everything, reasons, texts, write
from hypothesis import example, given, settings
from hypothesis import strategies as st

from provaudit.corpus.cells import BEFORE_TURNS
from provaudit.corpus.lines import lines_of
from provaudit.corpus.parse import Unparsable, parse_object
from provaudit.corpus.pick import pick, wanted_columns
from provaudit.corpus.repeats import may_repeat
from provaudit.model import Layout

TURNS = '[{"role": "assistant", "content": "said"}]'
strings = st.text(st.sampled_from('ab[{" \n\x1f\u2003é'), max_size=5) | st.sampled_from(
    ["", TURNS, f"\u2003{TURNS}", "x" * 1_001, "é" * 1_001, "[1, 2]", '{"model": "m"}']
)
TEXT = Layout(
    "text", ("text",), (), (("id", "id"), ("url", "meta.url")), ("meta.model",), (("g", "group"),)
)
PAIR = Layout("pair", ("text", "id"), ("group",), (("id", "id"),), ("meta",))
CHAT = Layout("turns", ("text",), (), (("id", "id"),), ("text[].from",))
LAYOUTS = [TEXT, PAIR, CHAT, Layout("table", columns=(("id", "nowhere.at.all"),))]


def arrays(rows: int) -> st.SearchStrategy[pa.Array]:
    def of(values: st.SearchStrategy[Any], kind: pa.DataType) -> st.SearchStrategy[pa.Array]:
        lists = st.lists(st.none() | values, min_size=rows, max_size=rows)
        return lists.map(lambda found: pa.array(found, kind))

    struct = pa.struct([("model", pa.string()), ("url", pa.large_string())])
    inner = st.fixed_dictionaries({"model": st.none() | strings, "url": st.none() | strings})
    raw = st.sampled_from([b"", b"good", b"b\xffd", b"caf\xc3\xa9"])
    words = of(strings, pa.string())
    return st.one_of(
        words,
        of(strings, pa.large_string()),
        of(strings, pa.string_view()),
        words.map(lambda array: array.dictionary_encode()),
        of(raw, pa.binary()),
        of(raw, pa.binary()).map(lambda array: array.view(pa.string())),
        of(st.integers(-(2**63), 2**63 - 1), pa.int64()),
        of(st.integers(0, 2**64 - 1), pa.uint64()),
        of(st.booleans(), pa.bool_()),
        of(st.floats(), pa.float64()),
        of(st.lists(strings, max_size=2), pa.list_(pa.string())),
        of(inner, struct),
        of(st.integers(-(2**62), 2**62), pa.timestamp("us")),
        st.just(pa.nulls(rows)),
    )


tables = st.integers(1, 6).flatmap(
    lambda rows: st.dictionaries(
        st.sampled_from(["text", "id", "group", "meta", "meta.url"]), arrays(rows), min_size=1
    )
)


@settings(deadline=None, max_examples=200)
@given(tables, st.sampled_from(LAYOUTS), st.sampled_from([4, 1 << 20]))
def test_arrow_columns(
    tmp_path_factory: pytest.TempPathFactory,
    columns: dict[str, pa.Array],
    layout: Layout,
    limit: int,
) -> None:
    table = pa.table(columns)
    path = tmp_path_factory.mktemp("law") / "a.arrow"
    with pa.ipc.new_file(path, table.schema) as sink:
        sink.write_table(table)
    found = everything(batches(path, layout=layout, limit=limit))
    with patch("provaudit.corpus.lots.block_of_lot", return_value=None):
        assert everything(batches(path, layout=layout, limit=limit)) == found


def test_a_plain_column_is_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["a", "", None], "id": [1, 2, 3]}), path)
    with patch("provaudit.corpus.lots.rows_of", side_effect=AssertionError):
        layout = Layout("text", ("text",), (), (("id", "id"),))
        assert texts(path, layout=layout) == ["a", None, None]


def test_what_may_stand_before_a_list_is_what_python_strips() -> None:
    spaces = {chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()}
    assert set(BEFORE_TURNS) == spaces | {"["}


values = st.recursive(
    strings | st.integers() | st.sampled_from([2**63, 10**30, 1.5, 1e300, True, None]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "text", "url", "model"]), inner, max_size=2)
    ),
    max_leaves=3,
)
members = st.tuples(st.sampled_from(["text", "id", "group", "meta", "x", "meta.url"]), values)


def as_object(pairs: list[tuple[str, Any]], ascii: bool, colon: str) -> bytes:
    inside = ",".join(
        f"{json.dumps(key)}{colon}{json.dumps(value, ensure_ascii=ascii)}" for key, value in pairs
    )
    return f"{{{inside}}}".encode()


objects = st.builds(
    as_object,
    st.lists(members, max_size=5) | st.lists(members, max_size=6, unique_by=lambda pair: pair[0]),
    st.booleans(),
    st.sampled_from([":", ": ", " :", "\t:"]),
)
odd_lines = st.sampled_from(
    [b"", b" \r", b"[]", b"null", b"{", b'{"text": NaN}', b'{"id": "\xff"}', b'{"id":"\\ud800"}']
)


def record_by_record(lines: list[bytes], layout: Layout) -> tuple[Counter[Any], Counter[str]]:
    records: Counter[Any] = Counter()
    lost: Counter[str] = Counter()
    offset = 0
    for line in lines:
        if line.strip():
            try:
                text, prompt, cells = pick(parse_object(line, wanted_columns(layout)), layout)
                records[(offset, text, prompt, *cells)] += 1
            except Unparsable as error:
                lost[error.reason] += 1
        offset += len(line) + 1
    return records, lost


@settings(deadline=None, max_examples=200)
@given(st.lists(objects | odd_lines, max_size=8), st.sampled_from(LAYOUTS))
@example([b"", b'{"id":[],"id":[]}', b"", b""], LAYOUTS[0])  # near the end, but not the last line
@example([b"", b'{"text":1,"text":2}', b"", b"", b""], LAYOUTS[0])
@example([b"{}", b"{}", b'{"meta":-9223372036854775809,"id":[-9223372036854775809]}'], LAYOUTS[0])
def test_json_lines(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], layout: Layout
) -> None:
    path = write(tmp_path_factory.mktemp("law"), "a.jsonl", b"\n".join(lines))
    found = batches(path, layout=layout)
    records: Counter[Any] = Counter()
    for batch in found:
        fields = [batch.position, batch.text, batch.prompt, *batch.columns.values()]
        records.update(zip(*(field.to_pylist() for field in fields), strict=True))
    lost = Counter(reject.reason for batch in found for reject in batch.rejects)
    assert (records, lost) == record_by_record(lines, layout)


@given(st.lists(objects, max_size=8), st.integers(1, 60))
def test_no_key_that_occurs_twice_is_missed(lines: list[bytes], size: int) -> None:
    data = b"\n".join(lines) + b"\n"
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    keys = ["text", "id", "meta.url"]
    found = [
        group.number + index - 1
        for group in lines_of(iter(chunks), 1 << 20)
        for index in may_repeat(group, keys)
    ]
    twice = set()
    for number, line in enumerate(lines):
        # Objects inside come first, the outermost last.
        seen: list[list[str]] = []
        json.loads(line, object_pairs_hook=lambda pairs, s=seen: s.append([k for k, _ in pairs]))
        if seen and any(seen[-1].count(key) > 1 for key in keys):
            twice.add(number)
    assert twice <= set(found)


def test_inner_objects_with_the_same_keys_are_read_and_true_repeats_are_not(tmp_path: Path) -> None:
    layout = Layout("text", ("text",), (), (("id", "id"),))
    inner = b'{"id": 1, "text": "a", "user": {"id": 2, "text": "b"}}\n'
    path = write(tmp_path, "a.jsonl", inner * 3 + b'{"id": 1, "text": "c", "id": 2}\n' + inner)
    assert texts(path, layout=layout) == ["a"] * 4
    assert reasons(path, layout=layout) == {"duplicate_key": 1}
    # An escape that spells the key does not hide that another was lost.
    hidden = b'{"id": 1, "id": 2, "text": "d", "x": {"\\u0069d": 3}}\n'
    path = write(tmp_path, "b.jsonl", hidden)
    assert reasons(path, layout=layout) == {"duplicate_key": 1}


cells = st.text(st.sampled_from('ab",\n\r \t'), max_size=4)
csv_lines = st.lists(st.one_of(cells, st.sampled_from(["1,2", '"a\nb",c', "", " ", '"open'])))


@settings(deadline=None, max_examples=300)
@given(csv_lines, st.sampled_from([b"", b"1,\xff\n"]), st.sampled_from([12, 1 << 20]))
def test_csv_rows(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], bad: bytes, limit: int
) -> None:
    data = "id,text\n" + "\n".join(lines) + "\n"
    path = write(tmp_path_factory.mktemp("law"), "a.csv", data.encode() + bad + data.encode())
    layout = Layout("text", ("text",), (), (("id", "id"),))
    found = batches(path, layout=layout, limit=limit)
    with patch("provaudit.corpus.csv_feed.Feed.ahead", return_value=None):
        expected = batches(path, layout=layout, limit=limit)
    assert everything(found) == everything(expected)
    lost = [[(r.line, r.detail) for b in each for r in b.rejects] for each in (found, expected)]
    assert lost[0] == lost[1]
