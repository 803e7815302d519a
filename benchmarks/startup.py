"""What a command costs before it does anything, beside bare Python in the same run.

    python benchmarks/startup.py

CPU seconds, median of ten; the commands alternate.
"""

import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = ROOT / "tests" / "golden" / "corpus" / "provenance.yaml"
PYTHON = sys.executable
COMMANDS = {
    "python -c pass": [PYTHON, "-c", "pass"],
    "import click": [PYTHON, "-c", "import click"],
    "provaudit --help": [PYTHON, "-m", "provaudit", "--help"],
    "provaudit audit --help": [PYTHON, "-m", "provaudit", "audit", "--help"],
    "provaudit rules": [PYTHON, "-m", "provaudit", "rules"],
    "provaudit check": [PYTHON, "-m", "provaudit", "check", str(MANIFEST)],
}
ROUNDS = 10


def cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            taken[name].append(cpu(command))
    bare = statistics.median(taken["python -c pass"])
    print("| command | CPU s | over bare Python |\n|---|--:|--:|")
    for name, values in taken.items():
        median = statistics.median(values)
        print(f"| {name} | {median:.3f} | {median - bare:.3f} |")
