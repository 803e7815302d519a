"""What a cell about generators says: no model, or one that is known."""

import pyarrow as pa

from provaudit.generators import models

_NOBODY = frozenset(
    (
        *("", "-", "--", "?", "0", "false", "n/a", "na", "nan", "nil", "no", "none", "null"),
        *("human", "human-written", "humans", "not applicable", "not specified", "person"),
        "unknown",
    )
)


def names_nobody(value: str) -> bool:
    """Return whether a cell says that no model, or no known model, had a part."""
    return value.strip().lower() in _NOBODY


def known_generators() -> pa.Table:
    """Return the known models as a table (name, family, vendor, released), a row a name, sorted.

    ``released`` is the earliest month (YYYY-MM) of a row of that name; null where not known.
    """
    known = sorted({row.name: row for row in reversed(models())}.items())
    released: dict[str, str] = {}
    for row in models():
        if row.released:
            released[row.name] = min(released.get(row.name, row.released), row.released)
    return pa.table(
        {
            "name": pa.array([name for name, _ in known], pa.string()),
            "family": pa.array([row.family for _, row in known], pa.string()),
            "vendor": pa.array([row.vendor for _, row in known], pa.string()),
            "released": pa.array([released.get(name) for name, _ in known], pa.string()),
        }
    )
