"""Rules on references: that what a manifest points at exists."""

from collections.abc import Iterator

from provaudit.lineage import points_at_manifest
from provaudit.manifest.document import Document, Place, Problem, source_ids
from provaudit.manifest.naming import call, dotted, nearest, quote


def unknown_parent(document: Document) -> Iterator[Problem]:
    """What: 'derived_from' names neither a source of the manifest nor an address.

    Why: lineage that leads nowhere cannot show whether a source goes back to synthetic text, or
    to text that may not be used.

    Example:
        derived_from: [zendesk-2026]     # the source is called zendesk-2025

    Fix: write the id of a source of this manifest, the path of another manifest
    (../base/provenance.yaml#letters), or a full address: a URL, a URN or owner/dataset on a hub.
    """
    ids = source_ids(document)
    for place, source in document.entries("sources"):
        parents = source.get("derived_from")
        for index, parent in enumerate(parents if isinstance(parents, list) else ()):
            if not isinstance(parent, str) or parent in ids or _elsewhere(parent):
                continue
            here = (*place, "derived_from", index)
            who = call(place, document.data)
            message = f"{who} is derived from {quote(parent)}, which is no source of this manifest"
            otherwise = "write the id of a source here, or a full address such as owner/dataset"
            fix = _fix(str(parent), ids, otherwise)
            yield Problem(document.value_at(here), message, fix, dotted(here))


def waiver_of_unknown_source(document: Document) -> Iterator[Problem]:
    """What: a waiver is limited to a source that the manifest does not have.

    Why: the waiver has no effect, and the finding that somebody accepted still fails the audit.

    Example:
        waivers:
          - {rule: PA602, source: zendesk, reason: ..., expires: 2027-01-31}

    Fix: write the id of a source of this manifest, or leave 'source' out to waive the rule for
    the whole dataset.
    """
    ids = source_ids(document)
    for place, waiver in document.entries("waivers"):
        source = waiver.get("source")
        if isinstance(source, str) and source not in ids:
            who = call(place, document.data)
            message = f"{who} is for {quote(source)}, which is no source of this manifest"
            otherwise = "write the id of a source, or leave 'source' out"
            fix = _fix(source, ids, otherwise)
            here = (*place, "source")
            yield Problem(document.value_at(here), message, fix, dotted(here))


def _elsewhere(parent: str) -> bool:
    return ":" in parent or "/" in parent or bool(points_at_manifest(parent))


def _fix(name: str, ids: dict[str, Place], otherwise: str) -> str:
    near = nearest(name, ids)
    return f"did you mean {quote(near)}?" if near else otherwise
