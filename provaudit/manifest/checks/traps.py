"""Rules on values that other programs read differently, or that a person has yet to write."""

import re
from collections.abc import Iterator

from provaudit.manifest.document import Document, Edit, Json, Place, Problem, is_unfinished
from provaudit.manifest.naming import call, dotted, quote
from provaudit.manifest.violations import violations

# What YAML 1.1 takes for a truth value, nothing or a number: https://yaml.org/type/.
_TRAPS = (
    (re.compile("y|n|yes|no|on|off|true|false", re.IGNORECASE), "true or false"),
    (re.compile(r"0[0-7_]+|0o[0-7]+|0x[0-9a-fA-F_]+|0b[01_]+"), "a number in another base"),
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), "a number of seconds"),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?"), "a number"),
    (re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE), "a number"),
)
# What each of them begins with: most text does not.
_FIRST = frozenset("0123456789.+-yYnNoOtTfF")


def yaml_trap(document: Document) -> Iterator[Problem]:
    """What: text stands without quotation marks where many programs read it as something else.

    Why: for programs that follow YAML 1.1 the language 'no' (Norwegian) is false and version 1.10
    is 1.1; editors that know the schema mark it as an error. provaudit reads it as text.

    Example:
        language: [en, no]
        version: 1.10

    Fix: put the value in quotation marks; `provaudit check --fix` does.
    """
    for place, text in document.plain.items():
        if text[:1] not in _FIRST or not isinstance(_at(document, place), str):
            continue
        meant = _meant(text)
        if _is_year(text, place):
            continue
        if meant and place not in _broken(document):
            here = document.value_at(place)
            message = f"{call(place, document.data)} is {text} without quotation marks"
            message += f", which many programs read as {meant}"
            edit = Edit(here, text, f'"{text}"', quote=True)
            yield Problem(here, message, f'write "{text}"', dotted(place), edit)


def unfinished(document: Document) -> Iterator[Problem]:
    """What: a value is still TODO.

    Why: until somebody writes a value, the manifest declares nothing there. Where a value stands
    and only a comment asks about it, PA009 says so.

    Example:
        license: TODO

    Fix: write what is true, or 'unknown' where the schema allows it and nobody knows.
    """
    texts = dict(_texts(document.data, ()))
    for place, position in document.values.items() if texts else ():
        value = texts.get(place)
        if is_unfinished(value):
            message = f"{call(place, document.data)} is still to be written: {quote(value)}"
            yield Problem(position, message, "write what is true in its place", dotted(place))


def _texts(value: Json, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield the texts that are still to be written, with their places."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*place, index))
    elif isinstance(value, str) and is_unfinished(value):
        yield place, value


def _is_year(text: str, place: Place) -> bool:
    """Return whether a number is a date that is only a year: it means the same either way."""
    return place[-1:] in (("issued",), ("previous_issued",), ("start",), ("end",)) and (
        re.fullmatch("[12][0-9]{3}", text) is not None
    )


def _meant(text: str) -> str:
    return next((meant for pattern, meant in _TRAPS if pattern.fullmatch(text)), "")


def _broken(document: Document) -> set[Place]:
    """Return the places of which the schema already complains."""
    return {violation.place for violation in violations(document.data)}


def _at(document: Document, place: Place) -> Json:
    value = document.data
    for step in place:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
