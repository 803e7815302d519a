"""What editors show: every key that a person writes has a title, a description and an example."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from provaudit.resources import resource_dir

Schema = dict[str, Any]


def schema_of(name: str) -> Schema:
    text = (resource_dir("schemas") / f"{name}.schema.json").read_text("utf-8")
    loaded: Schema = json.loads(text)
    return loaded


def fields(schema: Schema, part: Schema, path: str) -> Iterator[tuple[str, Schema]]:
    """Yield each value that a person may write, with what a ``$ref`` adds to its schema."""
    whole = {**schema["$defs"][part["$ref"].rpartition("/")[2]], **part} if "$ref" in part else part
    if path:
        yield path, whole
    for key, below in whole.get("properties", {}).items():
        yield from fields(schema, below, f"{path}/{key}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(whole.get(keyword), dict):
            yield from fields(schema, whole[keyword], f"{path}/{keyword}")


CASES = [
    (name, path, part)
    for name in ("manifest", "policy")
    for path, part in fields(schema_of(name), schema_of(name), "")
]


@pytest.mark.parametrize("word", ["title", "description"])
def test_every_field_is_explained(word: str) -> None:
    assert [(name, path) for name, path, part in CASES if not part.get(word)] == []


def test_every_field_has_an_example() -> None:
    # A table or list of the policy is written by its keys, which have examples themselves.
    missing = [
        (name, path)
        for name, path, part in CASES
        if not part.get("examples")
        and not (name == "policy" and part.get("type") in ("object", "array"))
    ]
    assert missing == []


def test_every_example_is_valid() -> None:
    wrong, tried = [], 0
    for name, path, part in CASES:
        validator = Draft202012Validator({**part, "$defs": schema_of(name)["$defs"]})
        for example in part.get("examples", []):
            tried += 1
            wrong += [(name, path, error.message) for error in validator.iter_errors(example)]
    assert wrong == []
    assert tried > 150
