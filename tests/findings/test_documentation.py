"""What a rule owes its reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from provaudit import manifest
from provaudit.findings import rules
from provaudit.findings.documentation import documented
from provaudit.model import Rule
from provaudit.policy import load_policy


def test_the_rules_are_those_of_the_default_policy_with_the_same_limits(tmp_path: Path) -> None:
    policy = load_policy(None, tmp_path)
    # `today` is no limit: the day of the audit.
    assert {
        rule.code: set(rule.thresholds) - {"today"} for rule in (*manifest.rules(), *rules())
    } == {code: set(limits) for code, limits in policy.thresholds.items()}


def test_codes_are_sorted_and_names_are_unique() -> None:
    codes = [rule.code for rule in rules()]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in rules()}) == len(codes)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_texts_are_sentences_without_instruction_in_the_name(rule: Rule) -> None:
    for text in (rule.what, rule.why, rule.example, rule.fix):
        assert len(text) > 20
        assert text.endswith(".")
        assert "  " not in text
    assert not rule.name.startswith(("no-more", "disallow", "avoid"))


def test_a_header_comment_may_run_over_lines(tmp_path: Path) -> None:
    file = tmp_path / "PA999_odd_thing.sql"
    file.write_text(
        "-- What: one\n-- two: three.\n-- Why: b.\n-- Example: c.\n-- Fix: $none.\nselect $limit\n"
    )
    rule = documented(file)
    assert (rule.code, rule.name, rule.what) == ("PA999", "odd-thing", "one two: three.")
    assert (rule.fix, rule.thresholds) == ("$none.", ("limit",))


def test_a_missing_heading_is_named(tmp_path: Path) -> None:
    file = tmp_path / "PA998_odd.sql"
    file.write_text("-- What: one.\n-- Why: b.\nselect 1\n")
    with pytest.raises(ValueError, match=r"PA998_odd\.sql: give it .*What, Why, Example, Fix"):
        documented(file)
