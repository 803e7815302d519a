"""Waivers, levels, order and bounds of the findings, whatever the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provaudit.findings import run_rules
from provaudit.model import Waiver
from provaudit.policy import Policy, load_policy
from provaudit.policy.baseline import Accepted
from provaudit.store import Store

Fill = Callable[[dict[str, list[dict[str, Any]]]], Store]
TODAY = "2026-06-30"


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    return load_policy(None, tmp_path)


def conflicts(*sources: str) -> dict[str, list[dict[str, Any]]]:
    """Sources that break PA303, the first with most conflicts."""
    rows = [
        {"source": name, "declared": "human", "records": 1000, "conflicts": 900 - index}
        for index, name in enumerate(sources)
    ]
    return {"declared_observed": rows}


def waiver(source: str | None = None, expires: str = TODAY, rule: str = "PA303") -> Waiver:
    return Waiver(rule=rule, reason="seen", expires=expires, source=source, approved_by="Kim")


def test_a_clean_audit_has_no_findings(store: Store, policy: Policy) -> None:
    assert run_rules(store, policy, TODAY) == ()


def test_level_off_skips_and_another_level_is_taken(fill: Fill, policy: Policy) -> None:
    store = fill(conflicts("a"))
    off = replace(policy, levels={**policy.levels, "PA303": "off"})
    note = replace(policy, levels={**policy.levels, "PA303": "note"})
    assert run_rules(store, off, TODAY) == ()
    assert [finding.level for finding in run_rules(store, note, TODAY)] == ["note"]


def test_sorted_by_level_then_code_then_worst_first(fill: Fill, policy: Policy) -> None:
    tables = conflicts("z", "a") | {
        "skipped": [{"file": "x.bin", "reason": "unknown"}],
        "duplicate_ids": [{"ids": 1, "records": 2, "example": "1"}],
        "origin_total": [
            {"records": 1000, "synthetic": 900, "share": 0.9, "low": 0.88, "high": 0.92}
        ],
    }
    findings = run_rules(fill(tables), policy, TODAY)
    assert [(one.level, one.code, one.where) for one in findings] == [
        ("error", "PA303", "z"),
        ("error", "PA303", "a"),
        ("error", "PA601", ""),
        ("warning", "PA609", ""),
        ("note", "PA610", ""),
    ]


@pytest.mark.parametrize(
    ("given", "waived"),
    [
        (waiver(), True),
        (waiver(source="a"), True),
        (waiver(source="b"), False),
        (waiver(expires="2026-06-29"), False),
        (waiver(expires="2027-01-01"), True),
        (waiver(rule="PA601"), False),
    ],
    ids=["any place", "this place", "other place", "expired yesterday", "later", "other rule"],
)
def test_waivers(fill: Fill, policy: Policy, given: Waiver, waived: bool) -> None:
    findings = run_rules(fill(conflicts("a")), replace(policy, waivers=(given,)), TODAY)
    (finding,) = [one for one in findings if one.code != "PA901"]
    assert (len(findings) == 2) is (given.expires < TODAY)  # what ran out is told
    expected = f"accepted by Kim until {given.expires}: seen" if waived else ""
    assert finding.waived == expected


def test_only_the_worst_twenty_places_are_named_and_the_rest_is_counted(
    fill: Fill, policy: Policy
) -> None:
    names = [f"s{index:02}" for index in range(23)]
    findings = run_rules(fill(conflicts(*names)), policy, TODAY)
    assert [finding.where for finding in findings] == [*names[:20], ""]
    assert findings[-1].value == 3
    assert findings[-1].message == "3 more places are like this: only the first 20 are named"
    assert findings[-1].level == "error"


def test_accepted_places_do_not_hide_others(fill: Fill, policy: Policy) -> None:
    names = [f"s{index:02}" for index in range(22)]
    accepted = tuple(waiver(source=name) for name in names[:21])
    findings = run_rules(fill(conflicts(*names)), replace(policy, waivers=accepted), TODAY)
    assert (findings[0].where, findings[0].waived) == ("s21", "")
    # Two places are left over, both accepted: their count is accepted too.
    assert findings[-1].message.startswith("2 more places are")
    assert findings[-1].waived != ""


def test_names_from_the_data_cannot_hurt_a_terminal_or_flood_it(fill: Fill, policy: Policy) -> None:
    evil = "{} %s {:d} \x1b[31m\u202e'; drop table x; --" + "x" * 100_000
    (finding,) = run_rules(fill(conflicts(evil)), policy, TODAY)
    assert "\x1b" not in finding.message
    assert "\u202e" not in finding.message
    assert "{} %s {:d} \\x1b[31m" in finding.message
    assert len(finding.message) < 300
    assert finding.message.endswith("the policy allows 0")
    # Programs get the name as it is: they must find the source again.
    assert finding.where == evil


@pytest.mark.parametrize(
    ("then", "accepted"),
    [(900.0, True), (899.0, False), (None, True)],
    ids=["as bad", "worse", "-"],
)
def test_a_baseline_accepts_what_is_no_worse(
    fill: Fill, policy: Policy, then: float | None, accepted: bool
) -> None:
    store = fill(conflicts("a"))
    known = replace(policy, baseline=(Accepted("PA303", "a", then, 0.0),))
    (finding,) = run_rules(store, known, TODAY)
    assert finding.waived == ("accepted: no worse than in the baseline" if accepted else "")
