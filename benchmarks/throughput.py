"""How fast a whole audit and each stage is, beside what the machine does at best with the bytes.

    python benchmarks/throughput.py [--megabytes 1000] [--workers 1 2] [--rounds 3]
        [--json FILE] [--update docs/performance.md]

An audit is the command from start to report, with everything on, in processes of its own; the
corpus is that of corpus.py as one file of each format. MB are 10^6 bytes of text. CPU seconds are
those of the whole process tree; start-up (an audit of ten records) is shown, and subtracted only
in the column that says so. Audits and limits (limits.py) alternate; medians of the rounds.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from corpus import write
from limits import LIMITS
from usage import Usage, audit_command, machine, markdown, median, parser, run, tell

FORMATS = ("jsonl", "parquet", "zst")
STAGES = Path(__file__).with_name("stages.py")
RUNS = {
    "what": "what",
    "cpu_s": "CPU s",
    "wall_s": "wall s",
    "mb_per_cpu_s": "MB per CPU s",
    "net_mb_per_cpu_s": "net of start-up",
    "mb_per_wall_s": "MB per wall s",
    "of_orjson": "speed of orjson",
    "peak_mib": "peak MiB",
}
STAGE_COLUMNS = {
    "stage": "stage, one worker, JSONL",
    "cpu_s": "CPU s",
    "wall_s": "wall s",
    "mb_per_cpu_s": "MB per CPU s",
}


def measure(megabytes: float, workers: list[int], rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = {form: write(folder / form, megabytes, form) for form in FORMATS}
        few = write(folder / "few", 0.02, "jsonl")
        audit(few, 1)  # compiles the kernels where that was not done yet
        limits: dict[str, list[float]] = defaultdict(list)
        audits: dict[str, list[Usage]] = defaultdict(list)
        stages = []
        for _ in range(rounds):
            for name, (form, work) in LIMITS.items():
                limits[name].append(work(files[form]))
            audits["start-up"].append(audit(few, 1))
            for number in workers:
                for form, file in files.items():
                    audits[f"{form}, workers {number}"].append(audit(file, number))
            stages.append(stages_of(files["jsonl"]))
    seconds = {name: statistics.median(values) for name, values in limits.items()}
    rows = summed(seconds, {name: median(each) for name, each in audits.items()}, megabytes)
    about = {"megabytes": megabytes, "rounds": rounds, "machine": machine()}
    return {**about, "rows": rows, "stages": typical(stages, megabytes)}


def audit(data: Path, workers: int) -> Usage:
    """Return what a fresh audit takes."""
    with tempfile.TemporaryDirectory() as out:
        return run(audit_command(data, Path(out) / "audit", workers))[0]


def stages_of(data: Path) -> dict[str, Any]:
    """Return the seconds of each stage of an audit with one worker."""
    with tempfile.TemporaryDirectory() as out:
        _, printed = run([sys.executable, str(STAGES), str(data), f"{out}/audit"])
    stages: dict[str, Any] = json.loads(printed)["stages"]
    return stages


def summed(
    limits: dict[str, float], audits: dict[str, Usage], megabytes: float
) -> list[dict[str, Any]]:
    """Return the rows: the limits, start-up, the audits with their ratios."""
    orjson = limits["orjson parses the lines"]
    least = audits["start-up"].cpu
    rows: list[dict[str, Any]] = [
        {
            **{"what": f"limit: {name}", "cpu_s": seconds},
            **{"mb_per_cpu_s": megabytes / seconds, "of_orjson": orjson / seconds},
        }
        for name, seconds in limits.items()
    ]
    for name, used in audits.items():
        row: dict[str, Any] = {"what": name, **used.row()}
        if name != "start-up":
            row |= {
                "what": f"audit of {name}",
                "mb_per_cpu_s": megabytes / used.cpu,
                "net_mb_per_cpu_s": megabytes / max(used.cpu - least, 1e-9),
                "mb_per_wall_s": megabytes / used.wall,
                "of_orjson": orjson / used.cpu,
            }
        rows.append(row)
    return rows


def typical(runs: list[dict[str, Any]], megabytes: float) -> list[dict[str, Any]]:
    """Return the median seconds of each stage; speed only of what grows with the bytes."""
    rows = []
    for stage in runs[0]:
        cpu, wall = (
            statistics.median(one[stage][what] for one in runs) for what in ("cpu_s", "wall_s")
        )
        row = {"stage": stage, "cpu_s": cpu, "wall_s": wall}
        rows.append(row | ({"mb_per_cpu_s": megabytes / cpu} if stage != "importing" else {}))
    return rows


def text_of(result: dict[str, Any]) -> str:
    """Return the tables with what they were measured on."""
    return (
        f"{result['megabytes']:g} MB of text in each format; {result['machine']}; "
        f"median of {result['rounds']}.\n\n"
        f"{markdown(RUNS, result['rows'])}\n\n{markdown(STAGE_COLUMNS, result['stages'])}"
    )


def options() -> argparse.Namespace:
    made = parser(__doc__)
    made.add_argument("--megabytes", type=float, default=1000)
    made.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    made.add_argument("--rounds", type=int, default=3)
    return made.parse_args()


if __name__ == "__main__":
    chosen = options()
    result = measure(chosen.megabytes, chosen.workers, chosen.rounds)
    tell(result, "throughput", text_of(result), chosen)
