"""What a node has from those before it: whether it is derived, traced, and how much it counts."""

from __future__ import annotations

from collections.abc import Callable, Collection

from provaudit.lineage.graph import Graph, steps_of
from provaudit.lineage.references import Node


def circular(graph: Graph) -> frozenset[Node]:
    """Return the nodes that are derived from themselves."""
    several = {node for part in graph.order if len(part) > 1 for node in part}
    return frozenset(several | {node for node, to in graph.parents.items() if node in to})


def derived(graph: Graph) -> frozenset[Node]:
    """Return the nodes that name a parent, or a part of which does."""
    return _found(
        graph,
        lambda node, found: (
            node in graph.parents or any(part in found for part in graph.parts.get(node, ()))
        ),
    )


def traced(graph: Graph, known: Collection[Node]) -> frozenset[Node]:
    """Return the nodes all of whose roots are ``known``; none on or after a circle."""
    rounds = circular(graph)

    def all_known(node: Node, found: set[Node]) -> bool:
        steps = steps_of(graph, node)
        whole = node not in rounds and all(step in found for step in steps)
        return whole if steps else node in known

    return _found(graph, all_known)


def fed(graph: Graph, holding: Collection[Node]) -> frozenset[Node]:
    """Return the nodes with an ancestor among ``holding``."""
    return _found(
        graph,
        lambda node, found: any(
            step in found or step in holding for step in steps_of(graph, node) if step != node
        ),
    )


def weights(graph: Graph, own: Collection[Node], holding: Collection[Node]) -> dict[Node, float]:
    """Return what a human text of each own node counts for, as one that no other node has.

    1 where nothing is derived; 0 where an ancestor is among ``holding``, so that the text counts
    there; else 1 / k, where k of these go back to one root outside, the largest k if to several.
    """
    from_elsewhere, after = derived(graph), fed(graph, holding)
    sharing: dict[Node, set[Node]] = {}
    outside = sorted(node for node in own if node in from_elsewhere and node not in after)
    for node in outside:
        for root in roots(graph, node):
            sharing.setdefault(root, set()).add(node)
    sizes = {
        root: max(1, sum(node in holding for node in nodes)) for root, nodes in sharing.items()
    }
    counted = {node: 0.0 if node in from_elsewhere else 1.0 for node in own}
    for node in outside:  # one in a circle has no roots and stays at 0
        counted[node] = min((1 / sizes[root] for root in roots(graph, node)), default=0.0)
    return counted


def roots(graph: Graph, node: Node) -> set[Node]:
    """Return the ancestors of a node that have none themselves; itself if it has none."""
    return {one for one in with_ancestors(graph, [node]) if not steps_of(graph, one)}


def with_ancestors(graph: Graph, nodes: Collection[Node]) -> set[Node]:
    """Return nodes, all that they were made from, and what that consists of."""
    seen, waiting = set(nodes), list(nodes)
    while waiting:
        new = set(steps_of(graph, waiting.pop())) - seen
        seen |= new
        waiting += new
    return seen


def _found(graph: Graph, test: Callable[[Node, set[Node]], bool]) -> frozenset[Node]:
    """Return the nodes that pass a test of themselves and of what was found before them."""
    found: set[Node] = set()
    for component in graph.order:
        found |= {node for node in component if test(node, found)}
    if any(len(component) > 1 for component in graph.order):  # once more, around the circles
        for component in graph.order:
            found |= {node for node in component if test(node, found)}
    return frozenset(found)
