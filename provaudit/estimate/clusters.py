"""Connected components: which texts hang together, from links between pairs of them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.union import flatten, unite

Ids = NDArray[np.int64]


def components(nodes: int, links: Iterable[tuple[Ids, Ids]]) -> Ids:
    """Return for each of the nodes 0 to ``nodes - 1`` the smallest node it hangs together with.

    ``links`` come in batches of two equally long arrays; memory is that of one batch and of one
    number a node. Union-find with path halving (Tarjan & van Leeuwen 1984, Journal of the ACM 31,
    245-281), the smallest node being the root; the order of links changes nothing.
    """
    parents = np.arange(nodes, dtype=np.int64)
    for one, other in links:
        unite(parents, np.ascontiguousarray(one), np.ascontiguousarray(other))
    flatten(parents)
    return parents
