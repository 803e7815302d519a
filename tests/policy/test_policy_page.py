"""The page on the policy names every rule with its limits and their defaults."""

from __future__ import annotations

from pathlib import Path

from provaudit.findings import rules
from provaudit.policy import load_policy

PAGE = Path(__file__).resolve().parents[2] / "docs" / "policy.md"


def test_the_table_of_limits_is_complete(tmp_path: Path) -> None:
    limits = load_policy(None, tmp_path).thresholds
    table = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| PA")]
    rows = {
        code.strip(): (names.strip(), defaults.strip())
        for _, code, names, defaults, *_ in (line.split("|") for line in table)
    }
    assert rows == {
        f"{rule.code} {rule.name}": (
            ", ".join(f"`{name}`" for name in limits[rule.code]) or "none",
            ", ".join(f"{value:g}" for value in limits[rule.code].values()),
        )
        for rule in rules()
    }
