"""What a stated parent points at: a source here, another manifest, or something outside of all.

A parent is, the first that holds: the id of a source of the same manifest; the path of another
manifest, relative to the folder of this one (``../base/provenance.yaml``); the id or address of
another manifest. The last two may end in ``#SOURCE``; without it they mean the whole dataset. All
else is an address outside.
"""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from provaudit.model import DerivedFrom, Manifest

_MANIFEST = (".yaml", ".yml", ".json")


class Node(NamedTuple):
    """A source (``name``) of a manifest (its full path), or a whole dataset (``name`` empty).

    ``manifest`` is empty for what lies outside of all manifests: ``name`` is then its address.
    """

    manifest: str
    name: str


class Link(NamedTuple):
    """A stated step from a source to its parent; line and column in the child's manifest, from 1.

    ``found`` says where the parent is: in the same manifest (``here``), in another (``there``), in
    none (``outside``), or nowhere although its manifest is known or named (``missing``).
    """

    child: Node
    parent: Node
    stated: str
    found: Literal["here", "there", "outside", "missing"]
    line: int = 1
    column: int = 1


def links_of(manifests: Sequence[Manifest]) -> tuple[Link, ...]:
    """Return what every stated parent points at, sorted; the order of the manifests is no matter.

    Of several manifests with one id or address the first by its path is meant.
    """
    by_path = {place_of(one): one for one in manifests}
    sources = {path: {source.id for source in one.sources} for path, one in by_path.items()}
    names = _names(by_path)
    found = [
        _link(path, stated, sources, names)
        for path, one in by_path.items()
        for stated in one.derived_from
    ]
    return tuple(sorted(set(found)))


def place_of(manifest: Manifest) -> str:
    """Return the full path of a manifest, or its URI in a store."""
    return manifest.path if "://" in manifest.path else os.path.abspath(manifest.path)


def points_at_manifest(stated: str) -> str:
    """Return the path of the manifest that a parent names, as written; empty if it names none."""
    path = stated.partition("#")[0]
    named = path.lower().endswith(_MANIFEST) and ":" not in path and "\0" not in path
    return path if named else ""


def path_from(manifest: str, path: str) -> str:
    """Return the full path that ``path`` means in the manifest at a full path."""
    return os.path.normpath(os.path.join(os.path.dirname(manifest), path))


def _names(by_path: Mapping[str, Manifest]) -> dict[str, str]:
    """Return the path of the manifest that each id and address names."""
    names: dict[str, str] = {}
    for path, one in sorted(by_path.items()):
        for name in filter(None, (one.id, one.url)):
            names.setdefault(_bare(name), path)
    return names


def _bare(name: str) -> str:
    return name.strip().rstrip("/") or name


def _link(
    path: str, stated: DerivedFrom, sources: Mapping[str, set[str]], names: Mapping[str, str]
) -> Link:
    child, name = Node(path, stated.source), stated.parent
    if name in sources[path]:
        return Link(child, Node(path, name), name, "here", stated.line, stated.column)
    for there, source in _targets(path, name, names):
        known = there in sources and (not source or source in sources[there])
        parent = Node(there, source) if known else Node("", name)
        found: Literal["there", "missing"] = "there" if known else "missing"
        return Link(child, parent, name, found, stated.line, stated.column)
    outside = Node("", _bare(name))
    return Link(child, outside, name, "outside", stated.line, stated.column)


def _targets(path: str, name: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the manifest and source that a name may mean, the likeliest first."""
    if whole := names.get(_bare(name)):
        yield whole, ""
    before, _, source = name.rpartition("#")
    if before and (dataset := names.get(_bare(before))):
        yield dataset, source
    if file := points_at_manifest(name):
        yield path_from(path, file), name.partition("#")[2]
