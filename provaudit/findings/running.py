"""Run the rules that the policy leaves on, and mark what somebody accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from provaudit.findings.documentation import documented, rule_files
from provaudit.model import LEVELS, Finding, Level, Rule, Waiver
from provaudit.plain import plain

if TYPE_CHECKING:
    import pyarrow as pa

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
    store.run(files("provaudit.findings") / "macros" / "wording.sql")
    store.put("waivers", _waivers(policy.waivers))
    valid = [waiver for waiver in policy.waivers if today <= waiver.expires]
    found: list[Finding] = []
    for file in rule_files():
        rule = documented(file)
        level = policy.levels[rule.code]
        limits = dict(policy.thresholds.get(rule.code, {}))
        if level != "off":
            found += _findings(store, file, rule, level, limits | {"today": today}, valid)
    # A stable sort: the order that each rule gives its rows stays.
    return tuple(sorted(found, key=lambda finding: (LEVELS.index(finding.level), finding.code)))


def _findings(
    store: Store,
    file: Traversable,
    rule: Rule,
    level: Level,
    thresholds: Mapping[str, object],
    waivers: Sequence[Waiver],
) -> Iterator[Finding]:
    rows = store.rows_of(file, thresholds)
    own = [waiver for waiver in waivers if waiver.rule == rule.code]
    waived = [_accepted(row["where"], own) for row in rows]
    # What nobody accepted comes first, so that accepted places cannot push it off the list.
    order = sorted(range(len(rows)), key=lambda index: waived[index] != "")
    for index in order[:PLACES_A_RULE]:
        yield _finding(rule, level, rows[index], waived[index])
    rest = [waived[index] for index in order[PLACES_A_RULE:]]
    if rest:
        # The rest is waived only if all of it is.
        yield _finding(rule, level, _counted(rest), min(rest, key=len))


def _waivers(waivers: Sequence[Waiver]) -> pa.Table:
    import pyarrow as pa

    names = [field.name for field in fields(Waiver)]
    return pa.Table.from_pylist(
        [asdict(waiver) for waiver in waivers],
        schema=pa.schema([(name, pa.string()) for name in names]),
    )


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


def _accepted(where: str, waivers: Sequence[Waiver]) -> str:
    for waiver in waivers:
        if waiver.source in (None, where):
            by = f" by {waiver.approved_by}" if waiver.approved_by else ""
            return f"accepted{by} until {waiver.expires}: {waiver.reason}"
    return ""
