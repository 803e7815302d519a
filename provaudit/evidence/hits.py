"""The table that every detector returns: one row a hit."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pyarrow as pa

from provaudit.model import TextBatch

HITS = pa.schema(
    [
        ("row", pa.int64()),
        ("detector", pa.string()),
        ("code", pa.string()),
        ("tier", pa.string()),
        ("says", pa.string()),
        ("offset", pa.int64()),
        ("excerpt", pa.string()),
        ("generator", pa.string()),
    ]
)
HITS_ORDER = [(name, "ascending") for name in ("row", "detector", "offset", "code")]

Detector = Callable[[TextBatch], pa.Table]


class Hit(NamedTuple):
    """One piece of evidence; fields as in ``HITS``. ``row`` counts from 0 within the batch.

    ``offset`` counts characters from the start of the text; None for a hit in a column.
    """

    row: int
    detector: str
    code: str
    tier: str
    says: str | None = None
    offset: int | None = None
    excerpt: str | None = None
    generator: str | None = None


def hits_table(hits: Sequence[Hit]) -> pa.Table:
    """Return the hits as a table with schema ``HITS``, in the order given."""
    columns = list(zip(*hits, strict=True)) or [()] * len(HITS)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, HITS, strict=True)]
    return pa.table(arrays, schema=HITS)
