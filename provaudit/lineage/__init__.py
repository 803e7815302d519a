"""Where sources come from: the graph of ``derived_from`` over several manifests.

``references`` says what each stated parent points at, ``graph`` what follows from it: cycles,
generations, and the roots that everything goes back to.
"""

from provaudit.lineage.graph import Graph, cycles, flow, generations, graph_of
from provaudit.lineage.references import Link, Node, links_of, points_at_manifest

__all__ = [
    "Graph",
    "Link",
    "Node",
    "cycles",
    "flow",
    "generations",
    "graph_of",
    "links_of",
    "points_at_manifest",
]
