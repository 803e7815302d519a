"""Findings as annotations on the lines of a pull request: GitHub's workflow commands.

Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
"""

from collections.abc import Sequence

from provaudit.model import Finding, Rule

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {":": "%3A", ",": "%2C"}


def github(findings: Sequence[Finding], rules: Sequence[Rule], checked: Sequence[str] = ()) -> str:
    """Return one command a line; accepted findings are left out."""
    return "\n".join(_command(finding) for finding in findings if not finding.waived)


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.code} {finding.name}",
    }
    said = ",".join(f"{key}={_escaped(value, _IN_PROPERTY)}" for key, value in properties.items())
    message = _escaped(f"{finding.message}: {finding.fix}", _IN_MESSAGE)
    return f"::{_COMMANDS[finding.level]} {said}::{message}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
