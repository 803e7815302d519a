"""From the graph of sources to the tables on lineage, and what could not be followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pyarrow as pa

from provaudit import estimate, stats
from provaudit.audit.family import Family, family_of, writers_named
from provaudit.audit.plan import Plan
from provaudit.lineage import Node, cycles, flow, generations
from provaudit.lineage.ancestry import circular, derived, traced, weights
from provaudit.lineage.graph import steps_of
from provaudit.store import Store

Row = dict[str, Any]
_MODEL = ("synthetic", "mixed")
_UNREAD = files("provaudit.audit") / "views" / "generations_unread.sql"


def put_lineage(store: Store, plan: Plan) -> list[tuple[str, str]]:
    """Put the graph of sources and all that follows from it; return what could not be followed.

    Reads ``origin_by_source`` and the macros of the statistics.
    """
    verdicts = {row["source"]: row for row in store.query("from origin_by_source order by source")}
    family = family_of(plan, verdicts)
    tables = {
        "lineage_nodes": _nodes(family, verdicts),
        "lineage_links": _links(family),
        "lineage_roots": _roots(family, verdicts),
        "lineage_cycles": _cycles(family),
    }
    for name, rows in tables.items():
        store.put(name, pa.Table.from_pylist(rows, schema=SCHEMAS[name]))
    estimate.trace_records(store)
    stats.measure_lineage(store)
    return [*_not_followed(tables), *_unread(store)]


def _nodes(family: Family, verdicts: Mapping[str, Row]) -> list[Row]:
    graph = family.graph
    by_model = frozenset(node for node, origin in family.origin.items() if origin in _MODEL)
    named = frozenset(node for node in family.nodes if writers_named(node, family))
    people = {node for node, origin in family.origin.items() if origin == "human"}
    holding = {node for node, name in family.own.items() if name in verdicts}
    counted = generations(graph, by_model)
    after, known, rounds = derived(graph), traced(graph, people | by_model & named), circular(graph)
    weight = weights(graph, family.own, holding)
    return [
        {
            "node": family.nodes[node],
            "own": node in family.own,
            "source": family.own.get(node),
            "origin": family.origin[node],
            "least": counted[node][0],
            "generation": counted[node][1],
            "records": verdicts[family.own[node]]["records"] if node in holding else 0,
            "derived": node in after,
            "traced": node in known,
            "cyclic": node in rounds,
            "weight": weight.get(node),
            "writers_named": node in named,
            "unknown_parents": sum(
                family.origin[parent] == "unknown" for parent in graph.parents.get(node, ())
            ),
        }
        for node in sorted(family.nodes)
    ]


def _links(family: Family) -> list[Row]:
    return [
        {
            "child": family.nodes[link.child],
            "parent": family.nodes[link.parent],
            "stated": link.stated,
            "found": link.found,
            "child_own": link.child in family.own,
        }
        for link in family.links
    ]


def _roots(family: Family, verdicts: Mapping[str, Row]) -> list[Row]:
    """Return how many records go back to each root: of those that lie in it, the human ones."""
    amounts: dict[Node, float] = {}
    for node, name in family.own.items():
        if row := verdicts.get(name):
            amounts[node] = row["records"] if steps_of(family.graph, node) else row["human"]
    return [
        {
            "node": family.nodes[node],
            "human": family.origin[node] == "human",
            "records": float(amount),
        }
        for node, amount in sorted(flow(family.graph, amounts).items())
    ]


def _cycles(family: Family) -> list[Row]:
    ways = [way for way in cycles(family.graph) if way[0] in family.nodes]
    return [{"path": [family.nodes[node] for node in way]} for way in ways]


def _not_followed(tables: Mapping[str, list[Row]]) -> Iterator[tuple[str, str]]:
    unknown = {row["node"] for row in tables["lineage_nodes"] if row["origin"] == "unknown"}
    lost = sorted(
        {row["parent"] for row in tables["lineage_links"] if row["found"] in ("outside", "missing")}
        & unknown
    )
    if lost:
        named = ", ".join(f'"{name[:80]}"' for name in lost[:3]) + (", ..." if lost[3:] else "")
        yield (
            f"lineage beyond {len(lost)} parents" if lost[1:] else "lineage beyond 1 parent",
            f"no manifest or registry at hand knows {named}: name its manifest with --lineage",
        )
    rounds = [row["node"] for row in tables["lineage_nodes"] if row["cyclic"] and row["own"]]
    if rounds:
        yield (
            f"generation of {len(rounds)} sources" if rounds[1:] else "generation of 1 source",
            "derived from itself: steps within the circle are not counted",
        )


def _unread(store: Store) -> Iterator[tuple[str, str]]:
    (row,) = store.rows_of(_UNREAD, {})
    if row["records"]:
        yield (
            f"stated generation of {row['records']:,} records",
            "no whole number from 0 to 1,000,000: that of their source or parent counts",
        )


def _schema(strings: str, counts: str = "", flags: str = "") -> pa.Schema:
    kinds = {pa.string(): strings, pa.int64(): counts, pa.bool_(): flags}
    return pa.schema([(name, kind) for kind, names in kinds.items() for name in names.split()])


SCHEMAS = {
    "lineage_nodes": _schema(
        "node source origin",
        "least generation records unknown_parents",
        "own derived traced cyclic writers_named",
    ).append(pa.field("weight", pa.float64())),
    "lineage_links": _schema("child parent stated found", flags="child_own"),
    "lineage_roots": _schema("node", flags="human").append(pa.field("records", pa.float64())),
    "lineage_cycles": pa.schema([("path", pa.list_(pa.string()))]),
}
