"""An audit of a corpus that changed scans only what is new, and says the same as a fresh one."""

import json
import os
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from provaudit import corpus
from provaudit.audit import Request, audit, digests, shards


def write(folder: Path, name: str, rows: int = 40) -> None:
    made = [{"id": f"{name}{i}", "text": f"Sentence {i} of the file {name}."} for i in range(rows)]
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in made))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shards, "SHARD_BYTES", 2000)
    folder = tmp_path / "data"
    folder.mkdir()
    for number in range(12):
        write(folder, f"part-{number:02}.jsonl", 20)
    return folder


def run(data: Path, out: Path, inline: Executor) -> tuple[dict[str, Any], int, list[str]]:
    """Return the facts without those of the run, how many shards were scanned, and the notes."""
    slices, notes = out / "tables/slices", []
    before = {file.name: file.stat().st_mtime_ns for file in slices.glob("*")}

    def tell(stage: str, done: int, total: int, rejects: int = 0, note: str = "") -> None:
        notes.extend([note] if note else [])

    facts = audit(Request(paths=(str(data),), out=out), executor=inline, progress=tell).facts
    after = {file.name: file.stat().st_mtime_ns for file in slices.glob("*")}
    return (
        {k: v for k, v in facts.items() if k != "run"},
        len(after.items() - before.items()),
        notes,
    )


def test_only_what_was_added_is_scanned(data: Path, tmp_path: Path, inline: Executor) -> None:
    _, first, notes = run(data, tmp_path / "out", inline)
    assert (first, notes) == (12, [])
    write(data, "part-00b.jsonl", 20)
    write(data, "zz.jsonl", 20)
    grown, scanned, notes = run(data, tmp_path / "out", inline)
    assert scanned == 2
    assert notes == ["12 of 14 shards known from before"]
    assert grown == run(data, tmp_path / "fresh", inline)[0]


def test_what_was_removed_is_dropped(data: Path, tmp_path: Path, inline: Executor) -> None:
    run(data, tmp_path / "out", inline)
    (data / "part-05.jsonl").unlink()
    shrunk, scanned, _ = run(data, tmp_path / "out", inline)
    assert scanned == 0
    assert shrunk == run(data, tmp_path / "fresh", inline)[0]


def test_a_touched_file_is_not_scanned(data: Path, tmp_path: Path, inline: Executor) -> None:
    before, _, _ = run(data, tmp_path / "out", inline)
    os.utime(data / "part-03.jsonl", (1, 1))
    assert run(data, tmp_path / "out", inline)[:2] == (before, 0)


def test_tiny_files_that_share_a_shard_cost_only_their_own(
    data: Path, tmp_path: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_FILES_IN_MEAN", 10)
    for number in range(300):
        (data / f"note-{number:03}.md").write_text("x")
    _, first, _ = run(data, tmp_path / "out", inline)
    assert first > 20
    (data / "note-000a.md").write_text("y")
    grown, scanned, _ = run(data, tmp_path / "out", inline)
    assert scanned <= 2
    assert grown == run(data, tmp_path / "fresh", inline)[0]


def test_digests_of_before_are_found_by_path_whatever_their_order(tmp_path: Path) -> None:
    for number in range(700):
        (tmp_path / f"{number:03}.txt").write_text(f"note {number}")
    files = corpus.find([str(tmp_path)], tmp_path / "out").files
    first = digests.digests_of(files[100:], digests.none_known(), shards.SHARD_BYTES)
    shuffled = first.take(list(range(599, -1, -1)))
    # What is not read again keeps the forged digest that it has here.
    zeros = pa.array([bytes(32)] * 600, pa.binary(32))
    forged = shuffled.set_column(3, shuffled.schema.field("sha256"), zeros)
    found = list(digests.rows_of(digests.digests_of(files, forged, shards.SHARD_BYTES)))
    assert [one.sha256 == bytes(32) for one in found] == [False] * 100 + [True] * 600
    fresh = digests.digests_of(files, digests.none_known(), shards.SHARD_BYTES)
    assert [one.sha256 for one in found[:100]] == fresh["sha256"].to_pylist()[:100]
    assert [one.changed for one in found] == fresh["changed"].to_pylist()
