"""The graph of sources of one audit: from all manifests at hand to the tables on lineage."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from provaudit import estimate, stats
from provaudit.audit.plan import Plan
from provaudit.evidence import names_nobody
from provaudit.known_datasets import recognise
from provaudit.lineage import Graph, Link, Node, cycles, flow, generations, graph_of, links_of
from provaudit.lineage.graph import steps_of
from provaudit.lineage.references import place_of
from provaudit.model import Manifest, Source
from provaudit.store import Store
from provaudit.vocabulary import REWRITING_ROLES, WRITING_ROLES

Row = dict[str, Any]
_MODEL = ("synthetic", "mixed")
_HERE = "."
"""Stands for the manifest of sources that no manifest has: folders, or what a column names."""


def put_lineage(store: Store, plan: Plan) -> list[tuple[str, str]]:
    """Put the graph of sources and all that follows from it; return what could not be followed."""
    verdicts = {row["source"]: row for row in store.query("from origin_by_source order by source")}
    family = Family(plan, verdicts)
    tables = family.tables()
    for name, rows in tables.items():
        store.put(name, pa.Table.from_pylist(rows, schema=SCHEMAS[name]))
    estimate.trace_records(store)
    stats.measure_lineage(store)
    return list(_not_followed(tables))


@dataclass(frozen=True)
class Family:
    """The sources of an audit among those of all manifests that were read.

    ``verdicts`` are the rows of ``origin_by_source``, by source.
    """

    plan: Plan
    verdicts: Mapping[str, Row]

    def tables(self) -> dict[str, list[Row]]:
        """Return the rows of the four tables, each in a fixed order."""
        roots = flow(self.graph, {node: self._amount(node) for node in self.own})
        return {
            "lineage_nodes": [self._row(node) for node in self.nodes],
            "lineage_links": [self._link(link) for link in self.links],
            "lineage_roots": [
                {**self._name(node), "human": self.is_human(node), "records": amount}
                for node, amount in sorted(roots.items())
            ],
            "lineage_cycles": [
                {"path": [self.shown(node) for node in way]} for way in cycles(self.graph)
            ],
        }

    @cached_property
    def declared(self) -> dict[Node, Source]:
        """Return every source of every manifest."""
        return {
            Node(place_of(one), source.id): source
            for one in self.plan.related
            for source in one.sources
        }

    @cached_property
    def own(self) -> dict[Node, str]:
        """Return the nodes of the audit's own sources, with the name that records carry."""
        manifest = self.plan.manifest
        ids = [source.id for source in manifest.sources] if manifest else []
        own = {Node(place_of(manifest), name): name for name in ids} if manifest else {}
        return own | {Node(_HERE, name): name for name in self.verdicts if name not in ids}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return all stated links that an ancestor of an own source may lie on."""
        return links_of(self.plan.related)

    @cached_property
    def graph(self) -> Graph:
        """Return the graph of the own sources and all other sources that were read."""
        return graph_of(self.links, self.own, self._parts())

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Return the own sources and all their ancestors, sorted."""
        seen, waiting = set(self.own), list(self.own)
        while waiting:
            for step in steps_of(self.graph, waiting.pop()):
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)
        return tuple(sorted(seen))

    def _parts(self) -> Iterator[tuple[Node, Node]]:
        """Yield what whole datasets consist of, and the own sources that one describes."""
        for path, manifest in self._by_path.items():
            for source in manifest.sources:
                yield Node(path, ""), Node(path, source.id)
        for node, name in self.own.items():
            globs = self.declared[node].files if node in self.declared else (f"{name}/",)
            folder = max((one for one in self._nested if _all_below(globs, one)), default="")
            if folder:
                yield node, Node(self._nested[folder], "")

    @cached_property
    def _by_path(self) -> dict[str, Manifest]:
        return {place_of(one): one for one in self.plan.related}

    @cached_property
    def _nested(self) -> dict[str, str]:
        """Return the folders below the root that have a manifest of their own, with its path."""
        if "://" in self.plan.root:
            return {}
        places = {
            os.path.relpath(os.path.dirname(path), self.plan.root): path
            for path in reversed(self._by_path)
            if "://" not in path and not self._is_own(path)
        }
        return {name: path for name, path in places.items() if not name.startswith(".")}

    def _is_own(self, path: str) -> bool:
        return self.plan.manifest is not None and place_of(self.plan.manifest) == path

    @cached_property
    def _generations(self) -> dict[Node, tuple[int, int]]:
        written = frozenset(node for node in self.nodes if self.origin(node) in _MODEL)
        return generations(self.graph, written)

    def origin(self, node: Node) -> str:
        """Return the origin of a node: as declared, as most of its records, or of its registry."""
        if node in self.declared and self.declared[node].declared != "unknown":
            return self.declared[node].declared
        row = self.verdicts.get(self.own.get(node, ""))
        if row:
            model, human = row["synthetic"] + row["mixed"], row["human"]
            most = "synthetic" if row["synthetic"] >= row["mixed"] else "mixed"
            return most if model > human else "human" if human else "unknown"
        known = recognise(node.name) if not node.manifest else None
        return known.origin if known else "unknown"

    def is_human(self, node: Node) -> bool:
        """Return whether people wrote what a node holds: of mixtures, only their human records."""
        return self.origin(node) == "human"

    def _amount(self, node: Node) -> float:
        """Return the records whose way back leads through a node: at a root, the human ones."""
        row = self.verdicts.get(self.own[node])
        if not row:
            return 0.0
        return float(row["records"] if steps_of(self.graph, node) else row["human"])

    @cached_property
    def _circular(self) -> frozenset[Node]:
        several = {node for part in self.graph.order if len(part) > 1 for node in part}
        return frozenset(several | {one for one, to in self.graph.parents.items() if one in to})

    @cached_property
    def _traced(self) -> dict[Node, bool]:
        """Return of which nodes all roots are known: people, or a model that is named."""
        traced: dict[Node, bool] = {}
        for component in self.graph.order:
            for node in component:
                steps = steps_of(self.graph, node)
                whole = node not in self._circular and all(traced.get(one) for one in steps)
                traced[node] = whole if steps else self._is_known_root(node)
        return traced

    def _is_known_root(self, node: Node) -> bool:
        return self.is_human(node) or (self.origin(node) in _MODEL and self._writers_named(node))

    def _writers_named(self, node: Node) -> bool:
        source = self.declared.get(node)
        writers = source.generators if source else ()
        roles = {one.role for one in writers if not names_nobody(one.model)}
        known = recognise(node.name) if not node.manifest else None
        return bool(roles & (WRITING_ROLES | REWRITING_ROLES)) or bool(known and known.generators)

    @cached_property
    def _fed(self) -> dict[Node, bool]:
        """Return of which nodes an ancestor, not the node itself, holds records of the corpus."""
        fed: dict[Node, bool] = {}
        for component in self.graph.order:
            for node in component:
                steps = steps_of(self.graph, node)
                fed[node] = any(fed.get(one, True) or self._holds(one) for one in steps)
        return fed

    def _holds(self, node: Node) -> bool:
        return self.own.get(node) in self.verdicts

    @cached_property
    def _derived(self) -> dict[Node, bool]:
        derived: dict[Node, bool] = {}
        for component in self.graph.order:
            for node in component:
                parts = self.graph.parts.get(node, ())
                derived[node] = node in self.graph.parents or any(derived.get(p) for p in parts)
        return derived

    @cached_property
    def _weights(self) -> dict[Node, float]:
        """Return what a human text of each own source counts for, as one that nothing else has.

        1 where nothing is derived, 0 where an ancestor is in the corpus; else 1 / k of k sources
        here that go back to the same root elsewhere.
        """
        from_outside = [node for node in self.own if self._derived[node] and not self._fed[node]]
        sharing: dict[Node, set[Node]] = {}
        for node in from_outside:
            for root in self._roots(node):
                sharing.setdefault(root, set()).add(node)
        weights = {node: 0.0 if self._derived[node] else 1.0 for node in self.own}
        for nodes in sharing.values():
            held = max(1, sum(map(self._holds, nodes)))
            for node in nodes:
                weights[node] = min(weights[node] or 1.0, 1 / held)
        return weights

    def _roots(self, node: Node) -> set[Node]:
        seen, waiting, roots = {node}, [node], set()
        while waiting:
            steps = steps_of(self.graph, one := waiting.pop())
            roots |= set() if steps else {one}
            new = set(steps) - seen
            seen |= new
            waiting += sorted(new)
        return roots

    def _row(self, node: Node) -> Row:
        least, itself = self._generations[node]
        row = self.verdicts.get(self.own.get(node, ""), {})
        return {
            **self._name(node),
            "own": node in self.own,
            "source": self.own.get(node),
            "origin": self.origin(node),
            "least": least,
            "generation": itself,
            "records": row.get("records", 0),
            "derived": self._derived[node],
            "traced": self._traced[node],
            "cyclic": node in self._circular,
            "weight": self._weights.get(node),
            "writers_named": self._writers_named(node),
            "unknown_parents": sum(
                self.origin(parent) == "unknown" for parent in self.graph.parents.get(node, ())
            ),
        }

    def _link(self, link: Link) -> Row:
        return {
            "child": self.shown(link.child),
            "parent": self.shown(link.parent),
            "stated": link.stated,
            "found": link.found,
            "child_own": link.child in self.own,
        }

    def _name(self, node: Node) -> Row:
        return {"node": self.shown(node), "name": node.name or self._by_path[node.manifest].name}

    def shown(self, node: Node) -> str:
        """Return a name for a node that no other has: paths are relative to the audited root."""
        if node in self.own or not node.manifest:
            return node.name
        path = node.manifest
        if "://" not in path and "://" not in self.plan.root:
            path = os.path.relpath(path, self.plan.root)
        return f"{path}#{node.name}" if node.name else path


