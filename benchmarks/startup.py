"""What a command costs before it does anything, beside bare Python in the same run.

    python benchmarks/startup.py

CPU seconds, median of ten; the commands alternate.
"""

import statistics
import sys
from pathlib import Path

from usage import run

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


if __name__ == "__main__":
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            taken[name].append(run(command)[0].cpu)
    bare = statistics.median(taken["python -c pass"])
    print("| command | CPU s | over bare Python |\n|---|--:|--:|")
    for name, values in taken.items():
        median = statistics.median(values)
        print(f"| {name} | {median:.3f} | {median - bare:.3f} |")
