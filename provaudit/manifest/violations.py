"""Where a manifest breaks its schema, and what the schema says there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provaudit.manifest.document import Json, Place
from provaudit.manifest.schema import Schema, below, manifest_schema, resolved
from provaudit.manifest.validating import Violation, validate


def violations(data: Json) -> Iterator[Violation]:
    """Yield every violation in ``data``, in no order that means anything."""
    return validate(manifest_schema(), data)


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
