"""The sources of an audit among all others that they may be made from, and who wrote each."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from provaudit.audit.plan import Plan
from provaudit.evidence import names_nobody
from provaudit.known_datasets import recognise
from provaudit.lineage import Graph, Link, Node, graph_of, links_of
from provaudit.lineage.ancestry import with_ancestors
from provaudit.lineage.references import place_of
from provaudit.model import Source
from provaudit.vocabulary import REWRITING_ROLES, WRITING_ROLES

_HERE = "."
"""Stands for the manifest of sources that no manifest has: folders, or what a column names."""


@dataclass(frozen=True, slots=True)
class Family:
    """``own`` are the sources of the audit, with the name that records carry.

    ``declared`` are the sources of all manifests, ``nodes`` the own ones and all their ancestors
    with a name for people that no other has, ``origin`` says who wrote each: as declared, else as
    most of its records show, else as the registry of known datasets says of an address.
    """

    own: Mapping[Node, str]
    declared: Mapping[Node, Source]
    links: tuple[Link, ...]
    graph: Graph
    nodes: Mapping[Node, str]
    origin: Mapping[Node, str]


def family_of(plan: Plan, verdicts: Mapping[str, Mapping[str, Any]]) -> Family:
    """Return the family of an audit; ``verdicts`` are the rows of ``origin_by_source``, by source.

    A source of which a nested manifest describes all files consists of that dataset.
    """
    declared = {
        Node(place_of(one), source.id): source for one in plan.related for source in one.sources
    }
    own = _own(plan, verdicts)
    links = links_of(plan.related)
    whole = [(Node(node.manifest, ""), node) for node in declared]
    graph = graph_of(links, own, [*whole, *_described(plan, own, declared)])
    nodes = with_ancestors(graph, own)
    return Family(
        own=own,
        declared=declared,
        links=tuple(link for link in links if link.child in nodes),
        graph=graph,
        nodes=_named(nodes, own, plan.root),
        origin={node: _origin(node, declared, verdicts.get(own.get(node, ""))) for node in nodes},
    )


def writers_named(node: Node, family: Family) -> bool:
    """Return whether the manifest, or the registry of known datasets, names who wrote a node."""
    source = family.declared.get(node)
    writers = source.generators if source else ()
    roles = {one.role for one in writers if not names_nobody(one.model)}
    known = recognise(node.name) if not node.manifest else None
    return bool(roles & (WRITING_ROLES | REWRITING_ROLES)) or bool(known and known.generators)


def _own(plan: Plan, verdicts: Mapping[str, Any]) -> dict[Node, str]:
    manifest = plan.manifest
    ids = [source.id for source in manifest.sources] if manifest else []
    own = {Node(place_of(manifest), name): name for name in ids} if manifest else {}
    return own | {Node(_HERE, name): name for name in verdicts if name not in ids}


def _described(
    plan: Plan, own: Mapping[Node, str], declared: Mapping[Node, Source]
) -> Iterator[tuple[Node, Node]]:
    """Yield the own sources all of whose files one nested manifest describes, with its dataset."""
    nested = _nested(plan)
    for node, name in own.items() if nested else ():
        globs = declared[node].files if node in declared else (f"{name}/",)
        folders = [folder for folder in nested if _all_below(globs, folder)]
        if folders:
            yield node, Node(nested[max(folders, key=len)], "")


def _nested(plan: Plan) -> dict[str, str]:
    """Return the folders below the root that have a manifest of their own, with its path."""
    if "://" in plan.root:
        return {}
    top = place_of(plan.manifest) if plan.manifest else ""
    paths = [path for one in plan.related if (path := place_of(one)) != top and "://" not in path]
    places = {os.path.relpath(os.path.dirname(path), plan.root): path for path in sorted(paths)}
    below = {folder.replace(os.sep, "/"): path for folder, path in places.items()}
    return {
        folder: path for folder, path in below.items() if folder.split("/")[0] not in _NOT_BELOW
    }


_NOT_BELOW = (".", "..")


def _all_below(globs: tuple[str, ...], folder: str) -> bool:
    """Return whether all that the globs may match lies in a folder below the root."""
    begins = (re.split(r"[*?[]", glob.removeprefix("./"), maxsplit=1)[0] for glob in globs)
    return all(begin.startswith(folder + "/") for begin in begins)


def _origin(node: Node, declared: Mapping[Node, Source], verdict: Mapping[str, Any] | None) -> str:
    if node in declared and declared[node].declared != "unknown":
        return declared[node].declared
    if verdict:
        synthetic, mixed, human = (verdict[name] for name in ("synthetic", "mixed", "human"))
        if synthetic + mixed > human:
            return "synthetic" if synthetic >= mixed else "mixed"
        return "human" if human else "unknown"
    known = recognise(node.name) if not node.manifest else None
    return known.origin if known else "unknown"


def _named(nodes: set[Node], own: Mapping[Node, str], root: str) -> dict[Node, str]:
    """Return a name for each node; paths are relative to the root; own sources keep theirs."""
    named = dict(own)
    taken = set(own.values())
    for node in sorted(nodes - set(own)):
        path = node.manifest
        if path and "://" not in path and "://" not in root:
            path = os.path.relpath(path, root)
        base = "#".join(filter(None, (path, node.name)))
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base} ({number})"
        named[node] = name
        taken.add(name)
    return named
