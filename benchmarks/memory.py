"""Whether ``--memory`` is kept: the peak of the process tree, for corpora that are hard on it.

    python benchmarks/memory.py [--case NAME ...] [--json FILE]

Every 0.1 s the proportional set sizes (PSS: a page that processes share counts once in all) of the
audit and of all below it are read from ``/proc/*/smaps_rollup`` and added up. Linux only.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from corpus import write

MIB = 1 << 20
_EVERY = 0.1


def peaks_of(command: list[str], measuring: Path) -> tuple[tuple[int, int], float, int]:
    """Run a command; return the peak PSS in bytes of its process tree, seconds and exit code.

    Two peaks: until the file ``measuring`` appears, and from then on.
    """
    began, peaks, stage = time.perf_counter(), [0, 0], 0
    process = subprocess.Popen(command)
    while process.poll() is None:
        stage = stage or int(measuring.exists())
        peaks[stage] = max(peaks[stage], sum(map(_pss, _tree(process.pid))))
        time.sleep(_EVERY)
    return (peaks[0], peaks[1]), time.perf_counter() - began, process.returncode


def _tree(root: int) -> Iterator[int]:
    yield root
    try:
        tasks = list(Path(f"/proc/{root}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return  # it has ended meanwhile
    for child in children:
        yield from _tree(int(child))


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:")), 0)


def ordinary(folder: Path) -> None:
    """Write 1 GB of JSON lines."""
    write(folder, 1000, "jsonl")


def one_line(folder: Path) -> None:
    """Write one JSON line of 4 GB between two that are small."""
    with (folder / "line.jsonl").open("wb") as file:
        file.writelines(_one_line())


def one_line_zst(folder: Path) -> None:
    """Write a zst archive of a few hundred kB that inflates to one line of 4 GB."""
    with pa.CompressedOutputStream(str(folder / "line.jsonl.zst"), "zstd") as file:
        for piece in _one_line():
            file.write(piece)


def one_line_gz(folder: Path) -> None:
    """Write a gzip archive that inflates to one line of 4 GB."""
    with gzip.open(folder / "line.jsonl.gz", "wb", compresslevel=1) as file:
        file.writelines(_one_line())


def one_element(folder: Path) -> None:
    """Write a JSON list of which one element has 4 GB."""
    with (folder / "list.json").open("wb") as file:
        file.write(b"[")
        file.writelines(line.replace(b"}\n", b"},") for line in _one_line())
        file.write(b'{"text": "the last"}]')


def one_text(folder: Path) -> None:
    """Write a text file of 4 GB beside a small one."""
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(4 << 30)
    (folder / "small.txt").write_text("a small note")


def one_cell(folder: Path) -> None:
    """Write a Parquet file with a string of 1.2 GB in one of three rows."""
    texts = ["a small text", "word " * (240 << 20), "another small text"]
    table = pa.table({"text": pa.array(texts, pa.large_string())})
    pq.write_table(table, folder / "cell.parquet", compression="zstd")


def tiny_files(folder: Path) -> None:
    """Write a million text files of some twenty bytes in a thousand folders."""
    for number in range(1000):
        inner = folder / f"{number:03}"
        inner.mkdir()
        for other in range(1000):
            (inner / f"{other:03}.txt").write_text(f"note {other} in folder {number}")


def _one_line() -> Iterator[bytes]:
    yield b'{"text": "the first"}\n'
    yield b'{"text": "'
    piece = b"all work and no play makes a long line " * (MIB // 39)
    for _ in range((4 << 30) // len(piece)):
        yield piece
    yield b'"}\n'
    yield b'{"text": "the last"}\n'


CASES: dict[str, Callable[[Path], None]] = {
    "1 GB of JSON lines": ordinary,
    "a line of 4 GB": one_line,
    "a line of 4 GB in zst": one_line_zst,
    "a line of 4 GB in gz": one_line_gz,
    "a JSON element of 4 GB": one_element,
    "a text file of 4 GB": one_text,
    "a Parquet cell of 1.2 GB": one_cell,
    "a million tiny files": tiny_files,
}


def measure(names: list[str], memories: list[int], workers: list[int]) -> Iterator[dict[str, Any]]:
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            data.mkdir()
            CASES[name](data)
            for memory in memories:
                for number in workers:
                    yield _audited(name, data, memory, number)


def _audited(name: str, data: Path, memory: int, workers: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as out:
        command = [
            *(sys.executable, "-m", "provaudit", "audit", str(data), "--out", f"{out}/a"),
            *("--memory", f"{memory}MiB", "--workers", str(workers)),
            *("--quiet", "--fail-on", "never"),
        ]
        peaks, seconds, code = peaks_of(command, Path(out, "a", "audit.duckdb.tmp"))
        facts = Path(out, "a", "audit.json")
        corpus = json.loads(facts.read_text())["corpus"] if facts.is_file() else {}
    return {
        "case": name,
        "workers": workers,
        "memory_mib": memory,
        "scan_mib": round(peaks[0] / MIB),
        "measure_mib": round(peaks[1] / MIB),
        "seconds": round(seconds, 1),
        "exit": code,
        "records": corpus.get("records"),
        "rejected": corpus.get("rejected"),
    }


def table(rows: list[dict[str, Any]]) -> str:
    keys = ("case", "workers", "memory_mib", "scan_mib", "measure_mib", "records", "rejected")
    heads = ("case", "workers", "--memory", "peak, scan", "peak, measure", "records", "rejected")
    lines = ["| " + " | ".join(heads) + " |", "|---|--:|--:|--:|--:|--:|--:|"]
    lines += ["| " + " | ".join(str(row[key]) for key in keys) + " |" for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--case", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--memory", type=int, nargs="+", default=[512, 1024, 2048], help="in MiB")
    parser.add_argument("--workers", type=int, nargs="+", default=[1])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for row in measure(options.case, options.memory, options.workers):
        rows.append(row)
        print(row, file=sys.stderr, flush=True)
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")
