from pathlib import Path

import pyarrow.parquet as pq

from provaudit import fence
from provaudit.scan.partial_tables import PartialTables, committed, keep_only


def reject(reason: str) -> dict[str, object]:
    return {
        "source": None, "file": "a.jsonl", "slice_start": 0, "line_in_slice": 1,
        "byte_offset": 0, "reason": reason, "detail": "", "records": 1,
    }  # fmt: skip


def slice_row(shard: str) -> dict[str, object]:
    return {
        "shard": shard, "file": "a.jsonl", "start": 0, "lines": 1, "records": 0, "rejected": 1,
        "bytes": 1,
    }  # fmt: skip


def write(folder: Path, key: str) -> None:
    with PartialTables(folder, key, ()) as tables:
        tables.add_rows("rejects", [reject("bad_json")])
        tables.add_rows("slices", [slice_row(key)])
        tables.commit()


def files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.glob("*/*"))


def test_committed_tables_hold_the_rows(tmp_path: Path) -> None:
    write(tmp_path, "k1")
    assert files(tmp_path) == ["rejects/k1.parquet", "slices/k1.parquet"]
    assert pq.read_table(tmp_path / "rejects" / "k1.parquet")["reason"].to_pylist() == ["bad_json"]
    assert committed(tmp_path) == {"k1"}


def test_tables_that_were_not_committed_do_not_exist(tmp_path: Path) -> None:
    with PartialTables(tmp_path, "k1", ()) as tables:
        tables.add_rows("rejects", [reject("bad_json")])
    assert files(tmp_path) == []


def test_what_a_killed_worker_left_is_removed(tmp_path: Path) -> None:
    write(tmp_path, "kept")
    write(tmp_path, "of-no-shard")
    write(tmp_path, "half")
    (tmp_path / "slices" / "half.parquet").unlink()  # killed before the last rename
    (tmp_path / "rejects" / "x.parquet.tmp").write_bytes(b"PAR1")
    keep_only(tmp_path, {"kept", "half"})
    assert files(tmp_path) == ["rejects/kept.parquet", "slices/kept.parquet"]


def test_missing_columns_are_null_and_attributes_have_columns(tmp_path: Path) -> None:
    with PartialTables(tmp_path, "k", ("region",)) as tables:
        tables.add_rows("records", [{"record_id": "a", "attribute_region": "north"}])
        tables.commit()
    table = pq.read_table(tmp_path / "records" / "k.parquet")
    assert table.schema.names == [*fence.RECORDS.names, "attribute_region"]
    assert table["attribute_region"].to_pylist() == ["north"]
    assert table["origin"].to_pylist() == [None]
