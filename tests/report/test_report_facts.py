import json
import math
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from provaudit.report import write_json
from provaudit.report.facts import MAX_ROWS, queries
from provaudit.report.values import json_value
from provaudit.resources import resource_dir

Facts = dict[str, Any]
Audit = Callable[..., Facts]
SCHEMA = json.loads((resource_dir("schemas") / "audit.schema.json").read_text("utf-8"))
CORPORA = ("mixed", "empty", "unknown")


@pytest.mark.parametrize("name", CORPORA)
def test_facts_hold_against_their_schema(audit: Audit, name: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(audit(name))


@pytest.mark.parametrize("name", CORPORA)
def test_every_key_is_described_in_the_schema(audit: Audit, name: str) -> None:
    facts = audit(name) | {"run": {}}
    assert list(_undescribed(facts, SCHEMA, "")) == []


def test_a_breach_of_the_schema_is_noticed(audit: Audit) -> None:
    facts = audit("mixed")
    facts["origin"]["estimate"]["low"] = 1.5
    assert not Draft202012Validator(SCHEMA).is_valid(facts)


def test_the_contract_keys_carry_the_figures_of_the_tables(audit: Audit) -> None:
    facts = audit("mixed")
    origin = facts["origin"]
    assert facts["corpus"]["records"] == 12480
    assert origin["records"] == {"human": 7513, "synthetic": 3387, "mixed": 980, "unknown": 600}
    assert origin["observed"] == {"synthetic": 287, "mixed": 41}
    assert origin["by_source"][0]["source"] == "forum-answers"
    assert origin["by_source"][0]["estimate"]["point"] == 0.0683
    assert facts["duplicates"]["exact_clusters"] == 210
    assert [row["lost"] for row in facts["rejects"]["by_reason"] if "lost" in row] == [15, 8]


def test_a_share_hidden_by_unknown_records_has_no_point(audit: Audit) -> None:
    facts = audit("mixed")
    estimate = facts["origin"]["estimate"]
    assert "point" not in estimate
    assert (estimate["low"], estimate["high"]) == (0.2637, 0.3278)
    shares = {row.get("value"): "synthetic_share" in row for row in facts["origin"]["by_group"]}
    assert shares["south"]
    assert not shares["north"]


def test_groups_are_nested_in_their_attribute(audit: Audit) -> None:
    level, region = audit("mixed")["representation"]["attributes"]
    assert (level["attribute"], level["groups_total"], level["stated"]) == ("level", 3, 12480)
    values = [group.get("value") for group in region["groups"]]
    assert values == ["north", "west", "east", None, "south"]


def test_diversity_is_wide_with_its_intervals(audit: Audit) -> None:
    first = audit("mixed")["diversity"][0]
    assert first["stratum"] == {"origin": "human"}
    assert first["distinct_1"] == 0.31
    assert first["intervals"]["distinct_1"] == [0.2976, 0.3224]
    assert first["sample_size"] == 240


def test_findings_come_errors_first(audit: Audit) -> None:
    levels = [row["level"] for row in audit("mixed")["findings"]]
    assert levels == ["error", "error", "warning", "warning", "warning", "note"]


def test_what_is_absent_is_named_with_a_reason(audit: Audit) -> None:
    facts = audit("empty")
    named = {row["what"] for row in facts["not_measured"]}
    assert "estimate" not in facts["origin"]
    assert {"origin.estimate", "representation.attributes", "diversity", "rights.licences"} <= named
    assert all(row["why"] for row in facts["not_measured"])


def test_a_reason_given_by_the_audit_replaces_ours(audit: Audit) -> None:
    facts = audit("empty", "insert into not_measured values ('diversity', 'switched off')")
    assert [row["why"] for row in facts["not_measured"] if row["what"] == "diversity"] == [
        "switched off"
    ]


def test_a_missing_result_table_leaves_its_key_out(audit: Audit) -> None:
    facts = audit("mixed", "drop table diversity; drop table skipped")
    assert "diversity" not in facts
    assert "skipped" not in facts


def test_long_lists_are_cut_and_the_cut_is_stated(audit: Audit) -> None:
    facts = audit("mixed", "insert into skipped select 'f' || i, 'r' from range(4000) t(i)")
    assert len(facts["skipped"]) == MAX_ROWS
    assert {"what": "skipped", "shown": 1000, "total": 4002} in facts["truncated"]


def test_nan_and_infinity_are_absent(audit: Audit) -> None:
    facts = audit(
        "mixed",
        "update duplicates set share = 'nan', high = 'infinity';"
        "update diversity set low = 'nan' where measure = 'hapax'",
    )
    assert "share" not in facts["duplicates"]
    assert "high" not in facts["duplicates"]
    assert "hapax" not in facts["diversity"][0]["intervals"]


def test_the_digest_of_the_data_does_not_depend_on_row_order(audit: Audit) -> None:
    more = "create or replace table files as select * from files order by file desc"
    assert audit("mixed")["data"] == audit("mixed", more)["data"]


def test_digests_of_single_files_stay_out(audit: Audit) -> None:
    assert "digests" not in audit("mixed")["run"]


def test_every_query_has_its_header() -> None:
    for query in queries():
        text = query.read_text("utf-8")
        assert text.startswith("-- What: "), query.name
        assert "\n-- From: " in text, query.name
        assert "\n-- Shape: list\n" in text or "\n-- Shape: object\n" in text, query.name


def test_json_is_sorted_stable_and_ends_with_a_newline(audit: Audit, tmp_path: Path) -> None:
    facts = audit("mixed")
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    write_json(facts, one)
    write_json(dict(reversed(facts.items())), two)
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().endswith(b"}\n")
    assert json.loads(one.read_text("utf-8")) == facts
    assert sorted(path.name for path in tmp_path.glob("*json*")) == ["one.json", "two.json"]


def test_values_become_json() -> None:
    given_values = {
        "a": Decimal(12),
        "b": Decimal("0.5"),
        "c": date(2026, 1, 2),
        "d": b"\xff",
        "e": Path("x/y"),
        "f": "\ud800",
        "g": None,
        "h": {"i": None},
        "j": {},
        "k": [1.0, math.nan],
    }
    assert json_value(given_values) == {
        "a": 12,
        "b": 0.5,
        "c": "2026-01-02",
        "d": "ff",
        "e": "x/y",
        "f": "\\ud800",
        "j": {},
    }


_SCALARS = st.none() | st.floats() | st.integers() | st.text() | st.binary() | st.decimals(places=2)


@given(st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_whatever_comes_becomes_strict_json(value: object) -> None:
    json.dumps(json_value(value), allow_nan=False, ensure_ascii=False).encode("utf-8")


def _undescribed(value: object, schema: Facts, path: str) -> Iterator[str]:
    schema = _resolved(schema)
    if isinstance(value, dict):
        if "additionalProperties" in schema:
            return
        for key, item in value.items():
            if key not in schema.get("properties", {}):
                yield f"{path}.{key}"
            else:
                yield from _undescribed(item, schema["properties"][key], f"{path}.{key}")
    elif isinstance(value, list):
        for item in value[:20]:
            yield from _undescribed(item, schema.get("items") or {}, f"{path}[]")


def _resolved(schema: Facts) -> Facts:
    if "$ref" not in schema:
        return schema
    target = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    own = schema.get("properties", {})
    return {**target, "properties": {**target.get("properties", {}), **own}}
