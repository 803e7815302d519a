"""The generation of records that name the record they were made from."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

if TYPE_CHECKING:
    from provaudit.store import Store

_SQL = files(__name__)
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def trace_records(store: Store) -> None:
    """Create ``record_lineage``: one row for each record that names a parent.

    ``generation`` is at least that of its parent, one more if a model wrote or changed the record;
    what a record states of itself goes before. It is null where parents go round in a circle
    (``cyclic``); ``found`` says whether the parent is in the corpus. Reads ``records`` and
    ``lineage_nodes``, and needs the macros of the statistics.
    """
    rows = store.arrow((_SQL / "children.sql").read_text("utf-8"))
    stated = _numbers(rows["stated"])
    parent = np.where(stated >= 0, -1, _numbers(rows["parent_row"]))
    founder = _numbers(rows["parent_generation"])
    own = np.where(parent < 0, np.maximum(founder, 0), 0) + _numbers(rows["wrote"])
    generation, cyclic = _summed(np.where(stated >= 0, stated, own), parent)
    least = np.where(stated >= 0, stated, np.maximum(generation, _numbers(rows["floor"])))
    found = (_numbers(rows["parent_row"]) >= 0) | (founder >= 0)
    table = {
        "source": rows["source"].cast(pa.string()),
        "origin": rows["origin"].cast(pa.string()),
        "text_bytes": rows["text_bytes"],
        "generation": pa.array(least, pa.int64(), mask=cyclic),
        "cyclic": pa.array(cyclic),
        "found": pa.array(found),
    }
    store.put("record_lineage", pa.table(table))


def _summed(values: Numbers, parent: Numbers) -> tuple[Numbers, Flags]:
    """Return the sum of values on the way from each row to the last parent, and who never arrives.

    Each round doubles the steps taken, so a chain of n rows needs log2(n) rounds (Wyllie 1979).
    """
    total, ahead = values.copy(), parent.copy()
    for _ in range(len(values).bit_length() + 1):
        moving = np.flatnonzero(ahead >= 0)
        if not len(moving):
            break
        total[moving] += total[ahead[moving]]
        ahead[moving] = ahead[ahead[moving]]
    return total, ahead >= 0


def _numbers(column: pa.ChunkedArray) -> Numbers:
    """Return a column as numbers, -1 where it is null."""
    filled: Numbers = column.cast(pa.int64()).fill_null(-1).to_numpy()
    return filled
