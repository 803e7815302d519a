"""Findings one a line for people, and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from provaudit.model import Finding, Rule
from provaudit.plain import plain


def text(findings: Sequence[Finding], rules: Sequence[Rule], checked: Sequence[str] = ()) -> str:
    """Return ``path:line:column: CODE what is wrong: what to do``; no accepted findings."""
    return "\n".join(_line(finding) for finding in findings if not finding.waived)


def as_json(findings: Sequence[Finding], rules: Sequence[Rule], checked: Sequence[str] = ()) -> str:
    """Return ``{"findings": [...]}`` with the keys of audit.json's findings and their places."""
    rows = [
        {key: value for key, value in asdict(finding).items() if value is not None}
        for finding in findings
    ]
    return json.dumps({"findings": rows}, indent=2)


def _line(finding: Finding) -> str:
    where = f"{plain(finding.path, limit=1000)}:{finding.line}:{finding.column}"
    return f"{where}: {finding.code} {finding.message}: {finding.fix}"
