"""Findings in the forms that people and the systems of continuous integration read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from provaudit.formats.annotations import github
from provaudit.formats.code_quality import gitlab
from provaudit.formats.junit import junit
from provaudit.formats.listing import as_json, text
from provaudit.formats.sarif import sarif
from provaudit.model import Finding, Rule
from provaudit.plain import encodable

Format = Callable[[Sequence[Finding], Sequence[Rule]], str]

FORMATS: dict[str, Format] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "gitlab": gitlab,
    "junit": junit,
}


def render(name: str, findings: Sequence[Finding], rules: Iterable[Rule]) -> str:
    """Return ``findings`` in the format ``name``, a key of FORMATS; empty text if there is none.

    ``rules`` documents the rules; those that found something are described where a format can.
    """
    found = {finding.code for finding in findings}
    return FORMATS[name](
        [_encodable(finding) for finding in findings],
        [rule for rule in rules if rule.code in found],
    )


def _encodable(finding: Finding) -> Finding:
    """Return a finding whose odd file names are text that every reader can decode."""
    return replace(
        finding,
        path=encodable(finding.path),
        where=encodable(finding.where),
        message=encodable(finding.message),
        fix=encodable(finding.fix),
    )


__all__ = ["FORMATS", "render"]
