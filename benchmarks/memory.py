"""Whether ``--memory`` is kept: the peak of the process tree, for corpora that are hard on it.

    python benchmarks/memory.py [--case NAME ...] [--memory MIB ...] [--workers N ...] [--cold]

``--cold`` gives numba an empty cache, as after an installation, so that the kernels are compiled.

Every 0.1 s the proportional set sizes (PSS: a page that processes share counts once in all) of the
audit and of all below it are read from ``/proc/*/smaps_rollup`` and added up. Linux only.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from corpus import records, write

MIB = 1 << 20
_EVERY = 0.1


def peaks_of(
    command: list[str], measuring: Path, environment: dict[str, str] | None = None
) -> tuple[tuple[int, int], float, int]:
    """Run a command; return the peak PSS in bytes of its process tree, seconds and exit code.

    Two peaks: until the file ``measuring`` appears, and from then on.
    """
    began, peaks, stage = time.perf_counter(), [0, 0], 0
    process = subprocess.Popen(command, env=environment)
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


def many_records(folder: Path) -> None:
    """Write 100,000 records of 800 characters, 80 MB of text, as JSON lines."""
    with (folder / "many.jsonl").open("w") as file:
        for number, record in enumerate(islice(_long_enough(), 100_000)):
            text = f"{number} {record['text']}"[:800]
            file.write(json.dumps({**record, "text": text}, ensure_ascii=False) + "\n")


def _long_enough() -> Iterator[dict[str, Any]]:
    return (record for record in records(400) if len(record["text"]) >= 800)


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


def one_entry(folder: Path) -> None:
    """Write a Parquet file in which 200 rows name one entry of 3 MB in a dictionary."""
    texts = ["word " * 600_000] * 200 + ["a small text"]
    pq.write_table(pa.table({"text": texts}), folder / "entry.parquet", compression="zstd")


def arrow_cell(folder: Path) -> None:
    """Write an Arrow file with a string of 200 MB in one of three rows."""
    _arrow_cell(folder, None)


def arrow_cell_zstd(folder: Path) -> None:
    """Write the same in zstd."""
    _arrow_cell(folder, "zstd")


def _arrow_cell(folder: Path, compression: str | None) -> None:
    texts = ["a small text", "word " * (40 << 20), "another small text"]
    table = pa.table({"text": texts})
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_file(str(folder / "cell.arrow"), table.schema, options=options) as writer:
        writer.write_table(table)


def tiny_files(folder: Path) -> None:
    """Write a million text files of some twenty bytes in a thousand folders."""
    _tiny_files(folder, 1000)


def fewer_files(folder: Path) -> None:
    """Write a hundred thousand of them."""
    _tiny_files(folder, 100)


def _tiny_files(folder: Path, folders: int) -> None:
    for number in range(folders):
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
    "a Parquet dictionary's entry of 3 MB in 200 rows": one_entry,
    "an Arrow cell of 200 MB": arrow_cell,
    "an Arrow cell of 200 MB in zstd": arrow_cell_zstd,
    "100,000 records of 80 MB": many_records,
    "100,000 tiny files": fewer_files,
    "a million tiny files": tiny_files,
}


def measure(
    names: list[str], memories: list[int], workers: list[int | None], *, cold: bool = False
) -> Iterator[dict[str, Any]]:
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            data.mkdir()
            CASES[name](data)
            for memory in memories:
                for number in workers:
                    yield _audited(name, data, memory, number, cold=cold)


def _audited(
    name: str, data: Path, memory: int, workers: int | None, *, cold: bool
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as out:
        command = [
            *(sys.executable, "-m", "provaudit", "audit", str(data), "--out", f"{out}/a"),
            *("--memory", f"{memory}MiB", "--quiet", "--fail-on", "never"),
            *(("--workers", str(workers)) if workers else ()),
        ]
        place = {"NUMBA_CACHE_DIR": f"{out}/kernels"} if cold else {}
        measuring = Path(out, "a", "audit.duckdb.tmp")
        peaks, seconds, code = peaks_of(command, measuring, {**os.environ, **place})
        facts = Path(out, "a", "audit.json")
        corpus = json.loads(facts.read_text())["corpus"] if facts.is_file() else {}
    return {
        "case": name + (", kernels compiled" if cold else ""),
        "workers": workers or "as fit",
        "memory_mib": memory,
        "scan_mib": round(peaks[0] / MIB),
        "measure_mib": round(peaks[1] / MIB),
        "seconds": round(seconds, 1),
        "exit": code,
        "records": corpus.get("records"),
        "rejected": corpus.get("rejected"),
    }


def table(rows: list[dict[str, Any]]) -> str:
    lines = ["| " + " | ".join(_COLUMNS.values()) + " |", "|---" + "|--:" * 7 + "|"]
    lines += ["| " + " | ".join(str(row[key]) for key in _COLUMNS) + " |" for row in rows]
    return "\n".join(lines)


_COLUMNS = {
    "case": "case",
    "workers": "workers",
    "memory_mib": "--memory",
    "scan_mib": "peak, scan",
    "measure_mib": "peak, measure",
    "seconds": "s",
    "records": "records",
    "rejected": "rejected",
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--case", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--memory", type=int, nargs="+", default=[512, 1024, 2048], help="in MiB")
    parser.add_argument("--workers", type=int, nargs="+", default=[None], help="as many as fit")
    parser.add_argument("--cold", action="store_true", help="with an empty cache of kernels")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for row in measure(options.case, options.memory, options.workers, cold=options.cold):
        rows.append(row)
        print(row, file=sys.stderr, flush=True)
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")
