"""Variety by source and origin, always at equal sample size, from the sampled texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from provaudit.estimate.jackknife import estimates
from provaudit.estimate.measures import sample_of
from provaudit.estimate.tokens import by_character, first_tokens, normalised_language
from provaudit.plain import plain

if TYPE_CHECKING:
    from provaudit.policy import Policy
    from provaudit.store import Store

Reason = tuple[str, str]

_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("origin", pa.string()),
        ("measure", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("records", pa.int64()),
        ("words", pa.int64()),
    ]
)


@dataclass(frozen=True, slots=True)
class Stratum:
    """The sampled texts of one origin, of one source or of all (None), as equally long records."""

    source: str | None
    origin: str
    texts: int
    records: tuple[tuple[str, ...], ...]
    by_character: frozenset[str]


def no_diversity() -> pa.Table:
    """Return the table ``diversity`` without rows, for an audit that measures none."""
    return _SCHEMA.empty_table()


def measure_diversity(store: Store, policy: Policy) -> tuple[pa.Table, list[Reason]]:
    """Return the table ``diversity``, and what could not be measured with the reason why.

    Reads the tables ``sample`` and ``origin_by_source``. Every stratum that has at least
    ``min_records`` records of ``words`` tokens is cut to the size of the smallest of them;
    ``records`` and ``words`` in the table say what was measured of each: records, tokens in all.
    """
    limits = policy.diversity
    found = store.rows_of(files("provaudit.estimate") / "strata.sql", {})
    chosen = found[: limits["max_strata"]]
    strata = [_stratum(store, row, limits) for row in chosen]
    enough = [one for one in strata if len(one.records) >= limits["min_records"]]
    size = min((len(one.records) for one in enough), default=0)
    rows = [row for stratum in enough for row in _rows(stratum, size)]
    reasons = list(_reasons(strata, len(found) - len(chosen), limits))
    return pa.Table.from_pylist(rows, schema=_SCHEMA), reasons


def _stratum(store: Store, row: dict[str, Any], limits: Mapping[str, int]) -> Stratum:
    texts = store.rows_of(files("provaudit.estimate") / "texts.sql", row)
    languages = set()
    records = []
    for text, language in ((one["text"], normalised_language(one["language"])) for one in texts):
        tokens = first_tokens(text, language, limits["words"])
        if len(tokens) == limits["words"]:
            records.append(tuple(tokens))
            languages |= {language} if by_character(text, language) else set()
        if len(records) == limits["max_records"]:
            break
    return Stratum(row["source"], row["origin"], row["texts"], tuple(records), frozenset(languages))


def _rows(stratum: Stratum, size: int) -> Iterator[dict[str, Any]]:
    records = list(islice(stratum.records, size))
    for one in estimates(sample_of(records)):
        yield {
            "source": stratum.source,
            "origin": stratum.origin,
            "measure": one.measure,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "records": size,
            "words": size * len(records[0]),
        }


def _reasons(strata: list[Stratum], left_out: int, limits: Mapping[str, int]) -> Iterator[Reason]:
    words, needed = limits["words"], limits["min_records"]
    if not strata:
        yield "diversity", "no text was sampled"
    for one in strata:
        if len(one.records) < needed:
            source = "all sources" if one.source is None else f'source "{plain(one.source, 80)}"'
            yield (
                f"diversity of {source}, origin {one.origin}",
                f"{len(one.records)} of {one.texts} sampled texts have {words} tokens;"
                f" {needed} such texts are needed",
            )
    if left_out:
        yield (
            f"diversity of {left_out:,} more pairs of source and origin",
            f"only {limits['max_strata']} are measured, those of the largest sources",
        )
    languages = sorted(set().union(*(one.by_character for one in strata)))
    if languages:
        yield (
            f"diversity by words in language {', '.join(languages)}",
            "words cannot be told apart there without another package: each character is a token",
        )
