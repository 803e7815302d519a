"""What follows from stated parents: cycles, generations, and the roots of everything.

Everything here takes the graph in the order of its names, so neither the order of manifests nor
that of sources changes a figure. Nothing recurses: chains may be as long as a manifest allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from provaudit.lineage.references import Link, Node

Steps = Mapping[Node, tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class Graph:
    """The steps from each node to its parents, and to what it consists of (``parts``).

    A whole dataset consists of its sources; a source whose files a nested manifest describes
    consists of that dataset. ``parts`` is no step of making: it adds no generation.
    ``order`` holds the strongly connected components, parents before children.
    """

    parents: Steps
    parts: Steps
    order: tuple[tuple[Node, ...], ...]


def graph_of(
    links: Iterable[Link], nodes: Iterable[Node], parts: Iterable[tuple[Node, Node]] = ()
) -> Graph:
    """Return the graph of stated links, and of what whole datasets and nested manifests hold."""
    parents: dict[Node, set[Node]] = {}
    inside: dict[Node, set[Node]] = {}
    for link in links:
        parents.setdefault(link.child, set()).add(link.parent)
    for whole, part in parts:
        inside.setdefault(whole, set()).add(part)
    everything = {*nodes, *parents, *inside}.union(*parents.values(), *inside.values())
    steps = {
        node: tuple(sorted(parents.get(node, set()) | inside.get(node, set())))
        for node in sorted(everything)
    }
    return Graph(_sorted(parents), _sorted(inside), _components(steps))


def cycles(graph: Graph) -> tuple[tuple[Node, ...], ...]:
    """Return a shortest cycle of each part of the graph that goes round, from its first node on.

    The first node is not repeated at the end.
    """
    found = []
    for component in graph.order:
        first = component[0]
        if len(component) > 1 or first in graph.parents.get(first, ()):
            found.append(_round_trip(first, frozenset(component), graph))
    return tuple(sorted(found))


def generations(graph: Graph, written: frozenset[Node]) -> dict[Node, tuple[int, int]]:
    """Return for each node how many times a model wrote before it, and it included.

    ``written`` are the nodes whose text a model wrote or changed. The way with most such steps
    counts. A step within a cycle leads nowhere and is left out.
    """
    counted: dict[Node, tuple[int, int]] = {}
    for component in graph.order:
        inside = set(component)
        found = {}
        for node in component:
            parts = [counted[one] for one in graph.parts.get(node, ()) if one not in inside]
            before = [counted[one][1] for one in graph.parents.get(node, ()) if one not in inside]
            least = max((*before, *(part[0] for part in parts)), default=0)
            itself = max((least + (node in written), *(part[1] for part in parts)))
            found[node] = (least, itself)
        counted |= found
    return counted


def flow(graph: Graph, amounts: Mapping[Node, float]) -> dict[Node, float]:
    """Return how much of what lies in each node goes back to each root.

    A node shares what it holds and what reaches it among its parents in equal parts, as nobody
    states others: the expected contributions of founders in a pedigree (Lacy 1989). What reaches
    a cycle goes back to nothing and is left out.
    """
    held = dict(amounts)
    roots: dict[Node, float] = {}
    for component in reversed(graph.order):
        node = component[0]
        amount = held.get(node, 0.0)
        steps = steps_of(graph, node)
        if len(component) > 1 or node in steps or not amount:
            continue
        if not steps:
            roots[node] = amount
        for parent in steps:
            held[parent] = held.get(parent, 0.0) + amount / len(steps)
    return roots


def steps_of(graph: Graph, node: Node) -> tuple[Node, ...]:
    """Return the parents and parts of a node, sorted."""
    return tuple(sorted({*graph.parents.get(node, ()), *graph.parts.get(node, ())}))


def _sorted(steps: Mapping[Node, set[Node]]) -> dict[Node, tuple[Node, ...]]:
    return {node: tuple(sorted(found)) for node, found in sorted(steps.items())}


def _round_trip(first: Node, component: frozenset[Node], graph: Graph) -> tuple[Node, ...]:
    ways: list[tuple[Node, ...]] = [(first,)]
    seen = {first}
    for way in ways:
        for step in steps_of(graph, way[-1]):
            if step == first:
                return way
            if step in component and step not in seen:
                seen.add(step)
                ways.append((*way, step))
    return (first,)


def _components(steps: Steps) -> tuple[tuple[Node, ...], ...]:
    """Return the strongly connected components, parents first (Tarjan 1972), without recursion."""
    found: list[tuple[Node, ...]] = []
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_: list[Node] = []
    closed: set[Node] = set()
    for start in steps:
        work = [] if start in number else [(start, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                number[node] = lowest[node] = len(number)
                open_.append(node)
            if at < len(steps[node]):
                work.append((node, at + 1))
                parent = steps[node][at]
                if parent not in number:
                    work.append((parent, 0))
                elif parent not in closed:
                    lowest[node] = min(lowest[node], number[parent])
                continue
            lowest[node] = _lowest(node, steps[node], lowest, closed)
            if lowest[node] == number[node]:
                found.append(_taken(open_, node))
                closed.update(found[-1])
    return tuple(found)


def _lowest(
    node: Node, parents: Sequence[Node], lowest: Mapping[Node, int], closed: set[Node]
) -> int:
    return min(lowest[one] for one in (node, *parents) if one not in closed)


def _taken(open_: list[Node], node: Node) -> tuple[Node, ...]:
    component = [open_.pop()]
    while component[-1] != node:
        component.append(open_.pop())
    return tuple(sorted(component))
