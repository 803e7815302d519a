"""Rules on licences: that each is an SPDX expression, spelled as SPDX spells it."""

from collections.abc import Iterator

from provaudit.manifest.document import Document, Edit, Json, Place, Problem, mappings_of, text_of
from provaudit.manifest.naming import call, dotted, nearest, quote
from provaudit.manifest.spdx import Expression, NoExpression, licences, parse

_HELP = "https://spdx.org/licenses lists them"
# Names that hubs and people use, and that no likeness of letters would lead to.
_MEANT = {
    "odc-by": "ODC-By-1.0",
    "odbl": "ODbL-1.0",
    "pddl": "PDDL-1.0",
    "cc0": "CC0-1.0",
    "apache": "Apache-2.0",
    "apache2": "Apache-2.0",
    "gpl": "GPL-3.0-or-later",
    "lgpl": "LGPL-3.0-or-later",
    "agpl": "AGPL-3.0-or-later",
    "bsd": "BSD-3-Clause",
    "mpl": "MPL-2.0",
    "cc-by": "CC-BY-4.0",
    "cc-by-sa": "CC-BY-SA-4.0",
    "cc-by-nc": "CC-BY-NC-4.0",
    "other": "LicenseRef-NAME",
    "proprietary": "LicenseRef-NAME",
    "custom": "LicenseRef-NAME",
    "unknown": "NOASSERTION",
    "none": "NONE",
}
_TEXTS = ("license", "licence", "contract", "agreement", "terms")


def licence_unknown(document: Document) -> Iterator[Problem]:
    """What: a licence is no SPDX expression, or names a licence that SPDX does not list.

    Why: what may be done with the data follows from the licence, and programs know it only by its
    identifier.

    Example:
        license: CC-BY 4.0       # the identifier is CC-BY-4.0

    Fix: write an identifier of https://spdx.org/licenses, several with AND or OR between them;
    LicenseRef-NAME for a licence of your own, NOASSERTION if nobody knows.
    """
    for place, text in declared(document):
        try:
            unknown = [word for word, right in parse(text).words if right is None]
        except NoExpression as error:
            message = f"{call(place, document.data)} is {quote(text)}, no SPDX expression: {error}"
            yield Problem(document.value_at(place), message, _meant(text), dotted(place))
            continue
        for word in unknown:
            message = f"{call(place, document.data)} names {quote(word)}, which SPDX does not list"
            yield Problem(document.value_at(place), message, _meant(word), dotted(place))


def licence_spelling(document: Document) -> Iterator[Problem]:
    """What: a licence is not spelled as SPDX does, or SPDX has replaced its identifier.

    Why: programs compare identifiers letter by letter; GPL-3.0 does not say whether later versions
    are allowed too.

    Example:
        license: cc-by-4.0

    Fix: write it as SPDX does; `provaudit check --fix` corrects upper and lower case.
    """
    for place, text in declared(document):
        expression = readable(text)
        if expression is None or any(right is None for _, right in expression.words):
            continue
        for written, right in expression.words:
            fix, edit = f"write {right}", _respelled(document, place, text, expression)
            message = f"{call(place, document.data)} says {quote(written)}"
            yield Problem(document.value_at(place), message, fix, dotted(place), edit)
        for old in expression.retired:
            later = f" or {old.instead.replace('-only', '-or-later')}"
            fix = f"write {old.instead}{later if '-only' in old.instead else ''}"
            message = f"{call(place, document.data)} names {quote(old.id)}, which SPDX has replaced"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def licence_without_text(document: Document) -> Iterator[Problem]:
    """What: a source is under a licence of one's own, and no evidence says where its text is.

    Why: LicenseRef-NAME is a name without a content: nobody can check what it allows.

    Example:
        license: LicenseRef-Partner

    Fix: add the text to the source: evidence: [{url: ..., kind: license}].
    """
    for place, source in document.entries("sources"):
        kinds = {text_of(entry, "kind").lower() for _, entry in mappings_of(source, "evidence")}
        licence = text_of(source, "license")
        if "LicenseRef-" in licence and readable(licence) and not kinds & set(_TEXTS):
            here = (*place, "license")
            message = f"{call(place, document.data)} is under {quote(licence)}, its text nowhere"
            fix = "add 'evidence' with the address of the text and kind license"
            yield Problem(document.value_at(here), message, fix, dotted(here))


def declared(document: Document) -> Iterator[tuple[Place, str]]:
    """Yield the place and text of every licence: the dataset's, then those of its sources."""
    owners: list[tuple[Place, Json]] = [((), document.data), *document.entries("sources")]
    for owner, entry in owners:
        if text_of(entry, "license"):
            yield (*owner, "license"), text_of(entry, "license")


def readable(text: str) -> Expression | None:
    """Return the expression in a text, None where there is none."""
    try:
        return parse(text)
    except NoExpression:
        return None


def _respelled(document: Document, place: Place, text: str, expression: Expression) -> Edit | None:
    """Return the whole licence as SPDX spells it, if each word to mend stands there once."""
    new = text
    for written, right in expression.words:
        if right is None or new.split().count(written) != 1:
            return None
        new = " ".join(right if word == written else word for word in new.split(" "))
    return Edit(document.value_at(place), text, new) if new != text else None


def _meant(word: str) -> str:
    meant = _MEANT.get(word.lower())
    near = meant or nearest(word, [known.id for known in licences().values()])
    own = f"write an SPDX identifier ({_HELP}), or LicenseRef-NAME for one of your own"
    return f"did you mean {near}?" if near else own
