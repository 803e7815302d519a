"""The best estimates of the share of synthetic records, as the table ``prevalence``.

A row is an estimate for a part (``kind``, ``attribute``, ``value``) of the corpus; where there is
none that is ``shown``, the report falls back on the bounds of what is declared and found.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from provaudit.audit.labels import saved_labels
from provaudit.estimate import review
from provaudit.estimate.prevalence.by_source import by_source, of_corpus
from provaudit.estimate.prevalence.share import LEVEL, Share
from provaudit.store import Store

LABELS = "labels.json"
_OUTDATED = (
    "labels.json holds the labels of another state of this corpus: "
    "make a new page with  provaudit review"
)
_ESTIMATE = pa.struct(
    [
        ("point", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("level", pa.float64()),
        ("method", pa.string()),
        ("identifiable", pa.bool_()),
    ]
)
_SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("attribute", pa.string()),
        ("value", pa.string()),
        ("shown", pa.bool_()),
        ("estimate", _ESTIMATE),
    ]
)


def put_prevalence(store: Store, audit: Path) -> list[tuple[str, str]]:
    """Put the tables ``prevalence`` and, with labels, ``review``; return what is not measured."""
    put_estimates(store, _by_slices(store))
    saved = saved_labels(audit / LABELS)
    if saved is None:
        return []
    digest, size, votes = saved
    selection = review.select(store, size)
    if selection is None or selection.digest != digest:
        return [("review by people", _OUTDATED)]
    return put_review(store, selection, votes)


def put_review(
    store: Store, selection: review.Selection, votes: list[review.Vote]
) -> list[tuple[str, str]]:
    """Put what the votes on a selection say; return what they do not suffice for."""
    found = review.reviewed(store, selection, votes)
    corpus = [_row("corpus", None, None, share) for share in review.shares(selection, found)]
    for other in corpus[1:]:
        other["shown"] = False
    parts = [_row(*part) for part in review.parts(found)]
    reviewed = {(row["kind"], row["value"]) for row in corpus[:1] + parts}
    rest = [row for row in _by_slices(store) if (row["kind"], row["value"]) not in reviewed]
    put_estimates(store, corpus + parts + rest)
    figures = review.outcome(selection, votes, found)
    store.put("review", pa.Table.from_pylist([figures]))
    few = "fewer than 30 reviewed records could be told human or not: label more"
    return [] if corpus else [("share of synthetic records by review", few)]


def _by_slices(store: Store) -> list[dict[str, Any]]:
    """Return the estimates by trusted slices: of sources, and of the corpus where there are any."""
    sources = [_row("source", None, source, share) for source, share in by_source(store)]
    if not sources:
        return []
    return [_row("corpus", None, None, of_corpus(store, len(sources))), *sources]


def put_estimates(store: Store, rows: list[dict[str, Any]]) -> None:
    """Put the table ``prevalence``."""
    store.put("prevalence", pa.Table.from_pylist(rows, schema=_SCHEMA))


def _row(kind: str, attribute: str | None, value: str | None, share: Share) -> dict[str, Any]:
    estimate = asdict(share) | {"level": LEVEL}
    return {
        "kind": kind,
        "attribute": attribute,
        "value": value,
        "shown": True,
        "estimate": estimate,
    }
