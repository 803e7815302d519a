"""JSON-LD without expansion: keys in their usual spellings, nodes by their ``@id``.

References are followed one step at a time by those who need them, so a circle ends nowhere.
"""

from typing import Any

from provaudit.manifest.exchange.values import mappings, text

_SPELLINGS = {
    "sc": ("", "sc:", "schema:", "https://schema.org/", "http://schema.org/"),
    "cr": ("", "cr:", "ml:", "http://mlcommons.org/croissant/"),
    "rai": ("rai:", "http://mlcommons.org/croissant/RAI/"),
    "prov": ("prov:", "http://www.w3.org/ns/prov#"),
    "dct": ("dct:", "", "http://purl.org/dc/terms/"),
}


def get(node: dict[str, Any], key: str) -> Any:  # noqa: ANN401
    """Return the value of ``PREFIX:NAME`` in any spelling; None if the node has none."""
    prefix, _, name = key.partition(":")
    for spelling in _SPELLINGS[prefix]:
        if (value := node.get(spelling + name)) is not None:
            return value
    return None


def kinds(node: dict[str, Any]) -> set[str]:
    """Return the types of a node without their prefix."""
    stated = node.get("@type", node.get("type"))
    several = stated if isinstance(stated, list) else [stated]
    return {one.rsplit("/", 1)[-1].rsplit("#", 1)[-1].rsplit(":", 1)[-1]
            for one in several if isinstance(one, str)}  # fmt: skip


def identity(node: object) -> str | None:
    """Return a node's id, or the id that a text in its place is."""
    if isinstance(node, dict):
        return text(node.get("@id") or node.get("spdxId"))
    return text(node)


def by_id(nodes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return nodes by their id; the first of two with the same id counts."""
    found: dict[str, dict[str, Any]] = {}
    for node in nodes:
        if name := identity(node):
            found.setdefault(name, node)
    return found


def root_of(document: dict[str, Any], kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the first node of a kind, else the document itself, and all named nodes by id."""
    graph = mappings(document.get("@graph"))
    root = next((node for node in graph if kind in kinds(node)), document)
    return root, by_id([*graph, document])
