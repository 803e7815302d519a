"""What breaks the schema, in plain words: one function a keyword, in one table."""

import re
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import TypeAlias

from provaudit.manifest.document import Document, Edit, Position, Problem
from provaudit.manifest.naming import call, dotted, letters, nearest, quote
from provaudit.manifest.validating import Violation
from provaudit.manifest.violations import conditions, description_of, is_optional

Words: TypeAlias = tuple[str, str]
"""What is wrong, and what to do."""

_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping of keys to values",
    "number": "a number",
    "boolean": "true or false",
}
_PYTHON_TYPES = {
    str: "text",
    list: "a list",
    dict: "a mapping of keys to values",
    int: "a number",
    float: "a number",
    bool: "true or false",
}
# Year first, so that nobody can take the day for the month.
_DATE = re.compile(r"(?P<year>[12][0-9]{3})[/._-](?P<month>[0-9]{1,2})[/._-](?P<day>[0-9]{1,2})")
# Keywords of a text; of any other value its type is what is wrong.
_OF_TEXT = ("enum", "anyOf")
# Words that people write for an IPTC code, and that no likeness of letters would lead to.
_MEANT = {
    "human": "digitalCreation",
    "digitalart": "digitalCreation",
    "minorhumanedits": "humanEdits",
    "synthetic": "trainedAlgorithmicMedia",
    "ai": "trainedAlgorithmicMedia",
    "generated": "trainedAlgorithmicMedia",
    "mixed": "compositeWithTrainedAlgorithmicMedia",
}


def problems(violation: Violation, document: Document) -> Iterator[Problem]:
    """Yield what a violation means: mostly one problem; one for each key that is not known."""
    if violation.keyword == "additionalProperties":
        yield from _unknown_keys(violation, document)
    elif "propertyNames" in violation.schema_place:
        yield _bad_name(violation, document)
    elif violation.keyword == "required" and _misspelt(violation):
        return  # the misspelt key is complained of already
    elif violation.keyword not in _OF_TEXT or isinstance(violation.value, str):  # else: type does
        words = _WORDS.get(violation.keyword, _other)
        message, fix = words(violation, call(violation.place, document.data))
        position = document.value_at(violation.place)
        edit = _edit(violation, position)
        yield Problem(position, message, fix, dotted(violation.place), edit)


def _edit(violation: Violation, position: Position) -> Edit | None:
    """Return the edit that is sure to be what was meant: a known value in other spelling, a date.

    A misspelt value is sure if it is very like one known value and like no other.
    """
    value = violation.value
    known = {"enum": violation.wanted, "anyOf": _codes(violation)}.get(violation.keyword)
    if known and isinstance(value, str):
        same = [word for word in known if letters(word) == letters(value)]
        near = nearest(value, known)
        if len(same) != 1 and near and _only(near, value, known, 0.8):
            same = [near]
        return Edit(position, value, same[0]) if len(same) == 1 else None
    date = _DATE.fullmatch(value) if violation.keyword == "pattern" else None
    if date and violation.schema.get("title") == "Date":
        new = f"{date['year']}-{int(date['month']):02}-{int(date['day']):02}"
        return Edit(position, value, new) if re.search(violation.wanted, new) else None
    return None


def _codes(violation: Violation) -> list[str]:
    """Return the codes of which an ``anyOf`` wants one, alone or behind an address."""
    return violation.wanted[0]["enum"] if violation.keyword == "anyOf" else []


def _unknown_keys(violation: Violation, document: Document) -> Iterator[Problem]:
    known = violation.schema["properties"]
    owner = call(violation.place, document.data)
    for key in violation.value:
        if key in known or key.startswith("x-"):
            continue
        place = (*violation.place, key)
        near = nearest(key, known)
        own = f"remove it, or call it {quote('x-' + key)} if it is your own"
        fix = f"did you mean {quote(near)}?" if near else own
        message = f"{quote(key)} is not a key of {owner}"
        edit = None
        if near and near not in violation.value and _only(near, key, known):
            edit = Edit(document.key_at(place), key, near)
        yield Problem(document.key_at(place), message, fix, dotted(place), edit)


