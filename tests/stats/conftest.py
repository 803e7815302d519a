"""A store with the tables that an audit has before its statistics, filled from small rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from provaudit import fence
from provaudit.access import agents_table
from provaudit.access.statements import STATEMENTS
from provaudit.estimate import find_near_duplicates, find_repeated_ids, no_touching
from provaudit.stats import count_cells, run_statistics
from provaudit.store import Store, open_store

Row = dict[str, Any]

# Nobody is trusted: the records are those of the scan.
RECORDS = files("provaudit.audit") / "views" / "records_as_scanned.sql"
BEFORE_STATISTICS = {
    "files": pa.schema(
        [
            ("file", pa.string()),
            ("source", pa.string()),
            ("format", pa.string()),
            ("compression", pa.string()),
            ("bytes", pa.int64()),
            ("sha256", pa.string()),
            ("layout", pa.string()),
            ("shape", pa.string()),
            ("split", pa.string()),
            ("in_manifest", pa.bool_()),
        ]
    ),
    "reference": pa.schema(
        [("attribute", pa.string()), ("value", pa.string()), ("share", pa.float64())]
    ),
    "known_generators": pa.schema(
        [("name", pa.string()), ("family", pa.string()), ("vendor", pa.string())]
    ),
    "manifest_facts": pa.schema(
        [
            *((name, pa.string()) for name in ("source", "collected_start", "collected_end")),
            *((name, pa.list_(pa.string())) for name in ("language", "opt_outs_checked")),
        ]
    ),
    "access": STATEMENTS,
    "access_agents": agents_table(asked=False).schema,
    "access_list": pa.schema([("statements", pa.int64())]),
    "evidence": fence.EVIDENCE,
    "rejects": fence.REJECTS.append(pa.field("line", pa.int64())),
    "shingles": fence.SHINGLES,
    "ngrams": fence.NGRAMS,
    "identifiers": fence.IDENTIFIERS,
    "touching": no_touching().schema,
}
A_RECORD = {
    "source": "books",
    "file": "a.jsonl",
    "declared": "human",
    "declared_by": "manifest",
    "suspected": False,
    "origin": "human",
    "basis": "declared",
    "conflict": False,
    "has_text": True,
    "chars": 10,
    "words": 2,
    "text_bytes": 11,
    "prompt_chars": 0,
}


def records_table(rows: list[Row], attributes: tuple[str, ...] = ()) -> pa.Table:
    filled = [
        {"record_id": f"r{i}", "position": i, "content_hash": i.to_bytes(16, "big")}
        | A_RECORD
        | row
        for i, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(filled, schema=fence.records_schema(attributes))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "audit.duckdb") as opened:
        yield opened


@pytest.fixture
def filled(store: Store) -> Callable[..., Store]:
    """Put the tables that come before the statistics and return the store."""

    def fill(records: list[Row], attributes: tuple[str, ...] = (), **tables: list[Row]) -> Store:
        store.put("records_parts", records_table(records, attributes))
        store.run(RECORDS)
        for name, schema in BEFORE_STATISTICS.items():
            store.put(name, pa.Table.from_pylist(tables.get(name, []), schema=schema))
        count_cells(store)
        find_near_duplicates(store)
        find_repeated_ids(store)
        return store

    return fill


@pytest.fixture
def measured(filled: Callable[..., Store]) -> Callable[..., Store]:
    """Put the tables, run the statistics and return the store."""

    def measure(
        records: list[Row], attributes: tuple[str, ...] = (), limit: int = 200, **tables: list[Row]
    ) -> Store:
        store = filled(records, attributes, **tables)
        run_statistics(store, {"max_group_values": limit})
        return store

    return measure
