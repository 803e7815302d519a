"""The same records give the same batches in whatever format they lie."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_cases import batches
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit.model import Layout, RecordColumns

characters = st.characters(codec="utf-8") | st.sampled_from('\n\r",\\\t \u2028\x00{}[]')
strings = st.text(characters, max_size=20)
records = st.fixed_dictionaries({"id": strings, "text": strings, "group": strings})
turns = st.lists(
    st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant"]), "content": strings}),
    min_size=1,
    max_size=4,
)
TEXT = Layout("text", ("text",), (), (("id", "id"),), ("group",), (("g", "group"),))
TURNS = Layout("turns", ("messages",), (), (("id", "id"),), ("messages[].from",))


def written(folder: Path, rows: list[dict[str, Any]]) -> list[Path]:
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    (folder / "a.jsonl").write_bytes(lines)
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines))
    (folder / "c.json").write_text(json.dumps(rows, indent=1))
    table = pa.Table.from_pylist(rows)
    pq.write_table(table, folder / "d.parquet", row_group_size=2)
    with pa.ipc.new_stream(folder / "e.arrow", table.schema) as sink:
        sink.write_table(table)
    with (folder / "f.csv").open("w", encoding="utf-8", newline="") as sink:
        writer = csv.DictWriter(sink, list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        cells = [
            {key: json.dumps(cell) if isinstance(cell, list) else cell for key, cell in row.items()}
            for row in rows
        ]
        writer.writerows(cells)
    return sorted(folder.iterdir())


def content(path: Path, layout: Layout) -> list[tuple[Any, ...]]:
    found = batches(path, layout=layout)
    assert not [reject for batch in found for reject in batch.rejects]
    return [
        row
        for batch in found
        for row in zip(
            batch.text.to_pylist(),
            batch.prompt.to_pylist(),
            *(batch.columns[name].to_pylist() for name in sorted(batch.columns)),
            strict=True,
        )
    ]


@settings(deadline=None)
@given(st.lists(records, min_size=1, max_size=6))
def test_texts_and_columns_agree(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    first, *others = written(tmp_path_factory.mktemp("law"), rows)
    expected = [
        (row["text"] or None, None, row["group"] or None, row["id"] or None, row["group"] or None)
        for row in rows
    ]
    assert content(first, TEXT) == expected
    for path in others:
        assert content(path, TEXT) == expected, path.name


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries({"id": strings, "messages": turns}), min_size=1, max_size=4))
def test_chats_agree(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> None:
    first, *others = written(tmp_path_factory.mktemp("law"), rows)
    for path in others:
        assert content(path, TURNS) == content(first, TURNS), path.name


def test_numbers_agree(tmp_path: Path) -> None:
    rows = [{"text": "a", "n": 1.0, "i": 7}, {"text": "b", "n": 2.5, "i": 8}]
    named = (("n", "n"), ("i", "i"))
    layout = Layout("text", ("text",), attributes=named)
    for path in written(tmp_path, rows):
        assert content(path, layout) == [("a", None, "7", "1.0"), ("b", None, "8", "2.5")], path


def test_layouts_agree(tmp_path: Path) -> None:
    from corpus_cases import layout

    rows = [
        {"id": str(n), "text": f"text {n}", "source": "ab"[n % 2], "origin": "human", "n": n}
        for n in range(30)
    ]
    first, *others = [layout(path, RecordColumns()) for path in written(tmp_path, rows)]
    assert dict(first.columns) == {"id": "id", "source": "source", "origin": "origin"}
    assert all(other == first for other in others)
