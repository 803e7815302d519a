"""What a megabyte costs as the corpus grows, and what more workers save; peak memory of the tree.

    python benchmarks/scaling.py [--megabytes 10 100 1000 10000] [--workers 1 2 4]
        [--memory-mib 2048] [--place DIR] [--json FILE] [--update docs/performance.md]

Each size is written anew as JSON lines, in files of up to 1 GB, audited from start to report with
each number of workers, and removed; ``--place`` needs room for the largest corpus and its tables.
Cost is CPU seconds of the process tree per MB of text, net of start-up (an audit of ten records)
and gross; ``of 1 GB`` compares net cost with that of the size nearest to 1 GB. Bytes of each table
at the fence are kept in the JSON, for benchmarks/scale.py.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from corpus import write_files
from usage import machine, markdown, parser, run, tell

STAGES = Path(__file__).with_name("stages.py")
FILE_MB = 1000
COLUMNS = {
    "megabytes": "MB of text",
    "workers": "workers",
    "cpu_s": "CPU s",
    "wall_s": "wall s",
    "cpu_ms_per_mb": "CPU ms per MB",
    "net_cpu_ms_per_mb": "net of start-up",
    "of_one_gb": "of 1 GB",
    "wall_ms_per_mb": "wall ms per MB",
    "peak_mib": "peak MiB",
}


def measure(sizes: list[float], workers: list[int], memory: int, place: Path) -> dict[str, Any]:
    startup = measure_size(0.02, [1], memory, place)[0]
    rows = [row for size in sizes for row in measure_size(size, workers, memory, place)]
    for row in rows:
        size = row["megabytes"]
        row["cpu_ms_per_mb"] = row["cpu_s"] / size * 1000
        row["net_cpu_ms_per_mb"] = (row["cpu_s"] - startup["cpu_s"]) / size * 1000
        row["wall_ms_per_mb"] = row["wall_s"] / size * 1000
    for row in rows:
        row["of_one_gb"] = row["net_cpu_ms_per_mb"] / gigabyte(rows, row)["net_cpu_ms_per_mb"]
    return {"machine": machine(), "memory_mib": memory, "startup": startup, "rows": rows}


def measure_size(
    megabytes: float, workers: list[int], memory: int, place: Path
) -> list[dict[str, Any]]:
    """Write a corpus, audit it with each number of workers, and leave nothing behind."""
    rows = []
    with tempfile.TemporaryDirectory(dir=place) as folder:
        write_files(Path(folder, "data"), megabytes, "jsonl", min(FILE_MB, megabytes))
        for number in workers:
            command = [sys.executable, str(STAGES), f"{folder}/data", f"{folder}/audit"]
            options = ["--workers", str(number), "--memory-mib", str(memory)]
            used, printed = run([*command, *options])
            about = {"megabytes": megabytes, "workers": number}
            rows.append({**about, **used.row(), **json.loads(printed)})
    return rows


def gigabyte(rows: list[dict[str, Any]], like: dict[str, Any]) -> dict[str, Any]:
    """Return the row nearest to 1 GB with as many workers."""
    same = [row for row in rows if row["workers"] == like["workers"]]
    return min(same, key=lambda row: abs(row["megabytes"] - 1000))


def text_of(result: dict[str, Any]) -> str:
    startup = result["startup"]
    return (
        f"{result['machine']}; `--memory {result['memory_mib']}MiB`; start-up "
        f"{startup['cpu_s']:.1f} CPU s.\n\n{markdown(COLUMNS, result['rows'])}"
    )


def options() -> argparse.Namespace:
    made = parser(__doc__)
    made.add_argument("--megabytes", type=float, nargs="+", default=[10, 100, 1000, 10_000])
    made.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    made.add_argument("--memory-mib", type=int, default=2048)
    made.add_argument("--place", type=Path, help="folder for the corpora [default: temporary]")
    return made.parse_args()


if __name__ == "__main__":
    chosen = options()
    result = measure(chosen.megabytes, chosen.workers, chosen.memory_mib, chosen.place)
    tell(result, "scaling", text_of(result), chosen)
