"""Run the rules that the policy leaves on, and mark what somebody accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from provaudit.findings.documentation import documented, rule_files
from provaudit.findings.policy_tables import limits_table, waivers_table
from provaudit.model import LEVELS, Finding, Level, Rule
from provaudit.plain import plain
from provaudit.policy.accepting import Accept, accepting

if TYPE_CHECKING:
    from provaudit.policy import Policy
    from provaudit.store import Store

# Places that one rule names; it only counts further ones, so that a report stays readable.
PLACES_A_RULE = 20
_LONGEST_MESSAGE = 1000


def run_rules(store: Store, policy: Policy, today: str) -> tuple[Finding, ...]:
    """Return what breaks a rule, sorted by level and code, and within a rule the worst first.

    ``policy.waivers`` holds all waivers, the manifest's too; ``today`` (YYYY-MM-DD) decides which
    of them still hold. A rule names at most 20 places; one more finding counts the rest.
    """
    store.put("waivers", waivers_table(policy.waivers))
    store.put("limits", limits_table(policy.limits))
    for macro in ("wording", "parts", "broken"):
        store.run(files("provaudit.findings") / "macros" / f"{macro}.sql")
    accept = accepting(policy, today)
    found: list[Finding] = []
    for file in rule_files():
        rule = documented(file)
        level = policy.levels[rule.code]
        if level != "off":
            limits = {**policy.thresholds.get(rule.code, {}), "today": today}
            found += _findings(rule, level, store.rows_of(file, limits), accept)
    # A stable sort: the order that each rule gives its rows stays.
    return tuple(sorted(found, key=lambda finding: (LEVELS.index(finding.level), finding.code)))


def _findings(
    rule: Rule, level: Level, rows: Sequence[dict[str, Any]], accept: Accept
) -> Iterator[Finding]:
    waived = [accept(rule.code, (row["where"],), row["value"], row["message"]) for row in rows]
    # What nobody accepted comes first, so that accepted places cannot push it off the list.
    order = sorted(range(len(rows)), key=lambda index: waived[index] != "")
    for index in order[:PLACES_A_RULE]:
        yield _finding(rule, level, rows[index], waived[index])
    rest = [waived[index] for index in order[PLACES_A_RULE:]]
    if rest:
        # The rest is waived only if all of it is.
        yield _finding(rule, level, _counted(rest), min(rest, key=len))


def _finding(rule: Rule, level: Level, row: dict[str, Any], waived: str) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        level=level,
        message=plain(row["message"], _LONGEST_MESSAGE),
        fix=rule.fix,
        where=row["where"],
        value=None if row["value"] is None else float(row["value"]),
        threshold=None if row["threshold"] is None else float(row["threshold"]),
        waived=waived,
    )


def _counted(rest: list[str]) -> dict[str, Any]:
    places = "1 more place is" if len(rest) == 1 else f"{len(rest):,} more places are"
    message = f"{places} like this: only the first {PLACES_A_RULE} are named"
    return {"where": "", "value": float(len(rest)), "threshold": None, "message": message}
