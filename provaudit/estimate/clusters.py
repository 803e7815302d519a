"""Connected components: which texts hang together, from links between pairs of them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


def components(nodes: int, links: Iterable[tuple[Ids, Ids]]) -> Ids:
    """Return for each of the nodes 0 to ``nodes - 1`` the smallest node it hangs together with.

    ``links`` come in batches of two equally long arrays; memory is that of one batch and of one
    number a node. Union-find with hooking of roots and pointer jumping, whole batches at a time
    (Shiloach & Vishkin 1982, Journal of Algorithms 3, 57-67); the order of links changes nothing.
    """
    parent = np.arange(nodes, dtype=np.int64)
    for one, other in links:
        _unite(parent, one, other)
    return _roots(parent, np.arange(nodes, dtype=np.int64))


def _unite(parent: Ids, one: Ids, other: Ids) -> None:
    while len(one):
        roots = _roots(parent, np.concatenate([one, other]))
        one, other = roots[: len(one)], roots[len(one) :]
        apart = one != other
        one, other = one[apart], other[apart]
        # A root may be hooked to one of several; the links that lose are seen again.
        np.minimum.at(parent, np.maximum(one, other), np.minimum(one, other))


def _roots(parent: Ids, nodes: Ids) -> Ids:
    # A parent is never larger than its child, so there is no circle to be caught in.
    while True:
        up = parent[nodes]
        higher = parent[up]
        if np.array_equal(up, higher):
            return up
        parent[nodes] = higher
