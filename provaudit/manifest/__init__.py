"""The provenance manifest: read with positions, checked by schema and rules, matched to files."""

from provaudit.manifest.checks import rules
from provaudit.manifest.loading import load
from provaudit.manifest.matching import match_source
from provaudit.manifest.related import check_across, with_related

__all__ = ["check_across", "load", "match_source", "rules", "with_related"]
