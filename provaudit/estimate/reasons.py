"""What of the variety could not be measured, and why: said, so that no gap looks like a zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from provaudit.estimate.strata import Stratum
from provaudit.plain import plain

Reason = tuple[str, str]

# Strata that one line names; it counts further ones.
_NAMED = 5


def reasons(strata: Sequence[Stratum], left_out: int, limits: Mapping[str, int]) -> list[Reason]:
    """Return what is not in the table ``diversity`` and its comparison, with the numbers."""
    return [
        *([] if strata else [("diversity", "no text was sampled")]),
        *_too_small(strata, limits),
        *_not_comparable(strata, limits),
        *_other_languages(strata),
        *_too_many(left_out, limits),
        *_by_character(strata),
    ]


def _too_small(strata: Sequence[Stratum], limits: Mapping[str, int]) -> Iterator[Reason]:
    words, needed = limits["words"], limits["records"]
    for one in strata:
        if len(one.records) < needed:
            language = f" in language {_language(one)}" if one.others else ""
            yield (
                f"diversity of {_place(one)}, origin {one.origin}",
                f"{len(one.records)} of {one.texts} sampled texts{language} have {words} tokens;"
                f" {needed} such texts are needed",
            )


def _not_comparable(strata: Sequence[Stratum], limits: Mapping[str, int]) -> Iterator[Reason]:
    measured = [one for one in strata if len(one.records) == limits["records"]]
    synthetic = {one.source: one for one in measured if one.origin == "synthetic"}
    for one in measured:
        other = synthetic.get(one.source) if one.origin == "human" else None
        if other is not None and other.language != one.language:
            yield (
                f"diversity of human against synthetic text of {_place(one)}",
                f"the most frequent language is {_language(one)} in human text"
                f" and {_language(other)} in synthetic text: they are not compared",
            )


def _other_languages(strata: Sequence[Stratum]) -> Iterator[Reason]:
    mixed = [one for one in strata if one.others]
    if not mixed:
        return
    named = [
        f"{one.others} of {one.others + one.texts} of {_place(one)}, origin {one.origin}"
        f" (measured: {_language(one)})"
        for one in mixed[:_NAMED]
    ]
    more = [f"and {len(mixed) - _NAMED} more"] if len(mixed) > _NAMED else []
    yield (
        "diversity of texts in other languages",
        "only the most frequent language of each source and origin is measured; sampled texts"
        f" left out: {'; '.join(named + more)}",
    )


def _too_many(left_out: int, limits: Mapping[str, int]) -> Iterator[Reason]:
    if left_out:
        yield (
            f"diversity of {left_out:,} more pairs of source and origin",
            f"only {limits['max_strata']} are measured, those of the largest sources",
        )


def _by_character(strata: Sequence[Stratum]) -> Iterator[Reason]:
    languages = sorted({_language(one) for one in strata if one.by_character})
    if languages:
        yield (
            f"diversity by words in language {', '.join(languages)}",
            "words cannot be told apart there without another package: each character is a token",
        )


def _place(one: Stratum) -> str:
    return "all sources" if one.source is None else f'source "{plain(one.source, 80)}"'


def _language(one: Stratum) -> str:
    return "(not stated)" if one.language is None else plain(one.language, 40)
