"""The manifest's JSON Schema, and how to walk down it beside a value."""

import json
from functools import cache
from typing import Any, TypeAlias

from provaudit.resources import resource_dir

Schema: TypeAlias = dict[str, Any]


@cache
def manifest_schema() -> Schema:
    """Return ``schemas/manifest.schema.json``."""
    text = (resource_dir("schemas") / "manifest.schema.json").read_text(encoding="utf-8")
    schema: Schema = json.loads(text)
    return schema


def below(schema: Schema, step: str | int) -> Schema:
    """Return the schema of the value one key or index below; empty where anything is allowed."""
    if isinstance(step, int):
        found = schema.get("items", {})
    else:
        found = schema.get("properties", {}).get(step) or schema.get("additionalProperties", {})
    return resolved(found) if isinstance(found, dict) else {}


def resolved(schema: Schema) -> Schema:
    """Return the definition that a ``$ref`` within the document stands for, else ``schema``."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    definition: Schema = manifest_schema()["$defs"][reference.removeprefix("#/$defs/")]
    return definition
