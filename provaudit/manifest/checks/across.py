"""Rules on several manifests: that what one says of another is there, and has a beginning."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from provaudit.lineage import Node, cycles, graph_of, links_of
from provaudit.lineage.references import Link, place_of
from provaudit.manifest.document import Problem
from provaudit.manifest.naming import quote
from provaudit.model import Manifest

_SHOWN = 20
Told = tuple[Link, Problem]
"""The link that a rule is about, and what is wrong with it."""


def lineage_cycle_across_manifests(manifests: Sequence[Manifest]) -> Iterator[Told]:
    """What: a source is derived from itself through sources of other manifests.

    Why: nothing can be made from what is made from it; depth and origin cannot be followed.

    Example:
        sources: [{id: answers, derived_from: ["../base/provenance.yaml#web"], ...}]
        sources: [{id: web, derived_from: ["../mine/provenance.yaml#answers"], ...}]   # in base

    Fix: remove the step that is wrong.
    """
    links = links_of(manifests)
    graph = graph_of(links, (), [*datasets(manifests, links)])
    for way in cycles(graph):
        if len({node.manifest for node in way}) > 1:
            ends = {*zip(way, (*way[1:], way[0]), strict=True)}
            steps = [link for link in links if (link.child, link.parent) in ends]
            for link in {step.child.manifest: step for step in reversed(steps)}.values():
                yield link, Problem((link.line, link.column), _round(link.child, way), _REMOVE)


def missing_in_manifest(manifests: Sequence[Manifest]) -> Iterator[Told]:
    """What: 'derived_from' names a manifest that is not there, or a source that it does not have.

    Why: lineage that leads nowhere cannot show whether a source goes back to synthetic text, or
    to text that may not be used.

    Example:
        derived_from: ["../base/provenance.yaml#letters"]     # the source is called letter

    Fix: correct the path (it is relative to the folder of this manifest) or the source after '#'.
    """
    for link in links_of(manifests):
        if link.found == "missing":
            message = f"source {quote(link.child.name)} is derived from {quote(link.stated)}, "
            message += "but there is no such manifest that can be read, or no such source in it"
            fix = "correct the path or the source after '#'"
            yield link, Problem((link.line, link.column), message, fix)


_REMOVE = "remove the step that is wrong"


def _round(start: Node, way: tuple[Node, ...]) -> str:
    at = way.index(start)
    turned = (*way[at:], *way[:at])
    shown = " from ".join(map(named, (*turned[:_SHOWN], start)))
    more = f" (and {len(way) - _SHOWN} more on the way)" if len(way) > _SHOWN else ""
    return f"{named(start)} is derived from itself: {shown}{more}"


def datasets(manifests: Sequence[Manifest], links: Sequence[Link]) -> Iterator[tuple[Node, Node]]:
    """Yield the whole datasets that something is derived from, each with its sources."""
    wanted = {link.parent.manifest for link in links if not link.parent.name}
    for manifest in manifests:
        path = place_of(manifest)
        if path in wanted:
            for source in manifest.sources:
                yield Node(path, ""), Node(path, source.id)


def named(node: Node) -> str:
    """Return how a message names a source of some manifest."""
    folder = PurePath(node.manifest).parent.name
    file = PurePath(node.manifest).name
    place = f"{folder}/{file}" if folder else file
    return quote(f"{place}#{node.name}" if node.name else place)
