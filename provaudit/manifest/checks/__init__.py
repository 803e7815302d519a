"""The rules that a manifest is checked against: one function each, in one table."""

from collections.abc import Callable, Iterable
from itertools import islice

from provaudit.manifest.checks.drafts import todo_left
from provaudit.manifest.checks.form import (
    byte_order_mark,
    duplicate_key,
    manifest_structure,
    manifest_unreadable,
)
from provaudit.manifest.checks.identity import duplicate_source_id
from provaudit.manifest.checks.lineage import unknown_parent, waiver_of_unknown_source
from provaudit.manifest.checks.origin import origin_contradicts_role
from provaudit.manifest.document import Document, Problem
from provaudit.manifest.ruletext import describe, name_of
from provaudit.model import Finding, Level, Rule

Check = Callable[[Document], Iterable[Problem]]

RULES: dict[str, tuple[Level, Check]] = {
    "PA001": ("error", manifest_unreadable),
    "PA002": ("error", duplicate_key),
    "PA003": ("error", manifest_structure),
    "PA004": ("warning", byte_order_mark),
    "PA009": ("note", todo_left),
    "PA101": ("error", duplicate_source_id),
    "PA301": ("error", origin_contradicts_role),
    "PA401": ("error", unknown_parent),
    "PA402": ("error", waiver_of_unknown_source),
}
MOST = 100
"""Problems that one rule may find in one manifest; one more finding says that there are others.

Rules are lazy, so a huge broken file costs no more than this many.
"""


def check(document: Document) -> tuple[Finding, ...]:
    """Return what all rules see in a manifest, sorted by line, column, code and message."""
    findings = [
        Finding(
            code=code,
            name=name_of(rule),
            level=level,
            message=problem.message,
            fix=problem.fix,
            where=problem.where,
            path=document.path,
            line=problem.position[0],
            column=problem.position[1],
        )
        for code, (level, rule) in RULES.items()
        for problem in _bounded(rule(document))
    ]
    return tuple(sorted(findings, key=lambda f: (f.line, f.column, f.code, f.message)))


def rules() -> tuple[Rule, ...]:
    """Return the documentation of every rule, by code."""
    return tuple(describe(code, rule) for code, (_, rule) in sorted(RULES.items()))


def _bounded(problems: Iterable[Problem]) -> list[Problem]:
    found = list(islice(problems, MOST + 1))
    if len(found) > MOST:
        message = f"there are more than {MOST} problems of this kind"
        found[MOST:] = [Problem(found[MOST].position, message, "mend these first")]
    return found
