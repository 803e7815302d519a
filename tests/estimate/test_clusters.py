"""Connected components against a plain search, whatever the order and the batches."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from provaudit.estimate.clusters import components

Link = tuple[int, int]
Batch = tuple[NDArray[np.int64], NDArray[np.int64]]
NODES = 12


def batches(links: list[Link], size: int) -> Iterator[Batch]:
    for first in range(0, len(links), size):
        one, other = zip(*links[first : first + size], strict=True)
        yield np.array(one, np.int64), np.array(other, np.int64)


def by_search(nodes: int, links: list[Link]) -> list[int]:
    """Follow the links from the smallest node that was not met yet."""
    found: dict[int, int] = {}
    for start in range(nodes):
        waiting = [] if start in found else [start]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found[node] = start
                waiting += [b for a, b in links if a == node] + [a for a, b in links if b == node]
    return [found[node] for node in range(nodes)]


def test_by_hand() -> None:
    links = [(5, 3), (1, 4), (3, 6), (2, 2)]
    assert components(7, batches(links, 2)).tolist() == [0, 1, 2, 3, 1, 3, 3]


_NODE = st.integers(0, NODES - 1)


@given(st.lists(st.tuples(_NODE, _NODE), max_size=30), st.integers(1, 30))
def test_the_same_as_a_plain_search(links: list[Link], size: int) -> None:
    assert components(NODES, batches(links, size)).tolist() == by_search(NODES, links)


@given(st.lists(st.tuples(_NODE, _NODE), max_size=30).flatmap(
    lambda links: st.tuples(st.just(links), st.permutations(links))
))  # fmt: skip
def test_the_order_of_links_changes_nothing(orders: tuple[list[Link], list[Link]]) -> None:
    one, other = (components(NODES, batches(links, 4)).tolist() for links in orders)
    assert one == other


def test_nothing_and_no_links() -> None:
    assert components(0, []).tolist() == []
    assert components(3, []).tolist() == [0, 1, 2]


@pytest.mark.parametrize("batch", [1 << 20, 10_000], ids=["one batch", "many batches"])
def test_a_long_chain_in_the_worst_order_is_one_cluster(batch: int) -> None:
    chain = np.random.default_rng(7).permutation(300_000)
    links = (
        (chain[at : at + batch], chain[at + 1 : at + batch + 1])
        for at in range(0, len(chain) - 1, batch)
    )
    cut = ((one[: len(other)], other) for one, other in links)
    assert not components(len(chain), cut).any()
