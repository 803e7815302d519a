"""Where a manifest breaks its schema: jsonschema's errors as plain, typed facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from provaudit.manifest.document import Json, Place
from provaudit.manifest.schema import Schema, below, manifest_schema, resolved


@dataclass(frozen=True, slots=True)
class Violation:
    """One keyword of the schema that one value breaks.

    ``wanted`` is what the keyword says, ``schema`` the schema it stands in, ``schema_place`` the
    way there from the top. For the name of a key, ``value`` is the name and ``place`` its mapping.
    """

    keyword: str
    wanted: Any
    value: Any
    place: Place
    schema: Schema
    schema_place: Place
    said: str


def violations(data: Json) -> Iterator[Violation]:
    """Yield every violation in ``data``, in no order that means anything."""
    from jsonschema import Draft202012Validator  # a fifth of a second: only when it is needed

    for error in Draft202012Validator(manifest_schema()).iter_errors(data):
        yield Violation(
            keyword=str(error.validator),
            wanted=error.validator_value,
            value=error.instance,
            place=tuple(error.absolute_path),
            schema=dict(error.schema) if isinstance(error.schema, dict) else {},
            schema_place=tuple(error.absolute_schema_path),
            said=error.message,
        )


def conditions(violation: Violation) -> tuple[str, ...]:
    """Return the keys that an ``if`` looked at, where the violated rule stands in its ``then``."""
    step: Any = manifest_schema()
    for name in violation.schema_place:
        step = resolved(step) if isinstance(step, dict) else step
        if name == "then":
            return tuple(step["if"]["properties"])
        step = step[name]
    return ()


def description_of(key: str, place: Place) -> str:
    """Return what the schema says about the key ``key`` of the mapping at ``place``."""
    return str(_schema_at(place)["properties"][key]["description"])


def is_optional(place: Place) -> bool:
    """Return whether the value at ``place`` may be left out together with its key."""
    required = _schema_at(place[:-1]).get("required", ())
    return bool(place) and isinstance(place[-1], str) and place[-1] not in required


def _schema_at(place: Place) -> Schema:
    schema = manifest_schema()
    for step in place:
        schema = below(schema, step)
    return schema
