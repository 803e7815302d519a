"""What is broken in the text of a record: for ``explain``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from provaudit.plain import plain
from provaudit.report.figures import percent
from provaudit.store import Store

_SQL = files("provaudit.report.explain")
_CUT = {
    "code": "its end is missing: a block of code is never closed",
    "sentence": "its end is missing: it stops in the middle of a line",
}
# Half of a text: the limit of the check ``degenerate``.
_DEGENERATE = 0.5


def health_lines(store: Store, row: dict[str, Any]) -> list[str]:
    """Return the lines on the health of a record of ``record.sql``; none if it is sound."""
    found = [*_of_text(row), *_of_identifiers(store, row)]
    return [f"{'health' if number == 0 else '':<12}{line}" for number, line in enumerate(found)]


def _of_text(row: dict[str, Any]) -> Iterator[str]:
    if row["replacement"] or row["mojibake"] or row["controls"]:
        yield (
            f"broken characters: {row['replacement']:,} U+FFFD, {row['mojibake']:,} mojibake,"
            f" {row['controls']:,} control characters"
        )
    repeated = max(row["repeated_lines"] or 0, row["repeated_ngrams"] or 0)
    if repeated > _DEGENERATE:
        yield f"goes round in circles: {percent(repeated)} of it came before"
    if row["cut_off"]:
        yield _CUT[row["cut_off"]]
    if row["gibberish"]:
        yield "letters without a language"
    for name, words in (("refusal", "begins as a refusal"), ("stock_phrase", "a stock phrase")):
        if row[name]:
            yield f'{words}: "{row[name]}"'


def _of_identifiers(store: Store, row: dict[str, Any]) -> Iterator[str]:
    for found in store.rows_of(_SQL / "identifiers.sql", row):
        example = f", first {plain(found['example'], 80)}" if found["example"] else ""
        yield (
            f"{found['impossible']:,} of {found['seen']:,} {found['kind']} cannot exist{example}"
            f" at character {found['offset']:,}"
        )
