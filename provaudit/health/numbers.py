"""Whether a labelled identifier can exist, by its form and its check digits.

Each reader gets what stands from the label on, and returns the identifier and whether it is
possible; None where no whole identifier follows, which is then not counted at all. Possible does
not mean that it was ever given to anything: that would need the registry.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from stdnum import iban, isbn, issn

_DASH = "[-\u2010-\u2015\u2212]"
_ISBN = re.compile(
    rf"isbn(?:{_DASH}?1[03])?[:#\s]{{0,3}}"
    rf"(\d(?:(?:{_DASH}| )?\d){{8,11}}(?:{_DASH}| )?[\dx])(?!\w)",
    re.IGNORECASE,
)
_ISSN = re.compile(rf"issn[:#\s]{{0,3}}(\d{{4}}{_DASH}?\d{{3}}[\dx])(?!\w)", re.IGNORECASE)
_IBAN = re.compile(r"iban[:#\s]{0,3}([a-z]{2}\d{2}(?: ?[a-z0-9]){11,30})", re.IGNORECASE)
_DOI = re.compile(r"(?:doi(?:\.org/|[:\s]{1,2})|org/)(\d[\d.]*/?[^\s\"'<>]*)", re.IGNORECASE)
_DOI_FORM = re.compile(r"10\.[1-9]\d{3,8}(?:\.\d+)*/\S+")
_ARXIV = re.compile(
    r"(?:arxiv[:\s]{1,2}|abs/|pdf/)((\d\d)(\d\d)\.(\d{4,5}))(?!\d)(?:v\d+)?", re.IGNORECASE
)
# arXiv numbers have had this form since April 2007, and five digits since January 2015.
_ARXIV_BEGAN, _ARXIV_FIVE_DIGITS = (7, 4), (15, 1)


class Identifier(NamedTuple):
    """An identifier as it stands in a text, and whether it can exist."""

    text: str
    possible: bool


Reader = Callable[[str], Identifier | None]


def read_isbn(text: str) -> Identifier | None:
    """Read an ISBN (ISO 2108): of 10 or 13 digits, the last one a check digit."""
    match = _ISBN.match(text)
    digits = re.sub(r"[^\dXx]", "", match[1]) if match else ""
    if match is None or len(digits) not in (10, 13):
        return None
    return Identifier(match[0], isbn.is_valid(digits))


def read_issn(text: str) -> Identifier | None:
    """Read an ISSN (ISO 3297): of 8 digits, the last one a check digit."""
    match = _ISSN.match(text)
    if match is None:
        return None
    return Identifier(match[0], issn.is_valid(re.sub(r"[^\dXx]", "", match[1])))


def read_iban(text: str) -> Identifier | None:
    """Read an IBAN (ISO 13616): check digits, and the form that its country prescribes.

    Where words follow it, nobody can say where it ends: it is possible if any beginning is.
    """
    match = _IBAN.match(text)
    if match is None:
        return None
    compact = match[1].replace(" ", "")
    ends = range(15, len(compact) + 1)
    return Identifier(match[0], any(iban.is_valid(compact[:end]) for end in ends))


def read_doi(text: str) -> Identifier | None:
    """Read a DOI (ISO 26324): 10, a registrant of four digits or more, and a suffix.

    Four to nine digits: Crossref, "DOIs and matching regular expressions".
    """
    match = _DOI.match(text)
    if match is None or "/" not in match[1]:
        return None
    return Identifier(match[0], _DOI_FORM.match(match[1]) is not None)


def read_arxiv(text: str) -> Identifier | None:
    """Read an arXiv identifier of the form YYMM.NUMBER (arXiv, "Understanding the identifier")."""
    match = _ARXIV.match(text)
    if match is None:
        return None
    month = (int(match[2]), int(match[3]))
    digits = 5 if month >= _ARXIV_FIVE_DIGITS else 4
    known = month >= _ARXIV_BEGAN and 1 <= month[1] <= 12
    return Identifier(match[0], known and len(match[4]) == digits and int(match[4]) > 0)
