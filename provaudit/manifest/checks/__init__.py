"""The rules that a manifest is checked against: one function each, in one table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from provaudit.manifest.checks.codes import unknown_language, unknown_place, unknown_use
from provaudit.manifest.checks.drafts import todo_left
from provaudit.manifest.checks.form import (
    byte_order_mark,
    duplicate_key,
    manifest_structure,
    manifest_unreadable,
)
from provaudit.manifest.checks.globs import glob_cannot_match, overlapping_globs
from provaudit.manifest.checks.identity import duplicate_source_id
from provaudit.manifest.checks.licences import (
    licence_spelling,
    licence_unknown,
    licence_without_text,
)
from provaudit.manifest.checks.lineage import unknown_parent, waiver_of_unknown_source
from provaudit.manifest.checks.lineage_graph import lineage_cycle, missing_parent
from provaudit.manifest.checks.models import (
    generator_after_collection,
    moving_alias,
    unknown_generator,
)
from provaudit.manifest.checks.origin import (
    origin_contradicts_role,
    origin_contradicts_source,
    trusted_but_not_human,
)
from provaudit.manifest.checks.people import (
    consent_without_record,
    opt_outs_unchecked,
    personal_data_public,
    personal_data_without_ground,
    unknown_opt_out,
)
from provaudit.manifest.checks.shares import shares_do_not_add_up
from provaudit.manifest.checks.terms import licence_conflict, noncommercial_used
from provaudit.manifest.checks.times import no_such_date, period_reversed
from provaudit.manifest.checks.traps import unfinished, yaml_trap
from provaudit.manifest.checks.waivers import (
    accepts,
    expired_waiver,
    unused_waiver,
    waiver_of_unknown_rule,
    waiver_without_reason,
)
from provaudit.manifest.document import Document, Problem
from provaudit.manifest.ruletext import describe, name_of
from provaudit.model import Finding, Level, Rule

Check = Callable[[Document], Iterable[Problem]]

RULES: dict[str, tuple[Level, Check]] = {
    "PA001": ("error", manifest_unreadable),
    "PA002": ("error", duplicate_key),
    "PA003": ("error", manifest_structure),
    "PA004": ("warning", byte_order_mark),
    "PA005": ("warning", yaml_trap),
    "PA006": ("error", unfinished),
    "PA007": ("error", no_such_date),
    "PA009": ("note", todo_left),
    "PA101": ("error", duplicate_source_id),
    "PA102": ("error", unknown_language),
    "PA103": ("error", unknown_place),
    "PA104": ("warning", unknown_use),
    "PA201": ("error", licence_unknown),
    "PA202": ("warning", licence_spelling),
    "PA203": ("error", licence_conflict),
    "PA204": ("note", licence_without_text),
    "PA205": ("error", noncommercial_used),
    "PA206": ("warning", opt_outs_unchecked),
    "PA207": ("warning", unknown_opt_out),
    "PA301": ("error", origin_contradicts_role),
    "PA302": ("warning", unknown_generator),
    "PA305": ("error", generator_after_collection),
    "PA306": ("warning", moving_alias),
    "PA307": ("error", origin_contradicts_source),
    "PA310": ("error", trusted_but_not_human),
    "PA401": ("error", unknown_parent),
    "PA402": ("error", waiver_of_unknown_source),
    "PA405": ("error", lineage_cycle),
    "PA406": ("error", period_reversed),
    "PA407": ("warning", missing_parent),
    "PA408": ("warning", overlapping_globs),
    "PA409": ("error", glob_cannot_match),
    "PA410": ("error", shares_do_not_add_up),
    "PA501": ("warning", personal_data_without_ground),
    "PA502": ("warning", consent_without_record),
    "PA503": ("warning", personal_data_public),
    "PA903": ("warning", waiver_without_reason),
    "PA904": ("error", waiver_of_unknown_rule),
}
# These need to know the day, or what all others found.
WAIVER_RULES: dict[str, tuple[Level, Callable[..., Iterable[Problem]]]] = {
    "PA901": ("warning", expired_waiver),
    "PA902": ("warning", unused_waiver),
}
# Without these nobody knows what the manifest says; what is wrong with a waiver is not waived.
_NEVER_WAIVED = frozenset({"PA001", "PA002", "PA003", *(c for c in RULES if c >= "PA900")})
MOST = 100
"""Problems that one rule may find in one manifest; one more finding says that there are others.

Rules are lazy, so a huge broken file costs no more than this many.
"""


def problems(document: Document) -> Iterator[tuple[str, Problem]]:
    """Yield what each rule sees in a manifest, with its code; bounded, in no order."""
    for code, (_, rule) in RULES.items():
        for problem in _bounded(rule(document)):
            yield code, problem


def check(document: Document, today: str = "") -> tuple[Finding, ...]:
    """Return what all rules see in a manifest, sorted by line, column, code and message.

    With ``today`` (YYYY-MM-DD) the manifest's own waivers are applied and judged. An audit leaves
    it out, since it judges waivers by the rules on data too; notes are for who writes a manifest.
    """
    findings = [_finding(code, problem, document) for code, problem in problems(document)]
    if today:
        findings = _waive(document, findings, today)
    else:
        findings = [finding for finding in findings if finding.level != "note"]
    return tuple(sorted(findings, key=lambda f: (f.line, f.column, f.code, f.message)))


def _waive(document: Document, findings: list[Finding], today: str) -> list[Finding]:
    used: set[int] = set()
    judged = []
    for finding in findings:
        accepted = accepts(document, finding, today)
        if accepted and finding.code not in _NEVER_WAIVED:
            used.add(accepted[0])
            finding = replace(finding, waived=accepted[1])
        judged.append(finding)
    expired = list(expired_waiver(document, today))
    late = [_finding("PA901", problem, document) for problem in expired]
    over = {problem.where.removesuffix(".expires") for problem in expired}
    for problem in unused_waiver(document, used, RULES):
        if problem.where not in over:
            late.append(_finding("PA902", problem, document))
    return judged + late


def _finding(code: str, problem: Problem, document: Document) -> Finding:
    level, rule = (RULES | WAIVER_RULES)[code]
    return Finding(
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


def rules() -> tuple[Rule, ...]:
    """Return the documentation of every rule, by code."""
    return tuple(describe(code, rule) for code, (_, rule) in sorted((RULES | WAIVER_RULES).items()))


def _bounded(problems: Iterable[Problem]) -> list[Problem]:
    found = list(islice(problems, MOST + 1))
    if len(found) > MOST:
        message = f"there are more than {MOST} problems of this kind"
        found[MOST:] = [Problem(found[MOST].position, message, "mend these first")]
    return found
