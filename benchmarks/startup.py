"""What a command costs before it does anything, and what an audit of few records costs as a whole.

    python benchmarks/startup.py [--rounds 10] [--records 1000 100000] [--audits 3] [--workers 1 2]
        [--json FILE] [--update docs/performance.md]

Commands beside bare Python: CPU seconds, medians of the rounds; the commands alternate. Audits:
from the command to the report, with everything on; the records are those of corpus.py, of which the
last 800 characters are kept, so 100,000 are 80 MB. Seconds are medians of the audits, which
alternate too, memory is the highest peak of the process tree. All is warm: before them an audit
that does not count has compiled the kernels and filled the caches.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import records
from usage import Usage, audit_command, machine, markdown, median, parser, run, tell

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = ROOT / "tests" / "golden" / "corpus" / "provenance.yaml"
CHARACTERS = 800
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "provaudit --help": ["-m", "provaudit", "--help"],
    "provaudit audit --help": ["-m", "provaudit", "audit", "--help"],
    "provaudit rules": ["-m", "provaudit", "rules"],
    "provaudit check": ["-m", "provaudit", "check", str(MANIFEST)],
}
COMMAND_COLUMNS = {"command": "command", "cpu_s": "CPU s", "over_s": "over bare Python"}
AUDIT_COLUMNS = {
    "records": "records",
    "megabytes": "MB",
    "workers": "workers",
    "wall_s": "wall s",
    "cpu_s": "CPU s",
    "peak_mib": "peak MiB",
}


def commands(rounds: int) -> list[dict[str, Any]]:
    """Return what each command costs."""
    taken: dict[str, list[Usage]] = defaultdict(list)
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            taken[name].append(run([sys.executable, *command])[0])
    costs = {name: median(each).cpu for name, each in taken.items()}
    bare = costs["python -c pass"]
    return [{"command": name, "cpu_s": cpu, "over_s": cpu - bare} for name, cpu in costs.items()]


def audits(sizes: list[int], workers: list[int], rounds: int) -> list[dict[str, Any]]:
    """Return what an audit of each size costs with each number of workers."""
    taken: dict[tuple[int, int], list[Usage]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as place:
        files = {size: write(Path(place), size) for size in sizes}
        audit(files[min(sizes)], 1)
        for _ in range(rounds):
            for size, file in files.items():
                for number in workers:
                    taken[size, number].append(audit(file, number))
        megabytes = {size: file.stat().st_size / 1e6 for size, file in files.items()}
    return [
        {
            **{"records": size, "megabytes": megabytes[size], "workers": number},
            **median(each).row(),
        }
        for (size, number), each in taken.items()
    ]


def write(folder: Path, number: int) -> Path:
    path = folder / str(number) / "records.jsonl"
    path.parent.mkdir()
    with path.open("w", encoding="utf-8") as file:
        for record in islice(records(float("inf")), number):
            short = record | {"text": record["text"][-CHARACTERS:]}
            file.write(json.dumps(short, ensure_ascii=False) + "\n")
    return path


def audit(data: Path, workers: int) -> Usage:
    """Return what a fresh audit takes."""
    with tempfile.TemporaryDirectory() as out:
        return run(audit_command(data, Path(out) / "audit", workers))[0]


def text_of(result: dict[str, Any]) -> str:
    """Return the tables with what they were measured on."""
    return (
        f"{result['machine']}; median of {result['rounds']} (commands) and {result['audits']} "
        f"(audits).\n\n{markdown(COMMAND_COLUMNS, result['commands'])}\n\n"
        f"{markdown(AUDIT_COLUMNS, result['rows'])}"
    )


def options() -> argparse.Namespace:
    made = parser(__doc__)
    made.add_argument("--rounds", type=int, default=10)
    made.add_argument("--records", type=int, nargs="+", default=[1000, 100_000])
    made.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    made.add_argument("--audits", type=int, default=3)
    return made.parse_args()


if __name__ == "__main__":
    chosen = options()
    result = {
        "machine": machine(),
        "rounds": chosen.rounds,
        "audits": chosen.audits,
        "commands": commands(chosen.rounds),
        "rows": audits(chosen.records, chosen.workers, chosen.audits),
    }
    tell(result, "startup", text_of(result), chosen)
