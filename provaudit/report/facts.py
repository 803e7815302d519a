"""The facts of an audit, as ``audit.json`` holds them: one .sql of ``queries/`` fills one key.

The name of a query is the key it fills (``origin.by_source.sql``). Its header says which result
tables it reads (``-- From:``) and whether it gives an ``object`` or a ``list`` (``-- Shape:``).
A list query gives ``total_rows`` beside each row, so that a cut can be stated.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from provaudit import __version__
from provaudit.report.absence import name_absences
from provaudit.report.values import json_value
from provaudit.store import Store

Facts = dict[str, Any]

SCHEMA = 1
MAX_ROWS = 1000  # a list in audit.json; all rows stay in audit.duckdb
_HEADER = re.compile(r"^-- (From|Shape): (.+)$", re.MULTILINE)


def audit_facts(store: Store, run: dict[str, Any]) -> Facts:
    """Return the facts of an audit: what ``schemas/audit.schema.json`` describes.

    ``run`` says how the audit was made and is passed on under the key ``run``, without its
    state (``complete``). Keys whose result
    table is absent, and figures that are null or not finite, are left out; ``not_measured`` names
    those that a reader would look for. Lists hold at most 1,000 rows; ``truncated`` names those
    that were cut, with the number of rows there are.
    """
    told = {key: value for key, value in run.items() if key != "complete"}
    facts: Facts = {"run": told, "truncated": [], "not_measured": [], "findings": []}
    tables = set(store.tables())
    for query in queries():
        header = dict(_HEADER.findall(query.read_text("utf-8")))
        if tables.issuperset(header["From"].split(", ")):
            rows = store.rows_of(query, {"limit": MAX_ROWS})
            _place(facts, query.name.removesuffix(".sql"), header["Shape"], rows)
    clean: Facts = json_value(facts)
    name_absences(clean)
    return clean | {"provaudit": __version__, "schema": SCHEMA}


def queries() -> Iterator[Traversable]:
    """Yield the queries in the order of their names."""
    folder = files("provaudit.report") / "queries"
    yield from sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )


def _place(facts: Facts, path: str, shape: str, rows: list[Facts]) -> None:
    *parents, last = path.split(".")
    target = facts
    for key in parents:
        target = target.setdefault(key, {})
    if shape == "list":
        total = rows[0]["total_rows"] if rows and "total_rows" in rows[0] else len(rows)
        target[last] = [_without_total(row) for row in rows]
        if total > len(rows):
            facts["truncated"].append({"what": path, "shown": len(rows), "total": total})
    elif rows:
        target.setdefault(last, {}).update(rows[0])


def _without_total(row: Facts) -> Facts:
    return {key: value for key, value in row.items() if key != "total_rows"}
