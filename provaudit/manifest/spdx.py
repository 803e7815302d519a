"""Licence expressions of SPDX: their grammar, the licences they name, and what those ask for.

Source: SPDX 2.3 specification, annex D, https://spdx.github.io/spdx-spec/v2.3/. The identifiers in
``licences.csv`` are those of the SPDX licence list; ``terms`` says of the licences that data carry
whether they are noncommercial, share-alike or without derivatives.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from provaudit.resources import data_file

Alternatives = list[frozenset[str]]
"""Ways to read an expression (``OR``), each a set of licences that all count (``AND``)."""

UNSTATED = ("NONE", "NOASSERTION")
MAX_CHARACTERS, MAX_ALTERNATIVES = 1000, 64
_WORD = re.compile(r"\s*([()]|[^\s()]+)")
_REFERENCE = re.compile(
    r"(?:DocumentRef-[A-Za-z0-9.-]+:)?(?:LicenseRef|AdditionRef)-[A-Za-z0-9.-]+"
)
_OPERATORS = ("AND", "OR", "WITH")


class Licence(NamedTuple):
    """A row of ``licences.csv``; ``instead`` names the identifier that replaced a retired one."""

    id: str
    terms: frozenset[str]
    instead: str


class NoExpression(Exception):
    """What keeps a text from being a licence expression."""


@dataclass(slots=True)
class Expression:
    """A licence expression that was read.

    ``words`` pairs each word that is not spelled as SPDX does with its right spelling, None where
    no licence is called so; ``retired`` are identifiers that SPDX has replaced.
    """

    alternatives: Alternatives = field(default_factory=list)
    words: list[tuple[str, str | None]] = field(default_factory=list)
    retired: list[Licence] = field(default_factory=list)


@cache
def licences() -> dict[str, Licence]:
    """Return every known licence and exception, by its identifier in lower case."""
    text = data_file("manifest/licences.csv").read_text("utf-8")
    return {
        row["id"].lower(): Licence(row["id"], frozenset(row["terms"].split()), row["instead"])
        for row in csv.DictReader(text.splitlines())
    }


def terms_of(identifier: str) -> frozenset[str]:
    """Return what a licence asks for; empty for one that is not listed."""
    known = licences().get(identifier.lower())
    return known.terms if known else frozenset()


def parse(text: str) -> Expression:
    """Return the expression in ``text``; NoExpression if it does not follow the grammar."""
    if len(text) > MAX_CHARACTERS:
        raise NoExpression("it is too long")
    words = [match[1] for match in _WORD.finditer(text)]
    if not words:
        raise NoExpression("it is empty")
    expression = Expression()
    expression.alternatives = _either(words, expression, depth=0)
    if words:
        raise NoExpression(f"'{words[0]}' stands where AND or OR is expected")
    return expression


def _either(words: list[str], into: Expression, depth: int) -> Alternatives:
    found = _both(words, into, depth)
    while _takes("OR", words, into):
        found = found + _both(words, into, depth)
    return _bounded(found)


def _both(words: list[str], into: Expression, depth: int) -> Alternatives:
    found = _one(words, into, depth)
    while _takes("AND", words, into):
        right = _one(words, into, depth)
        found = _bounded([a | b for a in found for b in right])
    return found


def _one(words: list[str], into: Expression, depth: int) -> Alternatives:
    if not words:
        raise NoExpression("it ends where a licence is expected")
    word = words.pop(0)
    if word == "(":
        if depth > 20:
            raise NoExpression("brackets are nested too deep")
        found = _either(words, into, depth + 1)
        if not words or words.pop(0) != ")":
            raise NoExpression("a bracket is not closed")
        return found
    if word == ")" or word.upper() in _OPERATORS:
        raise NoExpression(f"'{word}' stands where a licence is expected")
    found = [frozenset({_named(word, into)})]
    if _takes("WITH", words, into):
        if not words:
            raise NoExpression("it ends where an exception is expected")
        _named(words.pop(0), into)
    return found


def _takes(operator: str, words: list[str], into: Expression) -> bool:
    if not words or words[0].upper() != operator:
        return False
    word = words.pop(0)
    if word != operator:
        into.words.append((word, operator))
    return True


def _named(word: str, into: Expression) -> str:
    """Return the identifier that a word means, and note what is wrong with its spelling."""
    bare = word.removesuffix("+")
    if bare in UNSTATED or _REFERENCE.fullmatch(bare):
        return bare
    known = licences().get(bare.lower())
    if known is None:
        into.words.append((word, None))
        return bare
    if known.id != bare:
        into.words.append((bare, known.id))
    if known.instead:
        into.retired.append(known)
    return known.id


def _bounded(found: Alternatives) -> Alternatives:
    if len(found) > MAX_ALTERNATIVES:
        raise NoExpression(f"it has more than {MAX_ALTERNATIVES} alternatives")
    return found
