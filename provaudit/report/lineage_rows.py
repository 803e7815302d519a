"""The rows of the pictures of lineage: sources by generation, and records by generation."""

from typing import Any

from provaudit.report.chart_rows import labels, shares

Facts = dict[str, Any]
Rows = list[dict[str, Any]]

NODES = 30
"""Sources and ancestors that the picture shows; all are in the table and in the database."""


def by_generation(collapse: Facts) -> Rows:
    """Return a row for each generation and origin of its records; unknown depth comes last."""
    rows = [
        {**row, "label": f"generation {row['generation']}" if "generation" in row else "circular"}
        for row in collapse.get("generations", [])
    ]
    return shares(rows, "label")


def graph(collapse: Facts) -> Rows:
    """Return a row for each shown source or ancestor, and for each link between two of them.

    Nothing where no source was made from another: a picture without lines says nothing.
    """
    sources = [row | {"name": row["source"]} for row in collapse.get("sources", [])[:NODES]]
    wanted = {parent for row in sources for parent in row["parents"]}
    ancestors = collapse.get("ancestors", [])
    near = [row for row in ancestors if row["name"] in wanted]
    far = [row for row in ancestors if row["name"] not in wanted]
    shown = (sources + near + far)[:NODES]
    shown.sort(key=lambda row: (row["generation"], row["name"]))
    names = labels(row["name"] for row in shown)
    points = {
        row["name"]: {"label": label, "generation": row["generation"], "origin": row["origin"]}
        for row, label in zip(shown, names, strict=True)
    }
    links = [
        {"kind": "link", **points[row["name"]], **_second(points[parent])}
        for row in shown
        for parent in row["parents"]
        if parent in points
    ]
    return [{"kind": "node", **point} for point in points.values()] + links if links else []


def _second(point: Facts) -> Facts:
    return {"label2": point["label"], "generation2": point["generation"]}
