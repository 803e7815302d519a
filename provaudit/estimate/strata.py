"""The strata that are compared: the texts of one source and origin, in one language, cut equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from provaudit.estimate.tokens import by_character, first_tokens, main_subtag, normalised_language

if TYPE_CHECKING:
    from provaudit.store import Store


@dataclass(frozen=True, slots=True)
class Stratum:
    """The sampled texts of one origin, of one source or of all (None), as equally long records.

    ``language`` is the most frequent one (None: not stated) and the only one taken; ``texts`` is
    the number of sampled texts in it, ``others`` of those in other languages.
    """

    source: str | None
    origin: str
    language: str | None
    texts: int
    others: int
    records: tuple[tuple[str, ...], ...]
    by_character: bool


def strata_of(store: Store, limits: Mapping[str, int]) -> tuple[list[Stratum], int]:
    """Return the first ``max_strata`` strata, and how many more there are."""
    found = store.rows_of(files("provaudit.estimate") / "strata.sql", {})
    chosen = found[: limits["max_strata"]]
    return [_stratum(store, row, limits) for row in chosen], len(found) - len(chosen)


def main_language(languages: list[str | None]) -> str | None:
    """Return the most frequent value; of equally frequent ones the first by name, None last."""
    counts = Counter(languages)
    return min(counts, key=lambda code: (-counts[code], code is None, code or ""))


def _stratum(store: Store, row: dict[str, Any], limits: Mapping[str, int]) -> Stratum:
    found = store.rows_of(files("provaudit.estimate") / "texts.sql", row)
    sampled = [(one["text"], main_subtag(one["language"])) for one in found]
    # Two languages in one sample look like more variety, and like less if one side lacks one.
    language = main_language([code for _, code in sampled])
    texts = [text for text, code in sampled if code == language]
    rules = normalised_language(language)
    records = _records(texts, rules, limits)
    return Stratum(
        row["source"],
        row["origin"],
        language,
        len(texts),
        len(sampled) - len(texts),
        tuple(tuple(tokens) for _, tokens in records),
        any(by_character(text, rules) for text, _ in records),
    )


def _records(
    texts: list[str], rules: str, limits: Mapping[str, int]
) -> list[tuple[str, list[str]]]:
    """Return the first ``records`` texts that are long enough, with their tokens."""
    long_enough: list[tuple[str, list[str]]] = []
    for text in texts:
        tokens = first_tokens(text, rules, limits["words"])
        if len(tokens) == limits["words"]:
            long_enough.append((text, tokens))
        if len(long_enough) == limits["records"]:
            break
    return long_enough
