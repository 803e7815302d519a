"""What must start at once imports nothing heavy."""

import subprocess
import sys

import pytest

HEAVY = ("duckdb", "pyarrow", "numpy", "orjson", "spacy", "jinja2", "numba", "vl_convert")
_SCRIPT = """
import sys
sys.argv = ["provaudit", *sys.argv[1:]]
from provaudit.cli import main
try:
    main()
except SystemExit:
    pass
print("LOADED", *sorted(name for name in sys.modules if "." not in name), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["audit", "--help"], ["check", "--help"]]
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *arguments], capture_output=True, text=True, check=True
    )
    loaded = run.stderr.split("LOADED ")[1].split()
    assert "click" in loaded
    assert not set(HEAVY) & set(loaded)
    assert "Usage" in run.stdout or "version" in run.stdout
