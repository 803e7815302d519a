"""Rules on lineage: that it leads back to a beginning, and begins where something was changed."""

from collections.abc import Iterator

from provaudit.manifest.document import Document, Problem, mappings_of, text_of, texts_of
from provaudit.manifest.naming import call, dotted
from provaudit.vocabulary import REWRITING_ROLES, bare_code

_EDITED = "compositeWithTrainedAlgorithmicMedia"


def lineage_cycle(document: Document) -> Iterator[Problem]:
    """What: a source is derived from itself, directly or through others.

    Why: nothing can be made from what is made from it; depth and origin cannot be followed.

    Example:
        sources:
          - {id: a, derived_from: [b], ...}
          - {id: b, derived_from: [a], ...}

    Fix: remove the step that is wrong.
    """
    parents = {
        text_of(source, "id"): [parent for _, parent in texts_of(source, "derived_from")]
        for _, source in document.entries("sources")
    }
    told: set[str] = set()
    for place, source in document.entries("sources"):
        name = text_of(source, "id")
        for index, parent in texts_of(source, "derived_from"):
            round_trip = _path(parent, name, parents) if name and name not in told else []
            if round_trip:
                told.update(round_trip)
                here = (*place, "derived_from", index)
                way = " from ".join(f"'{step}'" for step in [name, *round_trip])
                message = f"{call(place, document.data)} is derived from itself: {way}"
                fix = "remove the step that is wrong"
                yield Problem(document.value_at(here), message, fix, dotted(here))


def missing_parent(document: Document) -> Iterator[Problem]:
    """What: a model changed the text of a source, but 'derived_from' does not say what it changed.

    Why: whether the text goes back to people, and under which licence, depends on what was there
    before.

    Example:
        digital_source_type: compositeWithTrainedAlgorithmicMedia
        generators: [{model: some-model, role: rewriter}]

    Fix: add 'derived_from' with the id of a source here, or the address of the dataset.
    """
    for place, source in document.entries("sources"):
        roles = {text_of(one, "role") for _, one in mappings_of(source, "generators")}
        edited = bare_code(text_of(source, "digital_source_type")) == _EDITED
        if edited and roles and roles <= REWRITING_ROLES and "derived_from" not in source:
            here = (*place, "digital_source_type")
            message = f"{call(place, document.data)} does not say what its models changed"
            fix = "add 'derived_from' with the id of a source here, or an address"
            yield Problem(document.value_at(here), message, fix, dotted(here))


def _path(start: str, goal: str, parents: dict[str, list[str]]) -> list[str]:
    """Return the shortest way from a source through its parents to ``goal``; empty if none."""
    ways, seen = [[start]], {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for parent in parents.get(way[-1], ()):
            if parent not in seen:
                seen.add(parent)
                ways.append([*way, parent])
    return []
