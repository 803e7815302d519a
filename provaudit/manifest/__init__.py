"""The provenance manifest: read with positions, checked by schema and rules, matched to files."""

from provaudit.manifest.checks import rules
from provaudit.manifest.loading import load
from provaudit.manifest.matching import match_source, source_matcher
from provaudit.manifest.related import check_across, with_related

__all__ = [
    "check_across",
    "load",
    "match_source",
    "rules",
    "source_matcher",
    "with_related",
]
