"""Where in the manifest stands what a finding on data contradicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from provaudit.model import Finding, Manifest

# The rule, and the key of a source that it is about; empty for the source itself.
_KEYS = {
    "PA303": "digital_source_type",
    "PA403": "sources",
    "PA404": "files",
    "PA411": "contents",
    "PA413": "language",
    "PA414": "collected",
    "PA415": "license",
    "PA416": "digital_source_type",
    "PA417": "share",
    "PA612": "language",
    "PA653": "rights",
}
CONTRADICTIONS = frozenset(("PA411", "PA412", "PA413", "PA414", "PA415", "PA416", "PA417", "PA653"))
"""Rules that hold the manifest against the data and say nothing without it."""


def placed(
    findings: Iterable[Finding], manifest: Manifest, codes: Collection[str]
) -> tuple[Finding, ...]:
    """Return the findings, those of the rules ``codes`` with their place in the manifest."""
    places = {
        (facts.source, key): (line, column)
        for facts in manifest.facts
        for key, line, column in facts.places
    }
    # Files without a source are missed by the list of sources; a column is named by its own key.
    whole = {key: (line, column) for key, line, column in manifest.places}
    places |= {("", "sources"): whole["sources"]} | {(key, ""): at for key, at in whole.items()}
    return tuple(
        _placed(finding, manifest.path, places) if finding.code in codes else finding
        for finding in findings
    )


def _placed(finding: Finding, path: str, places: dict[tuple[str, str], tuple[int, int]]) -> Finding:
    line, column = places.get((finding.where, _KEYS.get(finding.code, "")), (1, 1))
    return replace(finding, path=path, line=line, column=column)
