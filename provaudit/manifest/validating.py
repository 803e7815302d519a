"""Hold a value against the manifest's schema: the keywords of JSON Schema that it uses, no more.

jsonschema says the same (a test holds the two against each other) but takes a fifth of a second to
import, which a commit hook pays every time. Source: JSON Schema 2020-12, https://json-schema.org.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from provaudit.manifest.document import Json, Place
from provaudit.manifest.schema import Schema, resolved


@dataclass(frozen=True, slots=True)
class Violation:
    """One keyword of the schema that one value breaks.

    ``wanted`` is what the keyword says, ``schema`` the schema it stands in, ``schema_place`` the
    way there from the top. For the name of a key, ``value`` is the name and ``place`` its mapping;
    ``missing`` is the key that ``required`` misses.
    """

    keyword: str
    wanted: Any
    value: Any
    place: Place
    schema: Schema
    schema_place: Place
    missing: str = ""


@dataclass(frozen=True, slots=True)
class _At:
    """A schema in use: the value it is held against, and where both stand."""

    schema: Schema
    value: Any
    place: Place
    schema_place: Place

    def down(self, schema: Schema, value: object, step: Place, schema_step: Place) -> _At:
        return _At(schema, value, (*self.place, *step), (*self.schema_place, *schema_step))


Found: TypeAlias = "Iterator[Violation]"


def violations(at: _At) -> Found:
    """Yield every violation, in no order that means anything."""
    reference = at.schema.get("$ref")
    if reference is not None:
        yield from violations(_At(resolved(at.schema), at.value, at.place, at.schema_place))
    for keyword, wanted in at.schema.items():
        rule = _RULES.get(keyword)
        if rule:
            yield from rule(at, wanted)
        elif keyword in _BROKEN and _BROKEN[keyword](at.value, wanted):
            yield _violation(at, keyword)


def validate(schema: Schema, data: Json) -> Found:
    """Yield every violation of ``schema`` in ``data``."""
    return violations(_At(schema, data, (), ()))


def _violation(at: _At, keyword: str, missing: str = "") -> Violation:
    place = (*at.schema_place, keyword)
    return Violation(keyword, at.schema[keyword], at.value, at.place, at.schema, place, missing)


def _required(at: _At, wanted: list[str]) -> Found:
    if isinstance(at.value, dict):
        for key in wanted:
            if key not in at.value:
                yield _violation(at, "required", key)


def _properties(at: _At, wanted: dict[str, Schema]) -> Found:
    if isinstance(at.value, dict):
        for key, schema in wanted.items():
            if key in at.value:
                step = ("properties", key)
                yield from violations(at.down(schema, at.value[key], (key,), step))


def _additional(at: _At, wanted: bool | Schema) -> Found:
    if not isinstance(at.value, dict):
        return
    known = at.schema.get("properties", {})
    patterns = [_compiled(pattern) for pattern in at.schema.get("patternProperties", {})]
    extra = [
        key
        for key in at.value
        if key not in known and not any(pattern.search(key) for pattern in patterns)
    ]
    if isinstance(wanted, dict):
        for key in extra:
            step = ("additionalProperties",)
            yield from violations(at.down(wanted, at.value[key], (key,), step))
    elif extra and wanted is False:
        yield _violation(at, "additionalProperties")


def _names(at: _At, wanted: Schema) -> Found:
    if isinstance(at.value, dict):
        for key in at.value:
            yield from violations(at.down(wanted, key, (), ("propertyNames",)))


def _items(at: _At, wanted: Schema) -> Found:
    if isinstance(at.value, list):
        for index, value in enumerate(at.value):
            yield from violations(at.down(wanted, value, (index,), ("items",)))


def _any_of(at: _At, wanted: list[Schema]) -> Found:
    if not any(_fits(at, schema) for schema in wanted):
        yield _violation(at, "anyOf")


def _all_of(at: _At, wanted: list[Schema]) -> Found:
    for index, schema in enumerate(wanted):
        yield from violations(at.down(schema, at.value, (), ("allOf", index)))


def _if(at: _At, wanted: Schema) -> Found:
    if _fits(at, wanted):
        yield from violations(at.down(at.schema.get("then", {}), at.value, (), ("then",)))


def _fits(at: _At, schema: Schema) -> bool:
    return next(violations(at.down(schema, at.value, (), ())), None) is None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_IS_TYPE: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "boolean": lambda value: isinstance(value, bool),
    "number": _number,
    "integer": lambda value: _number(value) and value == int(value),
}
# Keywords that look at one value alone: whether it breaks them.
_BROKEN: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda value, wanted: not _IS_TYPE[wanted](value),
    "enum": lambda value, wanted: value not in wanted,
    "const": lambda value, wanted: value != wanted or isinstance(value, bool),
    "pattern": lambda value, wanted: (
        isinstance(value, str) and _compiled(wanted).search(value) is None
    ),
    "minLength": lambda value, wanted: isinstance(value, str) and len(value) < wanted,
    "minItems": lambda value, wanted: isinstance(value, list) and len(value) < wanted,
    "minimum": lambda value, wanted: _number(value) and value < wanted,
    "maximum": lambda value, wanted: _number(value) and value > wanted,
}
_RULES: dict[str, Callable[[_At, Any], Found]] = {
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "items": _items,
    "anyOf": _any_of,
    "allOf": _all_of,
    "if": _if,
}
# Keywords that only describe, or that another keyword above reads.
DESCRIBING = frozenset(
    (
        *("$schema", "$id", "$ref", "$defs", "$comment", "title", "description", "examples"),
        *("default", "format", "then", "patternProperties", "x-fix", "enumDescriptions"),
    )
)
KNOWN = DESCRIBING | set(_BROKEN) | set(_RULES)
"""Every keyword that the schema may use; a test sees to it that it uses no other."""
