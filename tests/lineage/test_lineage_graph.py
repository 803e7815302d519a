"""Cycles, generations and roots by hand, and as laws over any graph."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.lineage import Graph, Link, Node, cycles, flow, generations, graph_of
from provaudit.lineage.ancestry import circular, derived, fed, roots, traced, weights

EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def node(name: object) -> Node:
    return Node("m", str(name))


def graph(steps: str, alone: str = "") -> Graph:
    """Make a graph from words of a child and its parent, such as ``ba``."""
    links = [Link(node(child), node(parent), parent, "here") for child, parent in steps.split()]
    return graph_of(links, map(node, alone.split()))


def test_a_generation_counts_the_models_on_the_longest_way() -> None:
    # h <- s <- t <- p, and p also from h; e is an edit by people of s
    made = generations(graph("sh ts pt ph es"), frozenset(map(node, "stp")))
    assert {name.name: counted for name, counted in made.items()} == {
        "h": (0, 0), "s": (0, 1), "t": (1, 2), "p": (2, 3), "e": (1, 1),
    }  # fmt: skip


def test_what_a_dataset_consists_of_adds_no_generation() -> None:
    links = [Link(node("x"), node("set"), "set", "there")]
    parts = [(node("set"), node("a")), (node("set"), node("b"))]
    made = generations(graph_of(links, [], parts), frozenset([node("a"), node("x")]))
    assert made[node("set")] == (0, 1)
    assert made[node("x")] == (1, 2)


def test_a_cycle_is_told_once_by_a_shortest_way() -> None:
    # a <- b <- c <- a, with a short cut from c to b, and d after it
    assert cycles(graph("ab bc ca cb da")) == ((node("a"), node("b"), node("c")),)
    assert cycles(graph("aa ba")) == ((node("a"),),)
    assert circular(graph("ab bc ca cb da ee")) == frozenset(map(node, "abce"))


def test_what_reaches_a_circle_goes_back_to_nothing() -> None:
    assert flow(graph("ab ba ca ch"), {node("c"): 10.0}) == {node("h"): 5.0}


def test_founders_share_in_equal_parts() -> None:
    # c has the parents a and b, d has c and a: of 8 in d, a has 4 + 2 and b 2
    assert flow(graph("ca cb dc da"), {node("d"): 8.0, node("b"): 1.0}) == {
        node("a"): 6.0, node("b"): 3.0,
    }  # fmt: skip


def test_what_is_derived_traced_and_fed() -> None:
    made = graph("sh ps px", alone="z")
    assert derived(made) == frozenset(map(node, "sp"))
    assert traced(made, [node("h"), node("z")]) == frozenset(map(node, "hsz"))
    assert fed(made, [node("s")]) == frozenset([node("p")])


def test_human_text_counts_once_however_many_sources_share_it() -> None:
    # a and b are both made from x, which is elsewhere; c from a, which is here
    made = graph("ax bx ca", alone="h")
    own = list(map(node, "abch"))
    assert weights(made, own, own) == {
        node("a"): 0.5, node("b"): 0.5, node("c"): 0.0, node("h"): 1.0,
    }  # fmt: skip
    assert weights(made, own, [node("a"), node("h")])[node("a")] == 1.0
    assert weights(graph("ab ba"), [node("a"), node("b")], []) == {node("a"): 0.0, node("b"): 0.0}


@given(EDGES, st.frozensets(st.integers(0, 7)), st.randoms())
def test_the_order_of_links_is_no_matter(
    edges: list[tuple[int, int]], written: frozenset[int], chance: random.Random
) -> None:
    links = [Link(node(a), node(b), str(b), "here") for a, b in edges]
    shuffled = chance.sample(links, len(links))
    one, other = (graph_of(order, map(node, range(8))) for order in (links, shuffled))
    assert one == other
    assert cycles(one) == cycles(other)
    models = frozenset(map(node, written))
    assert generations(one, models) == generations(other, models)


@given(EDGES, st.frozensets(st.integers(0, 7)))
def test_generations_follow_their_parents(
    edges: list[tuple[int, int]], written: frozenset[int]
) -> None:
    made = graph_of([Link(node(a), node(b), "", "here") for a, b in edges], map(node, range(8)))
    counted = generations(made, frozenset(map(node, written)))
    place = {one: number for number, part in enumerate(made.order) for one in part}
    for child, parents in made.parents.items():
        apart = [one for one in parents if place[one] != place[child]]
        assert all(place[one] < place[child] for one in apart)
        assert counted[child][0] == max((counted[one][1] for one in apart), default=0)


@given(EDGES, st.lists(st.integers(0, 100), min_size=8, max_size=8))
def test_nothing_is_lost_on_the_way_to_roots_but_in_circles(
    edges: list[tuple[int, int]], amounts: list[int]
) -> None:
    made = graph_of([Link(node(a), node(b), "", "here") for a, b in edges], map(node, range(8)))
    held = {node(name): float(amount) for name, amount in enumerate(amounts)}
    found = flow(made, held)
    assert found == pytest.approx(_shared(made, held))
    if not cycles(made):
        assert sum(found.values()) == pytest.approx(sum(amounts))
        assert set(found) <= {root for one in held for root in roots(made, one)}


def _shared(made: Graph, held: dict[Node, float]) -> dict[Node, float]:
    """Follow each amount down each way, one at a time; a way that meets a circle is given up."""
    rounds, found = circular(made), dict[Node, Fraction]()
    waiting = [(one, Fraction(amount)) for one, amount in held.items() if amount]
    while waiting:
        one, amount = waiting.pop()
        if one in rounds:
            continue
        parents = made.parents.get(one, ())
        if not parents:
            found[one] = found.get(one, Fraction()) + amount
        waiting += [(parent, amount / len(parents)) for parent in parents]
    return {one: float(amount) for one, amount in found.items()}


def test_a_very_long_chain_is_followed() -> None:
    names = [f"{number:05}" for number in range(20_000)]
    links = [Link(node(a), node(b), b, "here") for a, b in pairwise(names)]
    made = graph_of(links, [])
    assert generations(made, frozenset(map(node, names)))[node("00000")] == (19_999, 20_000)
    assert cycles(made) == ()