def _all_below(globs: tuple[str, ...], folder: str) -> bool:
    """Return whether all that the globs may match lies in a folder below the root."""
    begins = (re.split(r"[*?[]", glob.removeprefix("./"), maxsplit=1)[0] for glob in globs)
    return all(begin.startswith(folder.replace(os.sep, "/") + "/") for begin in begins)


def _not_followed(tables: Mapping[str, list[Row]]) -> Iterator[tuple[str, str]]:
    outside = sorted({row["parent"] for row in tables["lineage_links"] if row["found"] != "here"})
    unknown = {row["node"] for row in tables["lineage_nodes"] if row["origin"] == "unknown"}
    lost = [name for name in outside if name in unknown]
    if lost:
        named = ", ".join(f'"{name[:80]}"' for name in lost[:3]) + (", ..." if lost[3:] else "")
        yield (
            f"lineage beyond {len(lost)} parents" if lost[1:] else "lineage beyond 1 parent",
            f"no manifest or registry at hand knows {named}: name its manifest with --lineage",
        )
    circular = [row["name"] for row in tables["lineage_nodes"] if row["cyclic"] and row["own"]]
    if circular:
        yield (
            f"generation of {len(circular)} sources" if circular[1:] else "generation of 1 source",
            "it is derived from itself: steps within the circle are not counted",
        )


def _schema(strings: str, counts: str = "", flags: str = "") -> pa.Schema:
    kinds = {pa.string(): strings, pa.int64(): counts, pa.bool_(): flags}
    return pa.schema([(name, kind) for kind, names in kinds.items() for name in names.split()])


SCHEMAS = {
    "lineage_nodes": _schema(
        "node name source origin",
        "least generation records unknown_parents",
        "own derived traced cyclic writers_named",
    ).append(pa.field("weight", pa.float64())),
    "lineage_links": _schema("child parent stated found", flags="child_own"),
    "lineage_roots": _schema("node name", flags="human").append(pa.field("records", pa.float64())),
    "lineage_cycles": pa.schema([("path", pa.list_(pa.string()))]),
}
