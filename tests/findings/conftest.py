"""A store with every result table, empty, into which a case puts its few rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pyarrow as pa
import pytest

from provaudit import fence
from provaudit.audit.consent import put_access
from provaudit.audit.lineage import SCHEMAS
from provaudit.estimate import (
    find_near_duplicates,
    find_repeated_ids,
    no_diversity,
    no_touching,
    trace_records,
)
from provaudit.stats import compare_diversity, count_cells, measure_lineage, run_statistics
from provaudit.store import Store, open_store

_FILES = {
    "file": pa.string(),
    "source": pa.string(),
    "sha256": pa.string(),
    "bytes": pa.int64(),
    "in_manifest": pa.bool_(),
    "split": pa.string(),
}
_OF_THE_ROAD = {
    "files": _FILES,
    "skipped": {"file": pa.string(), "reason": pa.string()},
    "manifest_sources": {
        "source": pa.string(),
        "license": pa.string(),
        "declared": pa.string(),
        "files_matched": pa.int64(),
        "position": pa.int64(),
    },
    "manifest_facts": {
        "source": pa.string(),
        "sha256": pa.string(),
        "collected_start": pa.string(),
        "collected_end": pa.string(),
        "files": pa.int64(),
        "bytes": pa.int64(),
        "records": pa.int64(),
        "share": pa.float64(),
        "language": pa.list_(pa.string()),
        "opt_outs_checked": pa.list_(pa.string()),
    },
    "missing_columns": {"who": pa.string(), "message": pa.string()},
    "reference": {"attribute": pa.string(), "value": pa.string(), "share": pa.float64()},
    "known_generators": {
        "name": pa.string(),
        "family": pa.string(),
        "vendor": pa.string(),
        "released": pa.string(),
    },
    "known_residues": {"code": pa.string(), "first_seen": pa.string()},
    "style_by_source": {
        "source": pa.string(),
        **dict.fromkeys(("records", "declared_human", "suspected"), pa.int64()),
        "fpr": pa.float64(),
    },
    "run": {"has_manifest": pa.bool_(), "records_name_source": pa.bool_(), "sampled": pa.bool_()},
}


@pytest.fixture(scope="session")
def empty_audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of an audit of nothing, with a manifest: made once, copied for a test."""
    database = tmp_path_factory.mktemp("empty") / "audit.duckdb"
    with open_store(database) as opened:
        for name, schema in fence.TABLES.items():
            opened.put(name, schema.empty_table())
        opened.put("rejects", fence.REJECTS.append(pa.field("line", pa.int64())).empty_table())
        for name, columns in _OF_THE_ROAD.items():
            opened.put(name, pa.schema(columns).empty_table())
        put_access(opened, None)
        opened.put("diversity", no_diversity())
        opened.put("touching", no_touching())
        opened.put("records_parts", fence.RECORDS.empty_table())  # what some estimates read
        count_cells(opened)
        find_near_duplicates(opened)
        find_repeated_ids(opened)
        run_statistics(opened, {"max_group_values": 200})
        compare_diversity(opened)
        for name, nodes in SCHEMAS.items():
            opened.put(name, nodes.empty_table())
        trace_records(opened)
        measure_lineage(opened)
        put(opened, "run", [{"has_manifest": True, "records_name_source": False, "sampled": False}])
    return database


@pytest.fixture
def store(empty_audit: Path, tmp_path: Path) -> Iterator[Store]:
    """Give the result tables of an audit of nothing, with a manifest."""
    copy(empty_audit, tmp_path / "audit.duckdb")
    with open_store(tmp_path / "audit.duckdb") as opened:
        yield opened


@pytest.fixture
def fill(store: Store) -> Callable[[dict[str, list[dict[str, Any]]]], Store]:
    """Replace tables by the rows given; a column that a row leaves out is null."""

    def filled(tables: dict[str, list[dict[str, Any]]]) -> Store:
        for name, rows in tables.items():
            put(store, name, rows)
        return store

    return filled


def put(store: Store, name: str, rows: list[dict[str, Any]]) -> None:
    schema = store.arrow(f"from {name}").schema
    unknown = {column for row in rows for column in row} - set(schema.names)
    assert not unknown, f"{name} has no columns {unknown}"
    store.put(name, pa.Table.from_pylist(rows, schema=schema))
