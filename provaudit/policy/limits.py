"""Limits on parts of a corpus: which part, which figure, which bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What a limit may hold for; without any it holds for the whole corpus.
SCOPES = ("source", "split", "language", "group")
# What it may bound: shares between 0 and 1, and the licences that are allowed.
BOUNDS = ("max_synthetic", "max_unknown", "min_human", "min_share", "licences")
CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound on one part: ``value`` for a share, ``licences`` (SPDX) for what is allowed.

    ``scope`` is one of SCOPES or ``corpus``; ``name`` says which source, split, language, or
    group (``attribute=value``), empty for the corpus. ``position`` is its place in the policy.
    """

    scope: str
    name: str
    bound: str
    value: float | None
    licences: tuple[str, ...]
    position: int


def limits_of(tables: Sequence[Mapping[str, Any]]) -> tuple[Limit, ...]:
    """Return the bounds of the policy's ``[[limits]]``, one by one; a later one replaces an equal.

    Equal is what bounds the same figure of the same part, so that a policy may loosen or tighten
    the one that it extends.
    """
    found: dict[tuple[str, str, str], Limit] = {}
    for limit in _bounds(tables):
        found[limit.scope, limit.name, limit.bound] = limit
    return tuple(found.values())


def _bounds(tables: Sequence[Mapping[str, Any]]) -> Iterator[Limit]:
    for position, table in enumerate(tables):
        scope = next((scope for scope in SCOPES if scope in table), CORPUS)
        for bound in BOUNDS:
            if bound in table:
                given = table[bound]
                licences = tuple(given) if bound == "licences" else ()
                value = None if bound == "licences" else float(given)
                yield Limit(scope, table.get(scope, ""), bound, value, licences, position)
