"""Union-find: which nodes hang together."""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import inlined, kernel

Ids = NDArray[np.int64]


@kernel
def unite(parents: Ids, one: Ids, other: Ids) -> None:
    """Join the trees of each pair of nodes; a root is the smallest node of its tree."""
    for link in range(len(one)):
        a, b = _root(parents, one[link]), _root(parents, other[link])
        if a < b:
            parents[b] = a
        else:
            parents[a] = b


@kernel
def flatten(parents: Ids) -> None:
    """Make the root of each node its parent."""
    for node in range(len(parents)):
        # No parent is larger than its child, so that of the parent is its root by now.
        parents[node] = parents[parents[node]]


@inlined
def _root(parents: Ids, node: int) -> int:
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node
