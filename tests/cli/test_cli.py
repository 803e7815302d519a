"""The command line as scripts rely on it: exit codes, first lines of errors, what goes where."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a corpus and its audit; nothing declared, one residue, one bad line."""
    folder = tmp_path_factory.mktemp("cli")
    lines = [
        json.dumps({"id": f"r{i}", "text": f"The record number {i} is here."}) for i in range(9)
    ]
    lines.append(
        json.dumps({"id": "x", "text": "See :contentReference[oaicite:3]{index=3} there."})
    )
    lines.append('{"id": "broken", ')
    (folder / "data").mkdir()
    (folder / "data" / "a.jsonl").write_text("\n".join(lines))
    command = [sys.executable, "-m", "provaudit", "audit", "data", "--workers", "1"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert run.returncode in (0, 1), run.stderr
    assert run.stderr == ""  # progress only on a terminal
    (folder / "stdout").write_text(run.stdout)
    return folder


def test_summary_says_counts_share_findings_and_where(audited: Path) -> None:
    said = (audited / "stdout").read_text()
    assert "10 records, " in said
    assert "1 record could not be read" in said
    assert "text: column text" in said
    assert "PA602" in said
    assert "audit/report.html" in said


def test_quiet_prints_nothing_and_json_prints_the_facts(audited: Path, provaudit: Run) -> None:
    quiet = provaudit("audit", "data", "--quiet", cwd=audited)
    assert (quiet.stdout, quiet.stderr) == ("", "")
    printed = provaudit("audit", "data", "--json", cwd=audited)
    assert json.loads(printed.stdout) == json.loads((audited / "audit" / "audit.json").read_text())


def test_fail_level_decides_the_exit_code(audited: Path, provaudit: Run) -> None:
    assert provaudit("audit", "data", "--fail-on", "never", cwd=audited).returncode == 0
    assert provaudit("audit", "data", "--fail-on", "warning", cwd=audited).returncode == 1


def test_explain_shows_the_evidence_with_its_place(audited: Path, provaudit: Run) -> None:
    run = provaudit("explain", "audit", "x", cwd=audited)
    assert run.returncode == 0
    assert "verdict     mixed" in run.stdout
    assert "openai_contentref" in run.stdout
    assert "character 4" in run.stdout
    by_place = provaudit("explain", "audit", "a.jsonl@0", cwd=audited)
    assert "record      r0" in by_place.stdout


def test_explain_of_nobody_is_wrong_use(audited: Path, provaudit: Run) -> None:
    run = provaudit("explain", "audit", "nobody", cwd=audited)
    assert run.returncode == 2
    assert run.stderr.startswith("provaudit: no record 'nobody' in audit")


def test_query_prints_tables_rows_and_json(audited: Path, provaudit: Run) -> None:
    assert "origin_total" in provaudit("query", "audit", cwd=audited).stdout.split()
    table = provaudit("query", "audit", "select records, rejected from corpus", cwd=audited)
    assert table.stdout.split() == ["records", "rejected", "-------", "--------", "10", "1"]
    rows = provaudit(
        "query", "audit", "select 1 as a union select 2 order by a", "--json", cwd=audited
    )
    assert [json.loads(line)["a"] for line in rows.stdout.splitlines()] == [1, 2]


def test_query_cannot_write_and_says_what_is_wrong(audited: Path, provaudit: Run) -> None:
    for sql in ("create table t (a int)", "drop table corpus", "selec 1"):
        run = provaudit("query", "audit", sql, cwd=audited)
        assert run.returncode == 2
        assert run.stderr.startswith("provaudit: DuckDB says: ")
        assert "Traceback" not in run.stderr


def test_rules_lists_and_explains(tmp_path: Path, provaudit: Run) -> None:
    listed = provaudit("rules", cwd=tmp_path).stdout.splitlines()
    assert any(line.startswith("PA601  synthetic-overload: ") for line in listed)
    one = provaudit("rules", "pa601", cwd=tmp_path).stdout
    assert all(heading in one for heading in ("What\n", "Why\n", "Example\n", "Fix\n"))
    assert provaudit("rules", "PA000", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["audit", "nowhere"], 2, "nowhere"),
        (["audit"], 2, "Missing argument"),
        (["audit", ".", "--memory", "lots"], 2, "is no size"),
        (["audit", ".", "--attribute", "=x"], 2, "NAME or NAME=FIELD"),
        (["explain", "nowhere", "x"], 2, "does not exist"),
        (["query", ".", "select 1"], 2, "no audit directory"),
        (["frobnicate"], 2, "No such command"),
        (["check", "nowhere.yaml"], 2, "nowhere.yaml"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(
    arguments: list[str], code: int, message: str, tmp_path: Path, provaudit: Run
) -> None:
    run = provaudit(*arguments, cwd=tmp_path)
    assert run.returncode == code
    assert message in run.stderr
    assert "Traceback" not in run.stderr
