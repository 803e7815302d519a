"""What `provaudit check` costs: one manifest beside check-jsonschema, and a thousand in one run.

    python benchmarks/check.py [PYTHON_WITH_CHECK_JSONSCHEMA]

CPU seconds of the whole process, median of ten; the commands alternate. Both run from bytecode, as
pip leaves it and a hook runs it, also where this checkout is not installed or writes none. Without
an argument a virtual environment with check-jsonschema is made in a temporary folder.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = ROOT / "tests" / "golden" / "corpus" / "provenance.yaml"
RICH = ROOT / "tests" / "manifest" / "cases" / "rich.yaml"  # every key of the schema
SCHEMA = ROOT / "schemas" / "manifest.schema.json"
ROUNDS, MANY = 10, 1000


def with_bytecode(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def cpu(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def other_python(folder: Path) -> str:
    if len(sys.argv) > 1:
        return sys.argv[1]
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "check-jsonschema"], check=True)
    return python


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        other = other_python(Path(name) / "venv")
        environment = with_bytecode(Path(name))
        commands = {
            "provaudit check": [sys.executable, "-m", "provaudit", "check", str(MANIFEST)],
            "check-jsonschema": [
                *(other, "-m", "check_jsonschema", "--schemafile", str(SCHEMA), str(MANIFEST)),
            ],
        }
        taken: dict[str, list[float]] = {command: [] for command in commands}
        for line in commands.values():
            cpu(line, environment)
        for _ in range(ROUNDS):
            for command, line in commands.items():
                taken[command].append(cpu(line, environment))
        ours, theirs = (statistics.median(taken[command]) for command in commands)
        print("| one manifest | CPU s |\n|---|--:|")
        print(f"| provaudit check | {ours:.3f} |\n| check-jsonschema | {theirs:.3f} |")
        print(f"\nratio {ours / theirs:.2f} (at most 0.50)")
        copies = [Path(name) / f"{number}.yaml" for number in range(MANY)]
        for copy in copies:
            copy.write_bytes(RICH.read_bytes())
        many = cpu([sys.executable, "-m", "provaudit", "check", *map(str, copies)], environment)
        print(f"{MANY} manifests with every key: {many:.2f} CPU s (less than 3)")
