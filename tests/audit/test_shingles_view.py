"""The sample of shingles is cut again over all shards, and is the same however they were cut."""

import json
import random
from concurrent.futures import Executor
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from provaudit import fence
from provaudit.audit import Request, audit, shards
from provaudit.store import DATABASE, open_store


def row(file: str, position: int, rank: int, text: str) -> dict[str, Any]:
    key = text.encode() * 16
    return {
        "file": file, "position": position, "rank": rank, "content_hash": key, "shingles": [rank]
    }  # fmt: skip


def test_the_smallest_ranks_stay_whatever_the_order(tmp_path: Path) -> None:
    rows = [
        row("b", 0, 3, "y"),
        row("a", 9, 3, "z"),
        row("a", 0, (1 << 64) - 1, "v"),
        row("b", 5, 1, "x"),
        row("b", 7, 1, "x"),
        row("c", 2, 1, "x"),
    ]
    view = files("provaudit.audit") / "views" / "shingles.sql"
    with open_store(tmp_path / "audit.duckdb") as store:
        store.put("relabelled", fence.SHINGLES.empty_table().select(["file", "position", "origin"]))
        for order in (rows, rows[::-1]):
            store.put("shingles_parts", pa.Table.from_pylist(order, schema=fence.SHINGLES))
            store.table_from(view, "shingles", {"texts": 2})
            columns = ", ".join(rows[0])
            assert store.query(f"select {columns} from shingles") == [rows[3], rows[0]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with 400 records that have 30 texts, whole and nearly, over and over."""
    chance = random.Random(3)
    texts = [" ".join(chance.choices("abcdefghij", k=chance.randint(4, 25))) for _ in range(30)]
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("b", "a"):
        lines = [json.dumps({"text": chance.choice(texts)}) + "\n" for _ in range(200)]
        (folder / f"{name}.jsonl").write_text("".join(lines))
    return folder


@pytest.mark.parametrize("kept", [1000, 7])
def test_equal_texts_in_any_split(
    kept: int, data: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fence, "SHINGLE_TEXTS", kept)
    views = []
    for size in (1 << 20, 3000, 500):
        monkeypatch.setattr(shards, "SHARD_BYTES", size)
        out = data.parent / str(size)
        audit(Request(paths=(str(data),), out=out, linguistics=False), executor=inline)
        with open_store(out / DATABASE, read_only=True) as store:
            views.append(store.query("from shingles"))
    assert 7 <= len(views[0]) <= 30
    assert len(list((data.parent / "500" / "tables" / "slices").iterdir())) > 10
    assert views[0] == views[1] == views[2]
