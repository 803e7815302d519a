"""The schema explains itself, and says the same as the code beside it."""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from jsonschema import Draft202012Validator

from provaudit.manifest import rules
from provaudit.manifest.checks import ALL_RULES
from provaudit.manifest.checks.origin import _MADE_BY_MODEL
from provaudit.manifest.schema import manifest_schema
from provaudit.model import Generator, RecordColumns, Waiver
from provaudit.vocabulary import (
    ORIGIN_OF_CODE,
    READING_ROLES,
    REWRITING_ROLES,
    WRITING_ROLES,
    bare_code,
)

ADDRESSES = (
    "http://cv.iptc.org/newscodes/digitalsourcetype/",
    "https://cv.iptc.org/newscodes/digitalsourcetype/",
    "http://c2pa.org/digitalsourcetype/",
)
SOURCE = manifest_schema()["properties"]["sources"]["items"]


def parts(schema: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each schema of a value, with a path to name it by."""
    yield path, schema
    for keyword in ("properties", "patternProperties", "$defs"):
        for name, part in schema.get(keyword, {}).items():
            yield from parts(part, f"{path}/{name}")
    for keyword in ("items", "additionalProperties", "propertyNames"):
        if schema.get(keyword):
            yield from parts(schema[keyword], f"{path}/{keyword}")


ALL = dict(parts(manifest_schema(), ""))


def test_it_is_a_valid_schema_with_a_name() -> None:
    Draft202012Validator.check_schema(manifest_schema())
    assert manifest_schema()["$id"]


def test_every_part_has_a_title_and_a_description_of_one_line() -> None:
    assert len(ALL) > 100
    silent = [
        path
        for path, part in ALL.items()
        if not part.get("title") or not part.get("description") or "\n" in part["description"]
    ]
    assert silent == []


def test_every_pattern_says_how_to_satisfy_it() -> None:
    patterned = [path for path, part in ALL.items() if "pattern" in part]
    assert len(patterned) >= 8
    assert [path for path in patterned if "x-fix" not in ALL[path]] == []


def test_every_object_catches_misspelt_keys() -> None:
    free = {"/attributes", "/sources/items/generators/items/settings"}
    objects = {path for path, part in ALL.items() if part.get("type") == "object"}
    closed = {path for path in objects if ALL[path].get("additionalProperties") is False}
    assert objects - closed == free


def test_codes_and_roles_are_those_of_the_vocabulary() -> None:
    alone, addressed = SOURCE["properties"]["digital_source_type"]["anyOf"]
    codes = set(alone["enum"])
    assert set(ORIGIN_OF_CODE) - codes == {"minorHumanEdits", "digitalArt"}  # retired by IPTC
    assert codes <= set(ORIGIN_OF_CODE)
    role = SOURCE["properties"]["generators"]["items"]["properties"]["role"]
    assert set(role["enum"]) == WRITING_ROLES | REWRITING_ROLES | READING_ROLES
    for code in codes:
        for address in ADDRESSES:
            assert re.search(addressed["pattern"], address + code)
            assert bare_code(address + code) == code
    assert not re.search(addressed["pattern"], "https://example.org/print")
    needs_model = SOURCE["allOf"][0]["if"]["properties"]["digital_source_type"]["pattern"]
    assert {code for code in codes if re.search(needs_model, code)} == _MADE_BY_MODEL
    assert {code for code in codes if re.search(needs_model, ADDRESSES[0] + code)} == _MADE_BY_MODEL


def test_the_model_has_only_fields_that_the_schema_knows() -> None:
    properties = manifest_schema()["properties"]
    for kind, schema in (
        (RecordColumns, properties["records"]),
        (Waiver, properties["waivers"]["items"]),
        (Generator, SOURCE["properties"]["generators"]["items"]),
    ):
        assert {field.name for field in fields(kind)} <= set(schema["properties"])


def test_every_rule_is_documented_under_each_heading() -> None:
    documented = rules()
    assert [rule.code for rule in documented] == sorted(ALL_RULES)
    for rule in documented:
        assert all((rule.what, rule.why, rule.example, rule.fix)), rule.code
    structure = {rule.code: rule for rule in documented}["PA003"]
    assert structure.name == "manifest-structure"
    assert structure.example == "licence: CC-BY-4.0       # the key is 'license'"
    assert "\n" not in structure.why