def _misspelt(violation: Violation) -> bool:
    """Return whether the missing key is there under another spelling."""
    known = violation.schema.get("properties", {})
    unknown = (key for key in violation.value if key not in known and not key.startswith("x-"))
    return any(nearest(key, known) == violation.missing for key in islice(unknown, 100))


def _only(near: str, word: str, known: Collection[str], other: float = 0.7) -> bool:
    """Return whether a word is very like one known word, and less than ``other`` like any other."""
    others = [one for one in known if one != near]
    return nearest(word, [near], 0.8) == near and not nearest(word, others, other)


def _bad_name(violation: Violation, document: Document) -> Problem:
    place = (*violation.place, violation.value)
    message = f"{quote(violation.value)} cannot be the name of an attribute"
    return Problem(document.key_at(place), message, _fix(violation), dotted(place))


def _required(violation: Violation, who: str) -> Words:
    missing = violation.missing
    said = " and ".join(f"{key} {violation.value[key]}" for key in conditions(violation))
    message = f"{who} has no {quote(missing)}"
    if said:
        message = f"{who} says {said}, so it must name its {missing}"
    description = description_of(missing, violation.place).removesuffix(".")
    return message, f"add {quote(missing)} ({description})"


def _type(violation: Violation, who: str) -> Words:
    wanted, value = _TYPES[violation.wanted], violation.value
    if value is None:
        message, fix = f"{who} is empty", _fill(wanted, violation)
    else:
        shown = f" {quote(value)}" if isinstance(value, str) else ""
        message = f"{who} is {_PYTHON_TYPES[type(value)]}{shown}, not {wanted}"
        fix = f"write {wanted}{_as_list(violation)}"
    return message, fix if violation.place else "begin the file with 'provaudit: 1'"


def _as_list(violation: Violation) -> str:
    """Return the single text that was given as the list that is wanted, where that would do."""
    takes_text = violation.schema.get("items", {}).get("type") == "string"
    return f": [{quote(violation.value)}]" if takes_text and violation.value else ""


def _fill(what: str, violation: Violation) -> str:
    return f"write {what}{', or leave the key out' if is_optional(violation.place) else ''}"


def _enum(violation: Violation, who: str) -> Words:
    return _not_known(violation.value, violation.wanted, who)


def _any_of(violation: Violation, who: str) -> Words:
    """Word what a code is not: a known value, alone or behind the address of its publisher."""
    return _not_known(violation.value, _codes(violation), who)


def _not_known(word: str, known: list[str], who: str) -> Words:
    last = word.rsplit("/", 1)[-1]
    meant = _MEANT.get(last.lower())
    near = meant if meant in known else nearest(last, known)
    fix = f"did you mean {quote(near)}?" if near else f"write one of {', '.join(known)}"
    return f"{who} is {quote(word)}, which is not a known value", fix


def _const(violation: Violation, who: str) -> Words:
    fix = f"write {violation.wanted}"
    return f"{who} is {quote(violation.value)}, but must be {violation.wanted}", fix


def _pattern(violation: Violation, who: str) -> Words:
    message = f"{who} is {quote(violation.value)}, which does not have the right form"
    return message, _fix(violation)


def _too_few(violation: Violation, who: str) -> Words:
    return f"{who} is empty", _fill("at least one entry", violation)


def _too_short(violation: Violation, who: str) -> Words:
    if violation.value and violation.wanted > 1:
        return f"{who} is too short", _fix(violation)
    return f"{who} is empty", _fill("text", violation)


def _range(violation: Violation, who: str) -> Words:
    limits = f"between {violation.schema['minimum']} and {violation.schema['maximum']}"
    message = f"{who} is {quote(violation.value)}, which is not {limits}"
    return message, f"write a number {limits}"


def _other(violation: Violation, who: str) -> Words:
    return f"{who} breaks '{violation.keyword}' of the schema", _fix(violation)


def _fix(violation: Violation) -> str:
    """Return what the schema itself advises; a test sees to it that each pattern has advice."""
    return str(violation.schema.get("x-fix", "see docs/manifest.md"))


_WORDS: dict[str, Callable[[Violation, str], Words]] = {
    "required": _required,
    "type": _type,
    "enum": _enum,
    "anyOf": _any_of,
    "const": _const,
    "pattern": _pattern,
    "minItems": _too_few,
    "minLength": _too_short,
    "minimum": _range,
    "maximum": _range,
}
