"""How fast a whole audit is, beside what the same machine does with the same bytes in this run.

    python benchmarks/throughput.py [--megabytes 200] [--workers 1 2] [--json FILE]

Every figure is megabytes of text per CPU second of the whole process tree. The limits: orjson
parsing the same lines, pyarrow reading the text column of the same Parquet file, numpy reading the
file and summing its bytes. Start-up (an audit of ten records) is measured too and shown, not
subtracted. Runs alternate and the median of three counts, since machines are noisy.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow.parquet as pq
from corpus import write

ROUNDS = 3


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def audit(data: Path, workers: int) -> tuple[float, float]:
    """Return CPU seconds and wall seconds of a fresh audit."""
    with tempfile.TemporaryDirectory() as out:
        command = [
            *(sys.executable, "-m", "provaudit", "audit", str(data), "--out", f"{out}/a"),
            *("--workers", str(workers), "--quiet", "--fail-on", "never"),
        ]
        cpu, wall = cpu_of_children(), time.perf_counter()
        subprocess.run(command, check=True)
        return cpu_of_children() - cpu, time.perf_counter() - wall


def own_cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def parse_lines(path: Path) -> None:
    with path.open("rb") as file:
        for line in file:
            orjson.loads(line)


def read_column(path: Path) -> None:
    for _ in pq.ParquetFile(path).iter_batches(columns=["text"], use_threads=False):
        pass


def pass_over(path: Path) -> None:
    np.fromfile(path, np.uint8).sum(dtype=np.uint64)


def measure(megabytes: float, workers: list[int]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        files = {
            form: write(Path(folder) / form, megabytes, form)
            for form in ("jsonl", "parquet", "zst")
        }
        few = write(Path(folder) / "few", 0.02, "jsonl")
        audit(few, 1)  # compiles the kernels, warms the page cache
        seconds: dict[str, list[float]] = {}
        walls: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for name, work, file in (
                ("limit: orjson parses the lines", parse_lines, files["jsonl"]),
                ("limit: pyarrow reads the column", read_column, files["parquet"]),
                ("limit: numpy reads and sums the bytes", pass_over, files["jsonl"]),
            ):
                seconds.setdefault(name, []).append(own_cpu(lambda w=work, f=file: w(f)))
            seconds.setdefault("start-up", []).append(audit(few, 1)[0])
            for form, file in files.items():
                for number in workers:
                    name = f"audit {form}, workers {number}"
                    cpu, wall = audit(file, number)
                    seconds.setdefault(name, []).append(cpu)
                    walls.setdefault(name, []).append(wall)
    rows = []
    parsed = statistics.median(seconds["limit: orjson parses the lines"])
    for name, values in seconds.items():
        cpu = statistics.median(values)
        row = {"what": name, "cpu_s": cpu}
        if name != "start-up":
            row |= {"mb_per_cpu_s": megabytes / cpu, "of_orjson": parsed / cpu}
        if name in walls:
            row |= {"wall_s": statistics.median(walls[name])}
        rows.append(row)
    return {"megabytes": megabytes, "machine": machine(), "rows": rows}


def machine() -> str:
    return f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}"


def table(result: dict[str, Any]) -> str:
    lines = [
        f"{result['megabytes']} MB of text; {result['machine']}; median of {ROUNDS}",
        "",
        "| what | CPU s | MB per CPU s | speed of orjson | wall s |",
        "|---|--:|--:|--:|--:|",
    ]
    for row in result["rows"]:
        shown = [
            f"{row[key]:.{digits}f}" if key in row else ""
            for key, digits in (
                *(("cpu_s", 2), ("mb_per_cpu_s", 1), ("of_orjson", 3)),
                ("wall_s", 1),
            )
        ]
        lines.append(f"| {row['what']} | " + " | ".join(shown) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result = measure(options.megabytes, options.workers)
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")
