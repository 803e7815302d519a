"""One archive or file that cannot be cut is committed in parts, and goes on from the last."""

import gzip
import json
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from provaudit.audit import Request, audit, shards
from provaudit.corpus import csv_file, frames, json_file, jsonl, overlap, streams
from provaudit.scan import partial_tables

ROWS = [
    {"id": f"r{i:05}", "text": f'Note {i}, "quoted",\nof the ferry and the harbour {i % 7}.'}
    for i in range(3000)
]
BAD = b'{"text": broken}\n'
SAME = ("origin", "diversity", "duplicates", "languages", "rejects", "findings")


def lines() -> bytes:
    made = [json.dumps(row).encode() + b"\n" for row in ROWS]
    made[1000:1000] = made[2500:2500] = [BAD]
    return b"".join(made)


def as_gzip(folder: Path) -> None:
    (folder / "all.jsonl.gz").write_bytes(gzip.compress(lines()))


def as_zstd(folder: Path) -> None:
    with pa.CompressedOutputStream(str(folder / "all.jsonl.zst"), "zstd") as file:
        file.write(lines())


def as_csv(folder: Path) -> None:
    rows = "".join('{id},"{text}"\r\n'.format(**{k: v.replace('"', '""') for k, v in row.items()})
                   for row in ROWS)  # fmt: skip
    broken = rows.replace("r01000,", "r01000,,").replace("r02500,", "r02500,,")
    (folder / "all.csv").write_bytes(f"id,text\r\n{broken}".encode())


def as_list(folder: Path) -> None:
    (folder / "all.json").write_text(json.dumps([*ROWS[:2000], 7, *ROWS[2000:]], indent=1))


def as_wrapped(folder: Path) -> None:
    (folder / "all.json").write_text(json.dumps({"data": [*ROWS[:2000], 7, *ROWS[2000:]]}))


WRITERS = [as_gzip, as_zstd, as_csv, as_list, as_wrapped]


class Killed(Exception):
    """Stands for a signal, at a place of the test's choice."""


def run(data: Path, out: Path, inline: Executor) -> dict[str, Any]:
    facts = audit(Request(paths=(str(data),), out=out), executor=inline).facts
    return {key: facts.get(key) for key in (*SAME, "corpus")}


