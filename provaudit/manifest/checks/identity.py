"""Rules on names: that each stands for one thing."""

from collections.abc import Iterator

from provaudit.manifest.document import Document, Problem, source_ids
from provaudit.manifest.naming import dotted, quote


def duplicate_source_id(document: Document) -> Iterator[Problem]:
    """What: two sources have the same id.

    Why: records, lineage and waivers name a source by its id; figures of the two would be
    added up as if they were one.

    Example:
        sources:
          - {id: forum, files: ["forum/2024/*"], ...}
          - {id: forum, files: ["forum/2025/*"], ...}

    Fix: give one of them another id, or make them one source with both globs.
    """
    first = source_ids(document)
    for place, source in document.entries("sources"):
        identifier, here = source.get("id"), (*place, "id")
        if isinstance(identifier, str) and first[identifier] != here:
            line = document.value_at(first[identifier])[0]
            message = f"the id {quote(identifier)} already belongs to the source on line {line}"
            yield Problem(
                document.value_at(here),
                message,
                "give this source another id, or put its files under the other one",
                dotted(here),
            )
