"""The rules that a manifest is checked against: one function each, in one table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from provaudit.manifest.checks.across import lineage_cycle_across_manifests, missing_in_manifest
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
from provaudit.manifest.checks.required import Required, required_field_missing
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
from provaudit.model import Finding, Rule
from provaudit.policy.extending import default_levels

Check = Callable[[Document], Iterable[Problem]]

RULES: dict[str, Check] = {
    "PA001": manifest_unreadable,
    "PA002": duplicate_key,
    "PA003": manifest_structure,
    "PA004": byte_order_mark,
    "PA005": yaml_trap,
    "PA006": unfinished,
    "PA007": no_such_date,
    "PA009": todo_left,
    "PA101": duplicate_source_id,
    "PA102": unknown_language,
    "PA103": unknown_place,
    "PA104": unknown_use,
    "PA201": licence_unknown,
    "PA202": licence_spelling,
    "PA203": licence_conflict,
    "PA204": licence_without_text,
    "PA205": noncommercial_used,
    "PA206": opt_outs_unchecked,
    "PA207": unknown_opt_out,
    "PA301": origin_contradicts_role,
    "PA302": unknown_generator,
    "PA305": generator_after_collection,
    "PA306": moving_alias,
    "PA307": origin_contradicts_source,
    "PA310": trusted_but_not_human,
    "PA401": unknown_parent,
    "PA402": waiver_of_unknown_source,
    "PA405": lineage_cycle,
    "PA406": period_reversed,
    "PA407": missing_parent,
    "PA408": overlapping_globs,
    "PA409": glob_cannot_match,
    "PA410": shares_do_not_add_up,
    "PA501": personal_data_without_ground,
    "PA502": consent_without_record,
    "PA503": personal_data_public,
    "PA903": waiver_without_reason,
    "PA904": waiver_of_unknown_rule,
}
# These need to know the day, or what all others found.
WAIVER_RULES: dict[str, Callable[..., Iterable[Problem]]] = {
    "PA901": expired_waiver,
    "PA902": unused_waiver,
}
# These need to know what the policy asks for.
POLICY_RULES: dict[str, Callable[..., Iterable[Problem]]] = {"PA008": required_field_missing}
# These need to know other manifests as well; provaudit.manifest.related runs them.
ACROSS_RULES = {"PA420": lineage_cycle_across_manifests, "PA421": missing_in_manifest}
ALL_RULES: dict[str, Callable[..., Iterable[object]]] = {
    **(RULES | POLICY_RULES | WAIVER_RULES),
    **ACROSS_RULES,
}
# Without these nobody knows what the manifest says; what is wrong with a waiver is not waived.
_NEVER_WAIVED = frozenset({"PA001", "PA002", "PA003", *(c for c in RULES if c >= "PA900")})
MOST = 100
"""Problems that one rule may find in one manifest; one more finding says that there are others.

Rules are lazy, so a huge broken file costs no more than this many.
"""


def problems(document: Document) -> Iterator[tuple[str, Problem]]:
    """Yield what each rule sees in a manifest, with its code; bounded, in no order."""
    for code, rule in RULES.items():
        for problem in _bounded(rule(document)):
            yield code, problem


def check(
    document: Document, today: str = "", required: Required | None = None
) -> tuple[Finding, ...]:
    """Return what all rules see in a manifest, sorted by line, column, code and message.

    With ``today`` (YYYY-MM-DD) the manifest's own waivers are applied and judged; an audit leaves
    it out, since it judges waivers by the rules on data too. ``required`` is that of a policy.
    Levels are those of the default policy.
    """
    findings = [_finding(code, problem, document) for code, problem in problems(document)]
    for problem in _bounded(required_field_missing(document, required or {})):
        findings.append(_finding("PA008", problem, document))
    if today:
        findings = _waive(document, findings, today)
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
    return Finding(
        code=code,
        name=name_of(ALL_RULES[code]),
        level=default_levels()[code],
        message=problem.message,
        fix=problem.fix,
        where=problem.where,
        path=document.path,
        line=problem.position[0],
        column=problem.position[1],
    )


def rules() -> tuple[Rule, ...]:
    """Return the documentation of every rule, by code."""
    return tuple(describe(code, rule) for code, rule in sorted(ALL_RULES.items()))


def _bounded(problems: Iterable[Problem]) -> list[Problem]:
    found = list(islice(problems, MOST + 1))
    if len(found) > MOST:
        message = f"there are more than {MOST} problems of this kind"
        found[MOST:] = [Problem(found[MOST].position, message, "mend these first")]
    return found
