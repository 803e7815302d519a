"""Rules on what the policy asks of a manifest."""

from collections.abc import Iterator, Mapping, Sequence

from provaudit.manifest.document import Document, Json, Place, Problem, is_unfinished
from provaudit.manifest.naming import call, dotted

# What a source has from its dataset where it says nothing itself.
_INHERITED = frozenset(("language", "license"))
Required = Mapping[str, Sequence[str]]


def required_field_missing(document: Document, required: Required) -> Iterator[Problem]:
    """What: a field that the policy requires is not there, or is empty.

    Why: the manifest holds all that its schema asks for, but not what this project, or a duty such
    as the public summary of training content, asks for beyond.

    Example:
        required.source in provaudit.toml: [collected.start], and a source without 'collected'

    Fix: write the field; 'provaudit.toml' says under [required] which are asked for.
    """
    if not isinstance(document.data, dict):
        return
    for name in required.get("manifest", ()):
        if not _is_filled(document.data, name):
            yield _problem(document, (), name, "the manifest")
    for place, source in document.entries("sources"):
        for name in required.get("source", ()):
            had = name in _INHERITED and _is_filled(document.data, name)
            if not had and not _is_filled(source, name):
                yield _problem(document, place, name, call(place, document.data))


def _is_filled(entry: Json, name: str) -> bool:
    for step in name.split("."):
        entry = entry.get(step) if isinstance(entry, dict) else None
    return entry not in (None, "", [], {}) and not is_unfinished(entry)


def _problem(document: Document, owner: Place, name: str, who: str) -> Problem:
    place = (*owner, *name.split("."))
    message = f"{who} has no {name!r}, which the policy requires"
    return Problem(document.value_at(place), message, f"write {name!r}", dotted(place))
