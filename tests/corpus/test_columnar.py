import datetime
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_cases import (
    batches,
    column,
    data_file,
    everything,
    positions,
    reasons,
    rejects,
    texts,
    write,
)

from provaudit.corpus import read, slices_of
from provaudit.model import ScanSettings

LOREM = [f"the text of record number {number}" for number in range(100)]


def parquet(folder: Path, table: pa.Table, **options: Any) -> Path:
    path = folder / "a.parquet"
    pq.write_table(table, path, **options)
    return path


def test_positions_are_row_numbers_in_every_slice(tmp_path: Path) -> None:
    path = parquet(tmp_path, pa.table({"text": LOREM}), row_group_size=7)
    assert positions(path) == list(range(100))
    assert positions(path, target=1) == list(range(100))
    assert everything(batches(path, target=1)) == everything(batches(path))
    assert sum(batch.bytes for batch in batches(path, target=1)) == path.stat().st_size


def test_slices_are_runs_of_row_groups(tmp_path: Path) -> None:
    path = parquet(tmp_path, pa.table({"text": LOREM}), row_group_size=10)
    facts = pq.ParquetFile(path).metadata
    largest = max(facts.row_group(group).total_byte_size for group in range(10))
    file = data_file(path)
    assert [(s.start, s.end) for s in slices_of(file, 1)][:2] == [(0, 1), (1, 2)]
    assert len(slices_of(file, 3 * largest)) == 4
    assert [(s.start, s.end) for s in slices_of(file, 1 << 40)] == [(0, -1)]


def test_a_damaged_row_group_costs_only_its_rows(tmp_path: Path) -> None:
    path = parquet(
        tmp_path,
        pa.table({"text": LOREM}),
        row_group_size=50,
        compression="zstd",
        use_dictionary=False,
    )
    file = data_file(path)
    facts = pq.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    middle = facts.data_page_offset + facts.total_compressed_size // 2
    data[middle : middle + 40] = b"\xaa" * 40
    path.write_bytes(data)
    (part,) = slices_of(file, 1 << 30)
    found = list(read(part, ScanSettings()))
    assert [text for batch in found for text in batch.text.to_pylist()] == LOREM[:50]
    (reject,) = [reject for batch in found for reject in batch.rejects]
    assert (reject.reason, reject.records) == ("unreadable", 50)


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.feather"])
@pytest.mark.parametrize(
    "data", [b"", b"PAR1", b"ARROW1\x00\x00", b"\x00" * 500, b"FEA1" + b"x" * 99]
)
def test_what_cannot_be_read_is_one_reject(tmp_path: Path, name: str, data: bytes) -> None:
    path = write(tmp_path, name, data)
    (reject,) = rejects(path)
    assert (reject.reason, reject.records) == ("unreadable", None)


def test_a_string_that_is_not_utf8_costs_its_record(tmp_path: Path) -> None:
    raw = pa.array([b"good", b"b\xffd", b"fine"], pa.binary()).view(pa.string())
    table = pa.table({"text": raw})
    path = parquet(tmp_path, table)
    assert texts(path) == ["good", "fine"]
    assert positions(path) == [0, 2]
    assert reasons(path) == {"bad_utf8": 1}
    arrow = tmp_path / "b.arrow"
    with pa.ipc.new_stream(arrow, table.schema) as sink:
        sink.write_table(table)
    assert texts(arrow) == ["good", "fine"]
    assert reasons(arrow) == {"bad_utf8": 1}


def test_binary_text_is_read_as_utf8(tmp_path: Path) -> None:
    path = parquet(
        tmp_path, pa.table({"text": [b"caf\xc3\xa9", b"\xff"], "id": [b"\x01\xff", b"x"]})
    )
    assert texts(path) == ["café"]
    assert column(path, "id") == ["01ff"]
    assert reasons(path) == {"bad_utf8": 1}


@pytest.mark.parametrize("kind", ["stream", "file", "feather", "stream.zst", "file.gz"])
def test_arrow_in_both_forms_and_compressed(tmp_path: Path, kind: str) -> None:
    table = pa.table({"text": LOREM})
    path = tmp_path / "a.arrow"
    new = pa.ipc.new_stream if kind.startswith("stream") else pa.ipc.new_file
    with new(path, table.schema) as sink:
        for batch in table.to_batches(max_chunksize=30):
            sink.write_batch(batch)
    if "." in kind:
        suffix = kind.rpartition(".")[2]
        from corpus_cases import COMPRESS

        path = write(tmp_path, f"b.arrow.{suffix}", COMPRESS[suffix](path.read_bytes()))
    assert texts(path) == LOREM
    assert positions(path) == list(range(100))
    assert sum(batch.bytes for batch in batches(path)) == path.stat().st_size


