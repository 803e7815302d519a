"""Rules on what licences ask for: that the dataset keeps the terms of what it is made of."""

import re
from collections.abc import Iterator

from provaudit.manifest.checks.licences import readable
from provaudit.manifest.document import (
    Document,
    Json,
    Place,
    Problem,
    mappings_of,
    text_of,
    texts_of,
)
from provaudit.manifest.naming import call, dotted
from provaudit.manifest.spdx import UNSTATED, Alternatives, terms_of

_VERSION = re.compile(r"-[0-9][0-9.]*.*")
_SAYS = {
    "noncommercial": "forbids commercial use, but {} allows it",
    "share-alike": "asks that what is made from it stays under it, but {} is another licence",
    "no-derivatives": "forbids to pass on changed copies, but {} allows it",
}
_COMMERCIAL = re.compile(r"(?<!non-)(?<!non)(?<!no )(?<!not )\bcommercial", re.IGNORECASE)


def licence_conflict(document: Document) -> Iterator[Problem]:
    """What: a licence allows what the licence of the text that it covers does not.

    Why: nobody can pass on rights that they were not given; users of the dataset would break the
    licence of the source without knowing.

    Example:
        license: CC-BY-4.0
        sources:
          - {id: forum, license: CC-BY-NC-SA-4.0, ...}

    Fix: offer the whole under terms as strict as the source's (an AND of both licences), take the
    source out, or get another licence for it.
    """
    whole = text_of(document.data, "license")
    own = {
        text_of(source, "id"): text_of(source, "license") or whole
        for _, source in document.entries("sources")
    }
    for place, source in document.entries("sources"):
        mine = text_of(source, "license")
        if not mine:
            continue
        here = (*place, "license")
        words = _conflict(mine, whole, f"the dataset's {whole}")
        if words:
            yield _problem(document, here, f"is under {mine}, which {words}")
        for _, parent in texts_of(source, "derived_from"):
            words = _conflict(own.get(parent, ""), mine, mine)
            if words:
                message = f"is made from '{parent}', whose licence {own[parent]} {words}"
                yield _problem(document, here, message)


def noncommercial_used(document: Document) -> Iterator[Problem]:
    """What: data whose licence forbids commercial use are meant for it.

    Why: the use would break the licence.

    Example:
        license: CC-BY-NC-4.0
        intended_use: [{code: ai-alignment, note: tuning of a commercial product}]

    Fix: take the data out, get another licence, or correct the intended use.
    """
    if not _is_commercial(document):
        return
    owners: list[tuple[Place, Json]] = [((), document.data), *document.entries("sources")]
    for owner, entry in owners:
        licence = text_of(entry, "license")
        expression = readable(licence)
        if expression and all(_asks(way, "noncommercial") for way in expression.alternatives):
            place = (*owner, "license")
            who = call(owner, document.data)
            message = f"{who} is under {licence}, which forbids the commercial use that is intended"
            fix = "take it out, get another licence for it, or correct the intended use"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def _problem(document: Document, place: Place, words: str) -> Problem:
    message = f"{call(place[:-1], document.data)} {words}"
    fix = "keep its terms (join the licences with AND), take it out, or get another licence"
    return Problem(document.value_at(place), message, fix, dotted(place))


def _conflict(source: str, result: str, called: str) -> str:
    """Return what a result's licence allows against that of its source; empty if nothing.

    Who offers the result may choose among the source's alternatives; its users may choose among
    the result's, so each of these must keep the terms.
    """
    given, offered = readable(source) if source else None, readable(result) if result else None
    if given is None or offered is None:
        return ""
    broken = [_broken(way, offered.alternatives) for way in given.alternatives]
    return _SAYS[broken[0]].format(called) if all(broken) else ""


def _broken(way: frozenset[str], offered: Alternatives) -> str:
    for licence in sorted(way):
        for term in sorted(terms_of(licence) & set(_SAYS)):
            if not all(_keeps(term, licence, choice) for choice in offered):
                return term
    return ""


def _keeps(term: str, licence: str, offered: frozenset[str]) -> bool:
    """Return whether an offer keeps a term; one whose text is unknown may."""
    if any("LicenseRef-" in one or one in UNSTATED for one in offered):
        return True
    if term == "share-alike":
        return any(_VERSION.sub("", one) == _VERSION.sub("", licence) for one in offered)
    return any(term in terms_of(one) for one in offered)


def _asks(way: frozenset[str], term: str) -> bool:
    return any(term in terms_of(licence) for licence in way)


def _is_commercial(document: Document) -> bool:
    notes = (text_of(use, "note") for _, use in mappings_of(document.data, "intended_use"))
    stated = text_of(document.data, "commercial_use") == "intended"
    return stated or any(_COMMERCIAL.search(note) for note in notes)
