"""Findings as JUnit XML, which most systems of continuous integration show."""

import re
from collections.abc import Sequence
from html import escape

from provaudit.model import Finding, Rule

# What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit(findings: Sequence[Finding], rules: Sequence[Rule], checked: Sequence[str] = ()) -> str:
    """Return a suite a file, a case a finding; errors and warnings fail, the rest is skipped.

    A file of ``checked`` without a finding has one case, which passed.
    """
    suites = []
    by_path: dict[str, list[Finding]] = {path: [] for path in checked}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    for path, found in sorted(by_path.items()):
        cases = [_case(finding) for finding in found] or [_passed(path)]
        failures = sum("<failure" in case for case in cases)
        skipped = len(found) - failures
        counts = f'tests="{len(cases)}" failures="{failures}" skipped="{skipped}"'
        suites += [f'<testsuite name={_attribute(path)} {counts} errors="0">', *cases]
        suites.append("</testsuite>")
    return "\n".join(['<testsuites name="provaudit">', *suites, "</testsuites>"])


def _passed(path: str) -> str:
    return f'<testcase classname={_attribute(path)} name="no rule finds anything"/>'


def _case(finding: Finding) -> str:
    name = _attribute(f"{finding.code} {finding.name} at {finding.line}:{finding.column}")
    start = f"<testcase classname={_attribute(finding.path)} name={name}>"
    said = _clean(f"{finding.path}:{finding.line}:{finding.column}: {finding.message}")
    if finding.waived or finding.level == "note":
        message = _attribute(finding.waived or finding.message)
        return f"{start}<skipped message={message}/></testcase>"
    body = escape(f"{said}: {_clean(finding.fix)}")
    message = _attribute(finding.message)
    return f'{start}<failure type="{finding.level}" message={message}>{body}</failure></testcase>'


def _attribute(text: str) -> str:
    return f'"{escape(_clean(text))}"'


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