def test_a_stream_cut_short_is_read_up_to_there(tmp_path: Path) -> None:
    table = pa.table({"text": LOREM})
    path = tmp_path / "a.arrow"
    with pa.ipc.new_stream(path, table.schema) as sink:
        for batch in table.to_batches(max_chunksize=10):
            sink.write_batch(batch)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    found = texts(path)
    assert found == LOREM[: len(found)]
    assert 0 < len(found) < 100
    (reject,) = rejects(path)
    assert (reject.reason, reject.records) == ("unreadable", None)


def test_offsets_outside_of_their_buffer_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.arrow"
    batch = pa.RecordBatch.from_pydict({"text": ["abcdefgh"]})
    with pa.ipc.new_stream(path, batch.schema) as sink:
        sink.write_batch(batch)
    offsets = b"\x00\x00\x00\x00\x08\x00\x00\x00"
    head, _, rest = path.read_bytes().rpartition(offsets)
    path.write_bytes(head + b"\x00\x00\x00\x00\xff\xff\xff\x7f" + rest)
    assert reasons(path) == {"unreadable": 1}


def test_values_become_strings_as_python_writes_them(tmp_path: Path) -> None:
    day = datetime.datetime(2020, 1, 2, 3, 4, 5)
    table = pa.table(
        {
            "text": ["a"],
            "double": [1.0],
            "nan": [float("nan")],
            "flag": [True],
            "when": pa.array([day], pa.timestamp("ns", tz="Nowhere/Town")),
            "far": pa.array([10**18], pa.timestamp("us")),
            "tags": [["x", "y"]],
            "name": pa.array(["n"]).dictionary_encode(),
        }
    )
    path = parquet(tmp_path, table)
    names = ("double", "nan", "flag", "when", "far", "tags", "name")
    found = {n: column(path, f"attribute:{n}", attributes=((n, n),))[0] for n in names}
    assert found == {
        "double": "1.0",
        "nan": None,
        "flag": "true",
        "when": "2020-01-02T03:04:05",
        "far": None,
        "tags": '["x","y"]',
        "name": "n",
    }


def test_a_table_without_used_columns_still_counts_its_rows(tmp_path: Path) -> None:
    path = parquet(tmp_path, pa.table({"n": [1, 2, 3]}))
    assert texts(path) == [None, None, None]
    assert positions(path) == [0, 1, 2]


def test_a_literal_name_with_dots_wins(tmp_path: Path) -> None:
    table = pa.table({"text": ["a"], "m.k": ["literal"], "m": [{"k": "inner", "j": "deep"}]})
    path = parquet(tmp_path, table)
    assert column(path, "attribute:a", attributes=(("a", "m.k"),)) == ["literal"]
    assert column(path, "attribute:a", attributes=(("a", "m.j"),)) == ["deep"]


def test_long_texts_are_read_in_small_batches(tmp_path: Path) -> None:
    path = parquet(tmp_path, pa.table({"text": ["x" * 1_000_000 + " y"] * 40}))
    found = batches(path, limit=2_000_000)
    assert sum(map(len, found)) == 40
    assert max(batch.text.nbytes for batch in found) < 20 << 20
    assert [(r.reason, r.records) for r in rejects(path, limit=1000)] == [("too_long", 40)]


@pytest.mark.parametrize("name", [b"\xff.parquet", b"\xff.arrow", "ü.parquet".encode()])
def test_names_need_not_be_utf8(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    table = pa.table({"text": ["a", "b"]})
    with path.open("wb") as sink:
        if path.suffix == ".parquet":
            pq.write_table(table, sink)
        else:
            with pa.ipc.new_file(sink, table.schema) as writer:
                writer.write_table(table)
    assert texts(path) == ["a", "b"]


@pytest.mark.parametrize(("limit", "expected"), [(1 << 19, {}), (1 << 18, {"too_long": 30_000})])
def test_a_page_of_many_records_is_read_up_to_four_of_the_largest(
    tmp_path: Path, limit: int, expected: dict[str, int]
) -> None:
    # The first page has 20,000 rows of 100 bytes; some writers make one of a whole row group.
    rows = pa.table({"text": [f"the text of record {number:077}" for number in range(30_000)]})
    path = parquet(tmp_path, rows, use_dictionary=False, data_page_size=1 << 30)
    found = rejects(path, limit=limit)
    assert {reject.reason: reject.records for reject in found} == expected
    assert len(positions(path, limit=limit)) == (0 if expected else 30_000)
