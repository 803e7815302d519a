"""What the rules read of the policy, as tables: its waivers and its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from provaudit.model import Waiver

if TYPE_CHECKING:
    import pyarrow as pa

    from provaudit.policy import Limit


def waivers_table(waivers: Sequence[Waiver]) -> pa.Table:
    """Return the table ``waivers``: one row a waiver, a string column for each of its fields."""
    import pyarrow as pa

    schema = pa.schema([(field.name, pa.string()) for field in fields(Waiver)])
    return pa.Table.from_pylist([asdict(waiver) for waiver in waivers], schema=schema)


def limits_table(limits: Sequence[Limit]) -> pa.Table:
    """Return the table ``limits``: one row a bound, see ``provaudit.policy.Limit``."""
    import pyarrow as pa

    kinds = {"value": pa.float64(), "licences": pa.list_(pa.string()), "position": pa.int64()}
    names = ("scope", "name", "bound", "value", "licences", "position")
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    return pa.Table.from_pylist([asdict(limit) for limit in limits], schema=schema)
