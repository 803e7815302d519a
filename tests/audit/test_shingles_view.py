"""The sample of shingles is cut again over all shards."""

from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from provaudit import fence
from provaudit.store import open_store


def test_the_smallest_ranks_stay_whatever_the_order(tmp_path: Path) -> None:
    rows = [
        {"file": "b", "position": 0, "rank": 3, "shingles": [3, 4]},
        {"file": "a", "position": 9, "rank": 3, "shingles": [3]},
        {"file": "a", "position": 0, "rank": (1 << 64) - 1, "shingles": [(1 << 64) - 1]},
        {"file": "b", "position": 5, "rank": 1, "shingles": [1, 2]},
    ]
    view = files("provaudit.audit") / "views" / "shingles.sql"
    with open_store(tmp_path / "audit.duckdb") as store:
        store.put("relabelled", fence.SHINGLES.empty_table().select(["file", "position", "origin"]))
        for order in (rows, rows[::-1]):
            store.put("shingles_parts", pa.Table.from_pylist(order, schema=fence.SHINGLES))
            store.table_from(view, "shingles", {"texts": 2})
            kept = store.query("select file, position, rank, shingles from shingles")
            assert kept == [rows[3], rows[1]]
