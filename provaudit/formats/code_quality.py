"""Findings for GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/."""

import json
from collections.abc import Sequence

from provaudit.formats.digest import fingerprints
from provaudit.model import Finding, Rule

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def gitlab(findings: Sequence[Finding], rules: Sequence[Rule], checked: Sequence[str] = ()) -> str:
    """Return a JSON list with an entry a finding; accepted findings are left out."""
    open_ones = [finding for finding in findings if not finding.waived]
    pairs = zip(open_ones, fingerprints(open_ones), strict=True)
    return json.dumps([_entry(finding, fingerprint) for finding, fingerprint in pairs], indent=2)


def _entry(finding: Finding, fingerprint: str) -> dict[str, object]:
    return {
        "description": f"{finding.code} {finding.message}: {finding.fix}",
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.level],
        "location": {"path": finding.path, "lines": {"begin": max(1, finding.line)}},
    }
