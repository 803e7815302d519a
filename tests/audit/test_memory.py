"""``--memory`` is a promise: the whole process tree stays below it, whatever the corpus."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from provaudit.audit import Request, audit, memory
from provaudit.audit.packed import Packed
from provaudit.errors import UserError
from provaudit.model import DataFile, Layout, Source

MIB = 1 << 20


def pss_of(pid: int) -> int:
    """Return the proportional set size of a process and of all below it, in bytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [
            int(child) for task in tasks for child in (task / "children").read_text().split()
        ]
    except OSError:
        return 0  # it has ended meanwhile
    own = next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return own + sum(map(pss_of, children))


def long_line(folder: Path) -> Iterator[str]:
    with (folder / "line.jsonl").open("wb") as file:
        file.write(b'{"text": "the first"}\n{"text": "')
        file.truncate(500 * MIB)  # a hole: it takes no room on disk
        file.seek(0, os.SEEK_END)
        file.write(b'"}\n{"text": "the last"}\n')
    yield '"records": 2'
    yield '"rejected": 1'


def tiny_files(folder: Path) -> Iterator[str]:
    for number in range(2000):
        (folder / f"{number:05}.txt").write_text(f"note {number}")
    yield '"records": 2000'


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="no smaps_rollup here")
@pytest.mark.parametrize("write", [long_line, tiny_files])
def test_the_process_tree_stays_below(
    write: Callable[[Path], Iterator[str]], tmp_path: Path
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    expected = list(write(data))
    options = ["--memory", "700MiB", "--quiet", "--fail-on", "never", "--out", str(out)]
    process = subprocess.Popen([sys.executable, "-m", "provaudit", "audit", str(data), *options])
    peak = 0
    while process.poll() is None:
        peak = max(peak, pss_of(process.pid))
        time.sleep(0.1)
    assert process.returncode == 0
    facts = (out / "audit.json").read_text()
    assert all(fact in facts for fact in expected)
    assert 50 * MIB < peak < 700 * MIB


def test_the_largest_record_follows_memory_alone() -> None:
    found = [memory.largest_record(size * MIB) // MIB for size in (512, 1024, 2048, 16384, 1 << 20)]
    assert found == [4, 32, 64, 128, 256]


@pytest.mark.parametrize("size", [512, 1024, 2048, 4096, 65536])
def test_workers_fit(size: int) -> None:
    number = memory.workers_for(None, size * MIB, 1000)
    assert number >= 1
    needed = memory._WAITING + number * memory.worker_bytes(size * MIB)
    assert needed <= size * MIB


def test_more_workers_than_fit_are_refused_with_what_they_need() -> None:
    with pytest.raises(UserError, match=r"40 workers need --memory \d+MiB at worst, and 2048MiB"):
        memory.workers_for(40, 2048 * MIB, 1000)


def test_the_list_of_files_counts() -> None:
    memory.require_room(2048 * MIB, 1_000_000)
    memory.require_room(512 * MIB, 1)
    with pytest.raises(
        UserError, match=r"5000000 files need --memory \d+MiB at worst, and 2048MiB"
    ):
        memory.require_room(2048 * MIB, 5_000_000)
    assert memory.workers_for(None, 2048 * MIB, 1000, 3_000_000) == 1
    assert memory.share_of_duckdb(2048 * MIB, 1_000_000) < memory.share_of_duckdb(2048 * MIB)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc here")
def test_workers_that_take_more_than_there_is_are_ended_and_that_is_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.jsonl").write_text(50_000 * '{"text": "a note that takes a while"}\n')
    # This process alone takes more.
    request = Request(paths=(str(data),), out=tmp_path / "out", memory=MIB, workers=None)
    with pytest.raises(UserError, match=r"every process .* died: try --workers 1 and more"):
        audit(request)


def test_a_plan_of_many_files_takes_some_hundred_bytes_a_file() -> None:
    source = Source(id="notes", files=("**",))
    layout = Layout("text", ("text",), said="text: the whole file is one record")
    digests = (hashlib.sha256(b"%d" % number).hexdigest() for number in range(20_000))
    files = [
        DataFile(f"/data/notes/{n:06}.txt", f"notes/{n:06}.txt", "text", "none", 20, digest, layout)
        for n, digest in enumerate(digests)
    ]
    files = [replace(file, source=source) for file in files]
    packed = Packed(files)
    assert list(packed) == files
    assert (len(packed), packed[0], packed[-1], packed[5000]) == (
        20_000,
        files[0],
        files[-1],
        files[5000],
    )
    assert packed[1020:1030] == files[1020:1030]
    assert sum(map(len, packed._lots)) < 80 * len(files)
    assert list(Packed([])) == []
    with pytest.raises(IndexError):
        packed[20_000]
