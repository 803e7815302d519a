"""Verdicts by style: from the records that people know to be human to the final ``records``.

The one place east of the fence where a record gets another origin than the scan gave it, before
any statistic is made; ``origin.py`` has the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from provaudit.errors import UserError
from provaudit.model import DataFile, Trusted
from provaudit.store import Store
from provaudit.style.slices import TrustedSlice, measure_slice, trusted_needed

_VIEWS = files("provaudit.audit") / "views"
# Trusted texts of a source that a threshold is made from; at 1 % its 200 highest lie above.
_TEXTS = 20_000


def judge_by_style(store: Store, trusted: tuple[Trusted, ...], level: float) -> None:
    """Create ``style_slices``, the view ``records``, ``relabelled`` and ``style_by_source``.

    ``level`` is the false-positive rate that a verdict by style may have.
    """
    store.run(_VIEWS / "trust_macros.sql")
    store.put("trusted", _trusted_table(trusted))
    store.table_from(_VIEWS / "trust.sql", "trust", {})
    store.table_from(_VIEWS / "trusted_scores.sql", "trusted_scores", {"texts": _TEXTS})
    store.put("style_slices", _slices(store, level))
    store.run(_VIEWS / ("records.sql" if trusted else "records_as_scanned.sql"))
    store.table_from(_VIEWS / "relabelled.sql", "relabelled", {})
    store.table_from(_VIEWS / "style_by_source.sql", "style_by_source", {})


def require_trusted_sources(trusted: tuple[Trusted, ...], data: Iterable[DataFile]) -> None:
    """Raise UserError for a trusted source that no record can be of."""
    if not trusted:
        return
    known: set[str] = set()
    for file in data:
        if "source" in dict(file.layout.columns):
            return  # a column names the sources, so only the records know them
        known.add(file.source.id if file.source else "")
    for one in trusted:
        if one.source is not None and one.source not in known:
            raise UserError(
                f"no file belongs to the trusted source {one.source!r}: name one of "
                f"{', '.join(sorted(known - {''})[:10]) or 'the sources of a manifest'}, "
                "or a date as in  --trusted 'date<2020-01-01'"
            )


def _slices(store: Store, level: float) -> pa.Table:
    """Return a row for each source with trusted records: whom it trusts, and what that gives."""
    measured = {name: measure_slice(scores, level) for name, scores in _scores(store)}
    rows = []
    for row in store.query("from trust order by source"):
        found = measured.get(row["source"]) or measure_slice(np.zeros(0, np.float32), level)
        rows.append({**row, **_told(found), "level": level, "needed": trusted_needed(level) + 1})
    return pa.Table.from_pylist(rows, schema=_SLICES)


def _scores(store: Store) -> Iterator[tuple[str, np.ndarray[Any, np.dtype[np.float32]]]]:
    """Yield each source and the scores of its trusted texts, in the order of the data."""
    sql = "select source, style_score from trusted_scores order by source, place"
    batches = store.batches(sql, 10_000)
    pairs = (
        pair
        for batch in batches
        for pair in zip(batch["source"].to_pylist(), batch["style_score"].to_pylist(), strict=True)
    )
    for source, group in groupby(pairs, key=lambda pair: pair[0]):
        yield source, np.array([score for _, score in group], np.float32)


def _told(found: TrustedSlice) -> dict[str, Any]:
    return {
        "texts": found.texts,
        "threshold": found.threshold,
        "tested": found.tested,
        "above": found.above,
        "fpr": found.above / found.tested if found.tested else None,
        "fpr_low": found.low if found.tested else None,
        "fpr_high": found.high if found.tested else None,
        "why": found.why or None,
    }


def _trusted_table(trusted: tuple[Trusted, ...]) -> pa.Table:
    rows = [{"source": one.source, "before": one.before} for one in trusted]
    return pa.Table.from_pylist(rows, schema=_TRUSTED)


_TRUSTED = pa.schema([("source", pa.string()), ("before", pa.string())])
_SLICES = pa.schema(
    [
        ("source", pa.string()),
        ("whole", pa.bool_()),
        ("before", pa.string()),
        ("level", pa.float64()),
        ("needed", pa.int64()),
        ("texts", pa.int64()),
        ("threshold", pa.float64()),
        ("tested", pa.int64()),
        ("above", pa.int64()),
        ("fpr", pa.float64()),
        ("fpr_low", pa.float64()),
        ("fpr_high", pa.float64()),
        ("why", pa.string()),
    ]
)
