"""Our validator and jsonschema say the same about the manifest's schema."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from provaudit.manifest.reading import read
from provaudit.manifest.schema import manifest_schema
from provaudit.manifest.validating import KNOWN
from provaudit.manifest.violations import violations

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
KEYS = st.sampled_from(["a b", "x-y", "id"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "2026-01-01", "print"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner),
)


def agree(data: object) -> None:
    theirs = {
        (str(e.validator), tuple(e.absolute_path), tuple(e.absolute_schema_path))
        for e in Draft202012Validator(manifest_schema()).iter_errors(data)
    }
    assert {(v.keyword, v.place, v.schema_place) for v in violations(data)} == theirs


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_on_every_case(case: Path) -> None:
    document = read(case)
    if not document.unreadable:
        agree(document.data)


@settings(max_examples=150)
@given(st.data(), JSON)
def test_with_any_value_in_any_place(data: st.DataObject, value: object) -> None:
    document = read(CASES[0].parent / "rich.yaml")
    place = data.draw(st.sampled_from(sorted(document.values, key=str)))
    if not place:
        agree(value)
        return
    inner: Any = document.data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    agree(document.data)


def test_the_schema_uses_no_keyword_that_we_do_not_know() -> None:
    assert set(keywords(manifest_schema())) <= KNOWN


def keywords(schema: dict[str, Any]) -> Iterator[str]:
    for keyword, part in schema.items():
        yield keyword
        if keyword in ("properties", "patternProperties", "$defs"):
            for one in part.values():
                yield from keywords(one)
        elif keyword in ("anyOf", "allOf"):
            for one in part:
                yield from keywords(one)
        elif isinstance(part, dict) and keyword in ("items", "if", "then", "propertyNames"):
            yield from keywords(part)
