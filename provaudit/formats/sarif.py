"""Findings as SARIF 2.1.0, which GitHub code scanning and editors read.

Source: OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

import json
from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import quote

from provaudit import __version__
from provaudit.formats.digest import fingerprints
from provaudit.model import Finding, Rule

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_MOST_CHARACTERS = 1024


def sarif(findings: Sequence[Finding], rules: Sequence[Rule], checked: Sequence[str] = ()) -> str:
    """Return one run; accepted findings are in it, as suppressed."""
    pairs = zip(findings, fingerprints(findings), strict=True)
    driver = {
        "name": "provaudit",
        "version": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, fingerprint) for finding, fingerprint in pairs],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.what[:_MOST_CHARACTERS]},
        "fullDescription": {"text": f"{rule.what} {rule.why}"[:_MOST_CHARACTERS]},
        "help": {"text": f"{rule.fix}\n\nExample:\n{rule.example}"},
    }


def _result(finding: Finding, fingerprint: str) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": _uri(finding.path)},
        "region": {"startLine": max(1, finding.line), "startColumn": max(1, finding.column)},
    }
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": finding.level,
        "message": {"text": f"{finding.message}: {finding.fix}"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"provaudit/v1": fingerprint},
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "justification": finding.waived}]
    return result


def _uri(path: str) -> str:
    """Return a path as a URI reference: absolute ones with their scheme, others as they stand."""
    pure = PurePath(path)
    if pure.is_absolute():
        return "file://" + quote(pure.as_posix().encode("utf-8", "surrogateescape"))
    return quote(pure.as_posix().encode("utf-8", "surrogateescape"), safe="/._-~")
