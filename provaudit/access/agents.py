"""The crawlers of AI companies that site owners name: ``agents.csv``, one row each.

``purpose`` is what the operator says it crawls for, or is known for where it says nothing:
``training`` (text for training models), ``search``, ``user`` (a page that a person asks for) or
``data`` (sold or given to others). Only those for training are counted.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

EVERYBODY = "*"


@cache
def known_agents() -> tuple[dict[str, str], ...]:
    """Return the rows of ``agents.csv``: agent, operator, purpose, source."""
    text = (files("provaudit.access") / "agents.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def agents_table(*, asked: bool) -> pa.Table:
    """Return the table ``access_agents``: agent in lower case, its name, operator, counted.

    It has no rows where nobody asked, which tells the statistics to do nothing.
    """
    import pyarrow as pa

    rows = [
        {
            "agent": row["agent"].lower(),
            "name": row["agent"],
            "operator": row["operator"],
            "counted": row["purpose"] == "training",
        }
        for row in (known_agents() if asked else ())
    ]
    names = ("agent", "name", "operator")
    schema = pa.schema([*((name, pa.string()) for name in names), ("counted", pa.bool_())])
    return pa.Table.from_pylist(rows, schema=schema)
