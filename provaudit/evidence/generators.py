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
    """Return the known models as a table (name, family, vendor), one row a name, sorted."""
    known = sorted({row.name: row for row in reversed(models())}.items())
    return pa.table(
        {
            "name": pa.array([name for name, _ in known], pa.string()),
            "family": pa.array([row.family for _, row in known], pa.string()),
            "vendor": pa.array([row.vendor for _, row in known], pa.string()),
        }
    )
