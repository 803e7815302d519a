"""Rules on dates: that each exists, and that none ends before it begins."""

import re
from collections.abc import Iterator
from datetime import date

from provaudit.manifest.document import Document, Json, Place, Problem, text_of
from provaudit.manifest.naming import call, dotted, quote

_FORM = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def no_such_date(document: Document) -> Iterator[Problem]:
    """What: a date has the right form, but no calendar has it.

    Why: a period that ends on such a day cannot be compared with anything.

    Example:
        collected: {start: 2026-02-01, end: 2026-02-30}

    Fix: write a day that exists, or only the month: 2026-02.
    """
    for place, text in _dates(document):
        if _FORM.fullmatch(text) and not _exists(text):
            message = f"{call(place, document.data)} is {quote(text)}, which is no day"
            fix = f"write a day that exists, or only the month: {text[:7]}"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def period_reversed(document: Document) -> Iterator[Problem]:
    """What: a period ends before it begins, or the version before was issued after this one.

    Why: one of the two dates is wrong, and rules that compare dates would believe it.

    Example:
        collected: {start: 2026-03-01, end: 2025-03-09}

    Fix: correct the wrong one of the two.
    """
    pairs = [((*place, "collected"), "start", "end") for place, _ in document.entries("sources")]
    for owner, first, last in [*pairs, ((), "previous_issued", "issued")]:
        values = _mapping(document.data, owner)
        begin, end = text_of(values, first), text_of(values, last)
        if all(map(_exists, (begin, end))) and end < begin[: len(end)]:
            place = (*owner, last)
            message = f"{call(place, document.data)} is {end}, before {quote(first)}, {begin}"
            yield Problem(document.value_at(place), message, "correct one of them", dotted(place))


def _dates(document: Document) -> Iterator[tuple[Place, str]]:
    for key in ("issued", "previous_issued"):
        yield (key,), text_of(document.data, key)
    for place, source in document.entries("sources"):
        for key in ("start", "end"):
            yield (*place, "collected", key), text_of(source.get("collected"), key)
        trusted = source.get("trusted_human")
        yield (*place, "trusted_human", "before"), text_of(trusted, "before")
    for place, waiver in document.entries("waivers"):
        yield (*place, "expires"), text_of(waiver, "expires")


def _mapping(data: Json, place: Place) -> Json:
    for step in place:
        data = data.get(str(step)) if isinstance(data, dict) else _item(data, step)
    return data


def _item(data: Json, step: str | int) -> Json:
    return data[step] if isinstance(data, list) and isinstance(step, int) else None


def _exists(text: str) -> bool:
    """Return whether a date of the right form is in the calendar; its month and day may be out."""
    try:
        return bool(_FORM.fullmatch(text)) and bool(date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False
