"""What people said about the drawn records: one label for each record, and how far they agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from provaudit.estimate.agreement import alpha, alpha_interval

LABELS = ("human", "synthetic", "mixed", "cannot_tell")
UNDECIDED = "cannot_tell"
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's label of one record."""

    file: str
    position: int
    record_id: str
    label: str
    reviewer: str
    time: str


def by_place(votes: list[Vote]) -> dict[Place, list[str]]:
    """Return the labels of each record, in the order of the reviewers' names."""
    found: dict[Place, list[str]] = {}
    for vote in sorted(votes, key=lambda one: (one.file, one.position, one.reviewer)):
        found.setdefault((vote.file, vote.position), []).append(vote.label)
    return found


def decided(labels: list[str]) -> str:
    """Return the label that most gave; on a tie nobody can tell."""
    first, *rest = Counter(labels).most_common(2)
    return UNDECIDED if rest and rest[0][1] == first[1] else first[0]


def reviewers(votes: list[Vote]) -> list[dict[str, Any]]:
    """Return each reviewer with the number of records labelled."""
    counted = Counter(vote.reviewer for vote in votes)
    return [{"reviewer": name, "records": counted[name]} for name in sorted(counted)]


def agreement(votes: list[Vote]) -> dict[str, Any] | None:
    """Return Krippendorff's alpha with its interval; None where nothing could disagree."""
    units = list(by_place(votes).values())
    value, ends = alpha(units), alpha_interval(units)
    if value is None or ends is None:
        return None
    both = sum(len(unit) > 1 for unit in units)
    same = sum(len(unit) > 1 and len(set(unit)) == 1 for unit in units)
    return {
        "method": "Krippendorff's alpha, nominal; interval by resampling records",
        "alpha": value,
        "low": ends[0],
        "high": ends[1],
        "records": both,
        "unanimous": same,
    }
