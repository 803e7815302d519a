"""Findings in the forms that people and the systems of continuous integration read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module

from provaudit.model import Finding, Rule
from provaudit.plain import encodable

# name -> module with the function that writes it; only the one that is asked for is loaded
FORMATS = {
    "text": ("listing", "text"),
    "json": ("listing", "as_json"),
    "github": ("annotations", "github"),
    "sarif": ("sarif", "sarif"),
    "gitlab": ("code_quality", "gitlab"),
    "junit": ("junit", "junit"),
}


def render(
    name: str,
    findings: Sequence[Finding],
    rules: Iterable[Rule],
    checked: Iterable[str] = (),
) -> str:
    """Return ``findings`` in the format ``name``, a key of FORMATS; empty text if there is none.

    ``rules`` documents the rules; those that found something are described where a format can.
    ``checked`` are the files that were looked at; a format that counts what passed names them.
    """
    module, function = FORMATS[name]
    write = getattr(import_module(f"provaudit.formats.{module}"), function)
    found = {finding.code for finding in findings}
    text: str = write(
        [_encodable(finding) for finding in findings],
        [rule for rule in rules if rule.code in found],
        [encodable(path) for path in checked],
    )
    return text


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
