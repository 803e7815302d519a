"""Rules on codes from lists that are too long for the schema: languages, places, uses."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache

from provaudit.manifest.document import (
    Document,
    Edit,
    Json,
    Place,
    Problem,
    mappings_of,
    text_of,
    texts_of,
)
from provaudit.manifest.naming import call, dotted, letters, nearest, quote
from provaudit.resources import data_file

# BCP 47 (RFC 5646): language, then script, region, variants and extensions; or a private tag.
_TAG = re.compile(r"(?P<language>[A-Za-z]{2,3})(-[A-Za-z0-9]{1,8})*|[xi](-[A-Za-z0-9]{1,8})+")
_REGION = re.compile(r"(?P<country>[A-Z]{2})(-[A-Z0-9]{1,3})?")
# Codes that ISO 3166 leaves to users, or keeps for what people write.
_FREE_PLACES = ("ZZ", "EU", "UN", "XK")
_MEANT_PLACES = {"UK": "GB", "EN": "GB", "JA": "JP"}
_MEANT_LANGUAGES = {"jp": "ja", "cn": "zh", "kr": "ko", "gr": "el", "cz": "cs", "dk": "da"}
# Use codes of the Data & Trust Alliance Data Provenance Standards 1.0.0.
USES = (
    *("ai-pre-training", "ai-alignment", "ai-evaluation", "ai-synthetic"),
    *("non-ai-staging", "non-ai-production", "non-ai-quality"),
)


def unknown_language(document: Document) -> Iterator[Problem]:
    """What: a language is no BCP 47 tag, or its first part is no language of ISO 639.

    Why: languages as declared are held against languages as found, by their codes.

    Example:
        language: [english]

    Fix: write the tag, such as en or pt-BR; three-letter codes are accepted as they stand.
    """
    owners: list[tuple[Place, Json]] = [((), document.data), *document.entries("sources")]
    for owner, entry in owners:
        for index, tag in texts_of(entry, "language"):
            place = (*owner, "language", index)
            if not _is_language(tag):
                who = call(place, document.data)
                fix = _advice(tag, _listed("languages"), _MEANT_LANGUAGES, "a tag: en, pt-BR")
                message = f"{who} is {quote(tag)}, which is no language tag"
                yield Problem(document.value_at(place), message, fix, dotted(place))


def unknown_place(document: Document) -> Iterator[Problem]:
    """What: a code in 'geography' has the form of a country's, but no country has it.

    Why: reports by place would count a place that does not exist.

    Example:
        geography: [UK]      # the code of the United Kingdom is GB

    Fix: write the code of ISO 3166, or ZZ if the place is unknown.
    """
    for owner, source in document.entries("sources"):
        for index, code in texts_of(source, "geography"):
            place, form = (*owner, "geography", index), _REGION.fullmatch(code)
            if form and form["country"] not in {*_listed("places"), *_FREE_PLACES}:
                message = f"{call(place, document.data)} is {quote(code)}, which is no country"
                meant = _MEANT_PLACES.get(form["country"])
                fix = f"did you mean {quote(meant)}?" if meant else "write its code of ISO 3166"
                yield Problem(document.value_at(place), message, fix, dotted(place))


def unknown_use(document: Document) -> Iterator[Problem]:
    """What: the code of an intended use is none of the Data & Trust Alliance's.

    Why: documents for others carry the code, and nobody else knows what this one means.

    Example:
        intended_use: [{code: ai-alignement}]

    Fix: write one of ai-pre-training, ai-alignment, ai-evaluation, ai-synthetic,
    non-ai-staging, non-ai-production, non-ai-quality, and the use in words in 'note'.
    """
    for index, use in mappings_of(document.data, "intended_use"):
        code, place = text_of(use, "code"), ("intended_use", index, "code")
        if code and code not in USES:
            near = nearest(code, USES)
            message = f"{call(place, document.data)} is {quote(code)}, which is no known use"
            fix = f"did you mean {quote(near)}?" if near else f"write one of {', '.join(USES)}"
            same = near is not None and letters(near) == letters(code)
            here = document.value_at(place)
            edit = Edit(here, code, near) if same and near else None
            yield Problem(here, message, fix, dotted(place), edit)


@cache
def _listed(name: str) -> dict[str, str]:
    """Return the codes of a data file with the name of what each stands for."""
    text = data_file(f"manifest/{name}.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


def _is_language(tag: str) -> bool:
    form = _TAG.fullmatch(tag)
    if form is None:
        return False
    language = (form["language"] or "").lower()
    return len(language) != 2 or language in _listed("languages")


def _advice(word: str, known: Mapping[str, str], meant: Mapping[str, str], form: str) -> str:
    first = re.split("[-_]", word)[0].lower()
    by_name = {name.lower(): code for code, name in known.items()}
    near = nearest(word, by_name) if len(word) > 3 else None
    found = meant.get(first) or by_name.get(word.lower()) or (by_name[near] if near else None)
    if found is None and first in known:
        found = word.replace("_", "-")
    return f"did you mean {quote(found)}?" if found else f"write {form}"
