"""Whatever a file holds: no traceback, nothing lost without a count, nothing held in memory."""

import json
import random
import tracemalloc
from pathlib import Path

import pytest
from corpus_cases import COMPRESS, batches, reasons, rejects, texts, write

SUFFIXES = [
    "jsonl", "json", "csv", "tsv", "parquet", "arrow", "feather", "txt",
    "jsonl.gz", "json.zst", "csv.bz2", "txt.xz", "arrow.gz", "arrow.zst",
]  # fmt: skip


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("seed", [1, 2])
def test_garbage_is_rejected(tmp_path: Path, suffix: str, seed: int) -> None:
    data = random.Random(seed).randbytes(20_000)
    path = write(tmp_path, f"a.{suffix}", data)
    assert reasons(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_text_of_another_kind_is_rejected_or_read(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path, f"a.{suffix}", "<script>alert(1)</script>\n" * 50)
    found = batches(path)
    # In CSV the first line names the column; elsewhere it is a record or a reject itself.
    assert any(map(len, found)) or any(batch.rejects for batch in found)


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if "." in suffix])
def test_garbage_inside_an_archive(tmp_path: Path, suffix: str) -> None:
    garbage = random.Random(3).randbytes(20_000)
    path = write(tmp_path, f"a.{suffix}", COMPRESS[suffix.partition(".")[2]](garbage))
    assert reasons(path)


def test_the_same_parquet_file_cut_anywhere(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": [f"text {n}" for n in range(50)]}), tmp_path / "whole.parquet")
    data = (tmp_path / "whole.parquet").read_bytes()
    for at in range(0, len(data), max(1, len(data) // 40)):
        path = write(tmp_path, "cut.parquet", data[:at])
        assert reasons(path) == {"unreadable": 1}


def test_flipped_bytes_in_parquet_never_raise(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": [f"text {n}" for n in range(50)]}), tmp_path / "whole.parquet")
    data = (tmp_path / "whole.parquet").read_bytes()
    chance = random.Random(4)
    for _ in range(60):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path = write(tmp_path, "flipped.parquet", bytes(changed))
        found = batches(path)
        assert sum(map(len, found)) == 50 or any(batch.rejects for batch in found)


def test_a_line_of_100_mb_is_rejected_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as sink:
        sink.write(b'{"text": "a"}\n{"text": "')
        for _ in range(100):
            sink.write(b"x" * (1 << 20))
        sink.write(b'"}\n{"text": "b"}\n')
    assert texts(path, text="text") == ["a", "b"]
    tracemalloc.start()
    assert reasons(path, text="text") == {"too_long": 1}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 << 20


def test_a_text_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as sink:
        sink.truncate(1 << 30)
    (reject,) = rejects(path)
    assert (reject.reason, reject.records) == ("too_long", 1)


def test_text_files(tmp_path: Path) -> None:
    assert texts(write(tmp_path, "a.txt", "one\nrecord\n")) == ["one\nrecord\n"]
    assert texts(write(tmp_path, "b.md", "\ufeff# Title")) == ["# Title"]
    assert texts(write(tmp_path, "c.txt", "")) == []
    (reject,) = rejects(write(tmp_path, "d.txt", b"caf\xe9 au lait"))
    assert (reject.reason, reject.byte_offset) == ("bad_utf8", 3)
    assert reasons(write(tmp_path, "e.txt", "text".encode("utf-16"))) == {"bad_utf8": 1}
    assert texts(write(tmp_path, "f.txt.xz", COMPRESS["xz"](b"packed"))) == ["packed"]


def test_a_file_that_is_gone_is_a_reject(tmp_path: Path) -> None:
    from corpus_cases import data_file

    from provaudit.corpus import read, slices_of
    from provaudit.model import ScanSettings

    for name in ("a.jsonl", "a.csv", "a.json", "a.txt"):
        path = write(tmp_path, name, '{"text": "a"}\n')
        file = data_file(path)
        path.unlink()
        (part,) = slices_of(file, 1 << 30)
        (batch,) = read(part, ScanSettings())
        assert [reject.reason for reject in batch.rejects] == ["unreadable"]


def test_details_are_safe_to_print(tmp_path: Path) -> None:
    path = write(tmp_path, "\x1b[2J.jsonl", b'{"\x1b]0;x\x07": \n')
    (reject,) = rejects(path)
    assert "\x1b" not in reject.detail + reject.file


def test_markup_and_formulas_come_through_untouched(tmp_path: Path) -> None:
    hostile = ["<script>alert(1)</script>", "=HYPERLINK(0)", "'; drop table x; --", "\x1b[31m"]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in hostile)
    assert texts(write(tmp_path, "a.jsonl", lines)) == hostile
