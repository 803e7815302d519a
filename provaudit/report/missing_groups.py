"""Who is missing: the groups and combinations that a corpus holds least of."""

from typing import Any

from provaudit.plain import plain
from provaudit.report.figures import count, interval, percent, times

Facts = dict[str, Any]
NAMED = 3  # attributes that the answer goes through; the section shows all


def missing_groups(facts: Facts) -> tuple[str, tuple[str, ...]]:
    """Return the answer in a few words, and sentences on the worst groups and on pairs."""
    attributes = facts.get("representation", {}).get("attributes", [])
    if not attributes:
        why = "No column was named that says which group a record belongs to (--attribute)."
        return "Not measured", (why,)
    # Those with a reference first: there "missing" has a measure.
    ranked = sorted(attributes, key=lambda row: not _compared(row))
    said = [sentence for row in ranked[:NAMED] if (sentence := _worst(row))]
    said += _nearly_all_synthetic(facts["findings"])
    said += _combinations(facts["representation"])
    return _short(facts), tuple(said) or ("No record states a group.",)


def _short(facts: Facts) -> str:
    broken = [
        plain(row["where"], 50)
        for row in facts["findings"]
        if row["code"] in ("PA603", "PA604") and not row["waived"]
    ]
    if not broken:
        return "No group below the policy's limits"
    return broken[0] if len(broken) == 1 else f"{broken[0]} and {count(len(broken) - 1)} more"


def _worst(attribute: Facts) -> str:
    name = plain(attribute["attribute"], 40)
    compared = _compared(attribute)
    if compared:
        group = min(compared, key=lambda group: (group["ratio"], group["value"]))
        return (
            f"{name}: furthest below its reference is {plain(group['value'], 40)}, with "
            f"{percent(group['ratio'] * group['reference'])} of the records that state it "
            f"against {percent(group['reference'])} expected."
        )
    stated = [group for group in attribute["groups"] if group.get("value") is not None]
    if not stated:
        return ""
    group = min(stated, key=lambda group: (group["records"], group["value"]))
    return (
        f"{name}: the smallest group is {plain(group['value'], 40)} with "
        f"{times(group['records'], 'record')}, {percent(group.get('share'))} of all "
        f"({interval(group.get('low'), group.get('high'))})."
    )


def _compared(attribute: Facts) -> list[Facts]:
    return [
        group
        for group in attribute["groups"]
        if "ratio" in group and group.get("value") is not None
    ]


def _nearly_all_synthetic(findings: list[Facts]) -> list[str]:
    """Say which groups the rule found that has the limit for it (PA605), so both say the same."""
    found = [row for row in findings if row["code"] == "PA605" and not row["waived"]]
    groups = [plain(row["where"], 70) for row in found if row["where"]]
    if not groups:
        return []
    # A finding without a place counts the groups that are not named.
    others = len(groups) - 1 + sum(int(row["value"]) for row in found if not row["where"])
    more = f" and {count(others)} more" if others else ""
    return [f"Nearly every record is synthetic in {groups[0]}{more}."]


def _combinations(representation: Facts) -> list[str]:
    pairs = representation.get("intersections", [])
    absent = representation.get("missing", {}).get("absent", 0)
    if not pairs or not absent:
        return []
    worst = max(
        (row for row in pairs if row["records"] == 0),
        key=lambda row: row.get("expected", 0),
        default=None,
    )
    if worst is None:
        return []
    verb = "occurs" if absent == 1 else "occur"
    a, b = plain(worst["value_a"], 40), plain(worst["value_b"], 40)
    return [f"{times(absent, 'combination')} of two groups never {verb}, such as {a} with {b}."]
