"""What a review says: the share of synthetic records, in parts, and how far the detector errs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from provaudit.estimate.prevalence.beta import clopper_pearson
from provaudit.estimate.prevalence.drawing import Numbers
from provaudit.estimate.prevalence.powered import powered
from provaudit.estimate.prevalence.share import LEVEL, Share, undecided
from provaudit.estimate.prevalence.stratified import FEWEST, plain, stratified
from provaudit.estimate.review.selection import Selection, records_at
from provaudit.estimate.review.votes import (
    LABELS,
    UNDECIDED,
    Vote,
    agreement,
    by_place,
    reviewers,
)
from provaudit.estimate.review.votes import decided as decided_label
from provaudit.fence import ATTRIBUTE
from provaudit.store import Store

Facts = dict[str, Any]
_RULES: dict[str, Callable[[Facts], bool]] = {
    "verdict synthetic": lambda row: bool(row["origin"] == "synthetic"),
    "style above even odds": lambda row: bool((row["p_synthetic"] or 0) > 0.5),
}
Reviewed = list[tuple[str, int, Facts]]  # label, draws, record


def reviewed(store: Store, selection: Selection, votes: list[Vote]) -> Reviewed:
    """Return the drawn records that were labelled, with their one label and their draws."""
    labels = by_place(votes)
    at = [
        number
        for number in selection.chosen().tolist()
        if (selection.rows[number]["file"], selection.rows[number]["position"]) in labels
    ]
    records = records_at(store, [selection.rows[number] for number in at])
    return [
        (
            decided_label(labels[record["file"], record["position"]]),
            int(selection.draws[number]),
            record | {"band": int(selection.band[number])},
        )
        for number, record in zip(at, records, strict=True)
    ]


def shares(selection: Selection, found: Reviewed) -> list[Share]:
    """Return the share in the corpus, by stratified review first; empty below FEWEST draws."""
    told = [row for row in found if row[0] != UNDECIDED]
    if _draws(told) < FEWEST:
        return []
    labels, band = _labels(told), _each(told, "band").astype(np.int64)
    weights = np.array([row["stands_for"] for row in selection.rows], float)
    predictions = np.array([_even(row["p_synthetic"]) for row in selection.rows])
    own = np.nan_to_num(_each(told, "p_synthetic"), nan=0.5)
    unknown = 1 - selection.judgeable * _draws(told) / _draws(found)
    known = (
        stratified(labels, band, selection.shares),
        powered(labels, own, predictions, weights),
    )
    return [undecided(share, unknown) for share in known]


def parts(found: Reviewed) -> Iterator[tuple[str, str | None, str, Share]]:
    """Yield kind, attribute, value and share of each part in which FEWEST draws were told."""
    kinds: list[tuple[str, str | None, str]]
    kinds = [("source", None, "source"), ("language", None, "language"), ("year", None, "date")]
    names = sorted(found[0][2]) if found else []
    kinds += [
        ("group", name.removeprefix(ATTRIBUTE), name)
        for name in names
        if name.startswith(ATTRIBUTE)
    ]
    for kind, attribute, column in kinds:
        for value in sorted({_value(row[2], column) for row in found} - {""}):
            inside = [row for row in found if _value(row[2], column) == value]
            told = [row for row in inside if row[0] != UNDECIDED]
            if _draws(told) >= FEWEST:
                share = undecided(plain(_labels(told)), 1 - _draws(told) / _draws(inside))
                yield kind, attribute, value, share


def outcome(selection: Selection, votes: list[Vote], found: Reviewed) -> Facts:
    """Return the figures of a review as ``review.json`` holds them."""
    counts = {label: sum(row[0] == label for row in found) for label in LABELS}
    estimates = shares(selection, found)
    facts: Facts = {
        "review": selection.digest,
        "size": selection.size,
        "records": int((selection.draws > 0).sum()),
        "labelled": len(found),
        "labels": counts,
        "reviewers": reviewers(votes),
        "errors": list(_errors(found)),
    }
    if estimates:
        facts["estimates"] = [asdict(share) | {"level": LEVEL} for share in estimates]
    agreed = agreement(votes)
    return facts | ({"agreement": agreed} if agreed else {})


def _errors(found: Reviewed) -> Iterator[Facts]:
    """Yield how often a rule calls reviewed records synthetic, by what the reviewers said."""
    for rule, holds in _RULES.items():
        for truth in ("human", "synthetic"):
            rows = [row for row in found if row[0] == truth]
            if rows:
                hits = sum(holds(row[2]) for row in rows)
                low, high = clopper_pearson(hits, len(rows))
                yield {
                    "rule": rule,
                    "truth": truth,
                    "records": len(rows),
                    "called_synthetic": hits,
                    "rate": hits / len(rows),
                    "low": low,
                    "high": high,
                }


def _draws(rows: Reviewed) -> int:
    return sum(draws for _, draws, _ in rows)


def _labels(rows: Reviewed) -> Numbers:
    return np.repeat(
        [float(label == "synthetic") for label, _, _ in rows], [draws for _, draws, _ in rows]
    )


def _each(rows: Reviewed, column: str) -> Numbers:
    values = np.array([row[column] for _, _, row in rows], float)
    return np.repeat(values, [draws for _, draws, _ in rows])


def _even(share: float | None) -> float:
    return 0.5 if share is None else share


def _value(row: Facts, column: str) -> str:
    value = str(row[column] or "")
    return value[:4] if column == "date" else value
