"""A manifest file to a Manifest and the findings about it."""

from pathlib import Path

from provaudit.manifest.building import build
from provaudit.manifest.checks import check
from provaudit.manifest.checks.required import Required
from provaudit.manifest.document import Document
from provaudit.manifest.reading import document_of, read
from provaudit.manifest.violations import violations
from provaudit.model import Finding, Manifest

# After these nobody can say what the manifest means; after any other rule it can still be used.
_FATAL = frozenset({"PA001", "PA002", "PA003"})


def load(
    path: Path, today: str = "", required: Required | None = None
) -> tuple[Manifest | None, tuple[Finding, ...]]:
    """Return the manifest at ``path`` and what is wrong with it, by line.

    With ``today`` (YYYY-MM-DD) the manifest's waivers are applied and judged; ``required`` names
    the fields that a policy asks for.
    The manifest is None where the file cannot be read, repeats a key or breaks the schema.
    Raises UserError if the file cannot be opened.
    """
    document = read(path)
    findings = check(document, today, required)
    if any(finding.code in _FATAL for finding in findings) or _unfinished(document, findings):
        return None, findings
    return build(document), findings


def load_document(data: bytes, path: str) -> tuple[Document, tuple[Finding, ...]]:
    """Return the manifest that ``data`` holds, and the findings that keep it from being used."""
    document = document_of(data, path)
    return document, tuple(one for one in check(document) if one.code in _FATAL)


def _unfinished(document: Document, findings: tuple[Finding, ...]) -> bool:
    """Return whether a TODO stands where the schema wants one of its own values."""
    todo = any(finding.code == "PA006" for finding in findings)
    return todo and next(violations(document.data), None) is not None
