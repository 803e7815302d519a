"""Findings about a manifest, weighed as the policy says: levels, off, waivers, baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from provaudit.policy.accepting import accepting

if TYPE_CHECKING:
    from provaudit.model import Finding
    from provaudit.policy import Policy

# Without these nobody knows what the manifest says; what is wrong with a waiver is not waived.
_ALWAYS = ("PA001", "PA002", "PA003")


def judged(
    findings: Iterable[Finding], policy: Policy, today: str, sources: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """Return the findings that the policy leaves on, with its levels, and with what it accepts.

    ``sources`` are the ids of the manifest's sources, in its order, so that a waiver may name the
    one that a finding is about.
    """
    accept = accepting(policy, today)
    kept = []
    for finding in findings:
        level = policy.levels.get(finding.code, finding.level)
        if level == "off":
            continue
        waived = finding.waived
        if not waived and finding.code not in _ALWAYS and not finding.code.startswith("PA9"):
            names = names_of(finding, sources)
            waived = accept(finding.code, names, finding.value, finding.message)
        kept.append(replace(finding, level=level, waived=waived))
    return tuple(kept)


def names_of(finding: Finding, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names by which a waiver may mean the place of a finding."""
    return (finding.where, *_owner(finding.where, sources))


def _owner(where: str, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Return the id of the source that a place such as ``sources[0].license`` belongs to."""
    index = where.removeprefix("sources[").partition("]")[0]
    inside = where.startswith("sources[") and index.isdigit() and int(index) < len(sources)
    return (sources[int(index)],) if inside else ()
