"""Rows of Parquet are decoded so many at a time that no run of them takes too much."""

from pathlib import Path
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_cases import rejects, texts

from provaudit.corpus import page_rows, parquet_file
from provaudit.corpus.page_rows import Column, rows_within
from provaudit.corpus.pages import Page
from provaudit.model import Layout


def page(size: int, values: int, *, names: bool = False) -> Page:
    return Page(size, size, 0, values, False, names)


def test_long_rows_that_lie_together_are_decoded_few_at_a_time() -> None:
    short, long = [page(1000, 100)] * 50, [page(1000, 1)] * 20
    assert rows_within([Column(short, 1, 0)], 4096, 50_000) == 4096
    # Sixteen rows reach into sixteen pages of a kilobyte at most.
    assert rows_within([Column(short + long + short, 1, 0)], 4096, 16_000) == 16
    assert rows_within([Column(short + long + short, 1, 0)], 4096, 15_000) == 4
    assert rows_within([Column(long, 1, 0)], 4096, 10) == 1


def test_the_columns_are_added_up() -> None:
    one = Column([page(1000, 1)] * 100, 1, 0)
    assert rows_within([one], 64, 64_000) == 64
    assert rows_within([one, one], 64, 64_000) == 16


def test_a_long_entry_that_many_rows_name_counts_for_each() -> None:
    column = Column([page(500, 4000, names=True)], 1, 1000)
    assert rows_within([column], 4096, 1_100_000) == 1024
    assert rows_within([column], 4096, 4_000_000) == 4096


@pytest.mark.parametrize("compression", ["none", "zstd", "snappy", "gzip", "brotli", "lz4"])
def test_the_longest_entry_of_a_dictionary(compression: str, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    notes = [f"a note, number {i}" for i in range(500)] + ["word " * 2000] * 500
    pq.write_table(pa.table({"text": notes}), path, compression=compression)
    facts = pq.ParquetFile(path).metadata.row_group(0)
    (column,) = parquet_file._looked_at(str(path), facts, None)
    assert column.longest == 10_000
    assert rows_within([column], 4096, 100_000) == 4


def test_an_entry_that_cannot_be_seen_counts_as_all(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\xff" * 9000)
    with path.open("rb") as raw:
        whole = Page(9000, 9000, 0, 3, True, False)
        assert page_rows.longest_entry(raw, whole, "UNCOMPRESSED") == 9000
        assert page_rows.longest_entry(raw, whole, "ZSTD") == 9000


def test_a_huge_dictionary_is_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["x" * 20_000_000, "a note"]}), path, compression="zstd")
    allocated = pa.total_allocated_bytes()
    with patch.object(page_rows, "_longest", side_effect=AssertionError):
        (reject,) = rejects(path, limit=1_000_000, layout=Layout("text", ("text",)))
    assert (reject.reason, reject.records) == ("too_long", 2)
    assert pa.total_allocated_bytes() - allocated < 1_000_000


def test_rows_of_a_long_entry_are_all_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["word " * 4000] * 300 + ["a small one"] * 10}), path)
    asked = []
    found = parquet_file.rows_within

    def rows(*given: object) -> int:
        asked.append(found(*given))  # type: ignore[arg-type]
        return asked[-1]

    monkeypatch.setattr(parquet_file, "rows_within", rows)
    monkeypatch.setattr(parquet_file, "_PAGE_OF_RECORD", 1)
    assert len(texts(path, limit=40_000)) == 310
    assert asked[-1] == 1