def mark_often(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (jsonl, csv_file, json_file):
        monkeypatch.setattr(module, "MARK_BYTES", 40_000)
    monkeypatch.setattr(streams, "_ARCHIVE_CHUNK", 10_000)
    monkeypatch.setattr(streams, "_PLAIN_CHUNK", 10_000)
    monkeypatch.setattr(overlap, "CHUNK", 10_000)


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_killed_in_its_middle_goes_on_from_the_last_part(
    write: Callable[[Path], None],
    tmp_path: Path,
    inline: Executor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    write(data)
    whole = run(data, tmp_path / "whole", inline)
    assert whole["corpus"]["rejected"] > 0
    mark_often(monkeypatch)
    assert run(data, tmp_path / "parts", inline) == whole
    _kill_at_part(monkeypatch, 3)
    with pytest.raises(Killed):
        run(data, tmp_path / "killed", inline)
    monkeypatch.undo()
    kept = _times(tmp_path / "killed")
    assert len(kept) == 3
    assert run(data, tmp_path / "killed", inline) == whole
    assert kept.items() <= _times(tmp_path / "killed").items()


def _kill_at_part(monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    commit, done = partial_tables.PartialTables.commit, []

    def commit_or_die(tables: partial_tables.PartialTables, resume: int | None = None) -> None:
        if len(done) == parts:
            raise Killed
        done.append(resume)
        commit(tables, resume)

    monkeypatch.setattr(partial_tables.PartialTables, "commit", commit_or_die)


def _times(out: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in (out / "tables/slices").iterdir()}


_SLOW = """
import sys, time
from concurrent.futures import Executor, Future
from pathlib import Path
from provaudit.audit import Request, audit
from provaudit.corpus import jsonl, overlap, streams
from provaudit.scan import shard
jsonl.MARK_BYTES, overlap.CHUNK, streams._ARCHIVE_CHUNK = 40_000, 10_000, 10_000
class Slow(Executor):
    def submit(self, fn, /, *args):
        future = Future()
        future.set_result(fn(*args))
        return future
measure = shard.scan_batch
def slowly(*given):
    time.sleep(0.1)
    return measure(*given)
shard.scan_batch = slowly
audit(Request(paths=(sys.argv[1],), out=Path(sys.argv[2])), executor=Slow())
"""


def test_sigkill_inside_one_archive(tmp_path: Path, inline: Executor) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    as_gzip(data)
    whole = run(data, tmp_path / "whole", inline)
    process = subprocess.Popen([sys.executable, "-c", _SLOW, str(data), str(out)])
    deadline = time.monotonic() + 60
    while len(list((out / "tables/slices").glob("*.parquet"))) < 2:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = _times(out)
    assert all("-" in name for name in kept)  # no part is the last
    assert run(data, out, inline) == whole
    finished = [name for name in kept if name.endswith(".parquet")]
    assert {name: kept[name] for name in finished}.items() <= _times(out).items()


def seekable(pieces: list[bytes], table: bool) -> bytes:
    """Return zstd frames, one a piece, with a seek table behind them if wanted."""
    packed = [pa.compress(piece, "zstd", asbytes=True) for piece in pieces]
    entries = b"".join(
        struct.pack("<II", len(one), len(piece)) for one, piece in zip(packed, pieces, strict=True)
    )
    footer = struct.pack("<IBI", len(pieces), 0, 0x8F92EAB1)
    head = struct.pack("<II", 0x184D2A5E, len(entries) + len(footer))
    return b"".join(packed) + (head + entries + footer if table else b"")


def bgzf(pieces: list[bytes]) -> bytes:
    """Return BGZF blocks, one a piece, as the SAM specification has them."""
    blocks = []
    for piece in pieces:
        plain = gzip.compress(piece, mtime=0)
        size = len(plain) + 8 - 1
        extra = struct.pack("<HBBHH", 6, 66, 67, 2, size)
        blocks.append(plain[:3] + b"\x04" + plain[4:10] + extra + plain[10:])
    return b"".join(blocks)


@pytest.mark.parametrize("kind", ["table", "frames", "bgzf"])
def test_an_archive_of_frames_is_cut_and_any_cut_is_the_same(
    kind: str, tmp_path: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = lines()
    cuts = [*range(0, len(content), 9_001), len(content)]
    pieces = [content[a:b] for a, b in pairwise(cuts)]
    pieces[4:5] = [pieces[4][: pieces[4].index(b"\n") + 1], pieces[4][pieces[4].index(b"\n") + 1 :]]
    data = tmp_path / "data"
    data.mkdir()
    if kind == "bgzf":
        (data / "all.jsonl.gz").write_bytes(bgzf(pieces))
    else:
        (data / "all.jsonl.zst").write_bytes(seekable(pieces, kind == "table"))
    whole = run(data, tmp_path / "whole", inline)
    monkeypatch.setattr(shards, "SHARD_BYTES", 20_000)
    assert run(data, tmp_path / "cut", inline) == whole
    assert len(_times(tmp_path / "cut")) > 8


def test_a_seek_table_that_lies_is_not_believed(tmp_path: Path) -> None:
    content = seekable([b"a" * 50, b"b" * 50], table=True)
    for at in range(len(content) - 33, len(content)):
        path = tmp_path / f"{at}.zst"
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        found = frames.frames_of(str(path), "zstd", 10)
        assert all(path.read_bytes()[one : one + 4] == b"\x28\xb5\x2f\xfd" for one, _ in found)


def test_damage_in_headers_is_no_crash(tmp_path: Path) -> None:
    content = seekable([b"a" * 50, b"b" * 50], table=False)
    for end in range(len(content)):
        path = tmp_path / "cut.zst"
        path.write_bytes(content[:end])
        assert len(frames.frames_of(str(path), "zstd", 10)) <= 1


def test_an_arrow_file_is_cut_between_record_batches(
    tmp_path: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    table = pa.Table.from_pylist(ROWS)
    with pa.ipc.new_file(data / "all.arrow", table.schema) as writer:
        writer.write_table(table, max_chunksize=100)
    whole = run(data, tmp_path / "whole", inline)
    monkeypatch.setattr(shards, "SHARD_BYTES", 20_000)
    assert run(data, tmp_path / "cut", inline) == whole
    assert len(_times(tmp_path / "cut")) > 5
