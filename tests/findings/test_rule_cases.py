"""Each rule over the cases in its folder: ``breaks`` and ``holds`` say what is to happen."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provaudit.findings import rules, run_rules
from provaudit.model import Rule, Waiver
from provaudit.policy import load_policy
from provaudit.policy.limits import limits_of
from provaudit.store import Store

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*/*.toml"))
Fill = Callable[[dict[str, list[dict[str, Any]]]], Store]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_case(file: Path, fill: Fill, tmp_path: Path) -> None:
    case = tomllib.loads(file.read_text("utf-8"))
    expected, changed = case.pop("expected", []), case.pop("thresholds", {})
    assert bool(expected) == file.stem.endswith("breaks"), "the name of the case says otherwise"
    policy = load_policy(None, tmp_path)
    code = file.parent.name
    waivers = tuple(Waiver(**waiver) for waiver in case.pop("waivers", []))
    thresholds = {**policy.thresholds, code: {**policy.thresholds[code], **changed}}
    limits = limits_of(case.pop("limits", []))
    policy = replace(policy, thresholds=thresholds, waivers=waivers, limits=limits)
    findings = run_rules(fill(case), policy, "2026-01-01")
    found = [finding for finding in findings if finding.code == code]
    # Cases write the no-break space before % as a space; tests/report/percents.csv is about it.
    assert [(one.where, one.message.replace("\N{NO-BREAK SPACE}", " ")) for one in found] == [
        (one["where"], one["message"]) for one in expected
    ]
    for finding, wanted in zip(found, expected, strict=True):
        assert finding.level == policy.levels[code]
        value = wanted.get("value")
        assert finding.value == (value if value is None else pytest.approx(value, rel=1e-4))
        assert finding.threshold == wanted.get("threshold")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_case_that_breaks_it_and_one_that_does_not(rule: Rule) -> None:
    names = [file.stem for file in FILES if file.parent.name == rule.code]
    assert any(name.endswith("breaks") for name in names)
    assert any(name.endswith("holds") for name in names)
