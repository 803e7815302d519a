"""A policy's waiver is unused if it could have accepted something here, and nothing is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from provaudit.cli.check_command import command

MANIFEST = """provaudit: 1
name: tiny
version: "1"
license: MIT
creators: [{name: A}]
sources:
  - id: chats
    files: ["*.jsonl"]
    category: synthetic
    digital_source_type: trainedAlgorithmicMedia
    generators: [{model: gpt-4o}]
"""


def checked(folder: Path, policy: str) -> tuple[list[dict[str, Any]], str]:
    (folder / "provenance.yaml").write_text(MANIFEST)
    (folder / "LICENSE").write_text("MIT")
    (folder / "provaudit.toml").write_text(policy)
    line = [str(folder / "provenance.yaml"), "--policy", str(folder / "provaudit.toml")]
    done = CliRunner().invoke(command, [*line, "--format", "json"], standalone_mode=False)
    if done.exception:
        raise done.exception
    rows: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return rows, done.stderr


def waiver(rule: str, source: str | None, expires: str = "2100-01-31") -> str:
    named = f'source = "{source}"\n' if source else ""
    return f'[[waivers]]\nrule = "{rule}"\n{named}reason = "decided by A"\nexpires = {expires}\n'


@pytest.mark.parametrize(
    ("rule", "source", "unused"),
    [
        ("PA302", "chats", True),
        ("PA306", "chats", False),  # gpt-4o moves: it accepts that
        ("PA302", None, False),  # may be for another manifest
        ("PA302", "letters", False),  # of a source that is not here
        ("PA601", "chats", False),  # a rule on data
    ],
)
def test_only_what_can_be_judged_is(
    tmp_path: Path, rule: str, source: str | None, unused: bool
) -> None:
    rows, _ = checked(tmp_path, "# a comment\n" + waiver(rule, source))
    found = [(row["line"], row["column"]) for row in rows if row["code"] == "PA902"]
    assert found == ([(2, 1)] if unused else [])


def test_a_waiver_of_a_policy_below_is_not_judged(tmp_path: Path) -> None:
    (tmp_path / "team.toml").write_text(waiver("PA302", "chats"))
    assert not [
        row for row in checked(tmp_path, 'extends = "team.toml"\n')[0] if row["code"] == "PA902"
    ]


def test_its_level_is_that_of_the_policy(tmp_path: Path) -> None:
    policy = '[PA902]\nlevel = "error"\n' + waiver("PA302", "chats")
    (row,) = [row for row in checked(tmp_path, policy)[0] if row["code"] == "PA902"]
    assert row["level"] == "error"


def test_what_a_baseline_accepts_is_called_so(tmp_path: Path) -> None:
    rows, _ = checked(tmp_path, "")
    assert [row["code"] for row in rows] == ["PA306"]
    (tmp_path / "known.json").write_text(json.dumps({"findings": rows}))
    _, said = checked(tmp_path, 'baseline = "known.json"\n')
    assert said == "1 manifest checked: 0 errors, 0 warnings, 1 in the baseline\n"
    _, said = checked(tmp_path, waiver("PA306", None))
    assert said == "1 manifest checked: 0 errors, 0 warnings, 1 waived\n"
