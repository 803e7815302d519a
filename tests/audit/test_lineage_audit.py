"""Lineage through a whole audit: manifests found, columns followed, names that mean harm."""

from __future__ import annotations

import json
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from provaudit.audit import Audit, Request, audit
from provaudit.errors import UserError
from provaudit.resources import resource_dir
from provaudit.store import DATABASE, open_store

HEAD = 'provaudit: 1\nname: {name}\nversion: "1"\nlicense: MIT\ncreators: [{{name: me}}]\n'
HUMAN, MODEL = "digitalCreation", "trainedAlgorithmicMedia"


def manifest(folder: Path, sources: dict[str, dict[str, Any]], more: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, given in sources.items():
        row = {"id": name, "files": [f"{name}/*"], "category": "other"}
        row["digital_source_type"] = given.pop("code", HUMAN)
        if row["digital_source_type"] == MODEL:
            row["generators"] = [{"model": given.pop("model", "gpt-4-0613"), "role": "generator"}]
        rows.append(json.dumps({**row, **given}))
    path = folder / "provenance.yaml"
    text = HEAD.format(name=folder.name) + more + "sources:\n"
    path.write_text(text + "".join(f"  - {row}\n" for row in rows), "utf-8")
    return path


def data(folder: Path, records: list[dict[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "a.jsonl").write_text(lines, "utf-8")


def texts(name: str, number: int) -> list[dict[str, Any]]:
    return [{"id": f"{name}{at}", "text": f"{name} {at * at} wrote {at}"} for at in range(number)]


def made(folder: Path, inline: Executor, **options: Any) -> Audit:
    request = Request(
        paths=(str(folder),), out=folder.parent / "out", linguistics=False, fresh=True, **options
    )
    return audit(request, executor=inline)


def test_generations_follow_manifests_that_are_nested_named_and_pointed_at(
    tmp_path: Path, inline: Executor
) -> None:
    corpus = tmp_path / "corpus"
    manifest(
        corpus,
        {
            "letters": {},
            "answers": {"code": MODEL, "derived_from": ["letters"]},
            "polished": {"code": MODEL, "derived_from": ["../base/provenance.yaml#again"]},
            "found": {"code": MODEL},
            "lost": {"derived_from": ["owner/nobody-knows-this"]},
        },
    )
    manifest(tmp_path / "base", {"again": {"code": MODEL, "derived_from": ["urn:first#seed"]}})
    first = manifest(tmp_path / "first", {"seed": {"code": MODEL}}, "id: urn:first\n")
    manifest(corpus / "found", {"x": {"code": MODEL, "derived_from": ["urn:first"]}})
    for name in ("letters", "answers", "polished", "found", "lost"):
        data(corpus / name, texts(name, 4))
    (corpus / "found" / "x").mkdir()
    facts = made(corpus, inline, lineage=(first,)).facts
    collapse = facts["collapse"]
    assert {row["source"]: row["generation"] for row in collapse["sources"]} == {
        "letters": 0, "answers": 1, "polished": 3, "found": 2, "lost": 0,
    }  # fmt: skip
    assert collapse["max_generation_depth"] == 3
    assert [row["name"] for row in collapse["ancestors"] if row["generation"] == 2] == [
        "../base/provenance.yaml#again",
        "found/provenance.yaml",
        "found/provenance.yaml#x",
    ]
    # of 20 texts, letters are fresh; lost is made from something that nobody knows
    assert (collapse["fresh_human_texts"], collapse["fresh_human_share"]) == (4, 0.2)
    assert collapse["effective_human"]["records"] == 8
    # letters hold 4 and give 4
    assert collapse["human_roots"]["traced_share"] == pytest.approx(8 / 20)
    whys = {row["what"]: row["why"] for row in facts["not_measured"]}
    assert '"owner/nobody-knows-this"' in whys["lineage beyond 1 parent"]
    schema = json.loads((resource_dir("schemas") / "audit.schema.json").read_text("utf-8"))
    jsonschema.validate(facts, schema)


def test_columns_name_parents_and_generations(tmp_path: Path, inline: Executor) -> None:
    corpus = tmp_path / "corpus"
    manifest(
        corpus,
        {"a": {}},
        "records: {id: id, origin: origin, parent: meta.from, generation: generation}\n",
    )
    records = texts("word", 6)
    for row, origin in zip(records, ("human", *5 * ("synthetic",)), strict=True):
        row |= {"origin": origin, "meta": {"from": ""}}
    records[0]["meta"]["from"] = "word0"  # itself
    records[1]["meta"]["from"] = "word0"
    records[2]["meta"]["from"] = "word1"
    records[3]["generation"] = 9
    records[4]["generation"] = "ninth"
    records[5]["meta"]["from"] = "gone"
    data(corpus / "a", records)
    result = made(corpus, inline)
    found = {row["generation"]: row["records"] for row in result.facts["collapse"]["generations"]}
    assert found == {0: 1, 1: 3, 2: 1, 9: 1}
    whats = [row["what"] for row in result.facts["not_measured"]]
    assert "stated generation of 1 records" in whats
    assert result.facts["collapse"]["fresh_human_texts"] == 1


def test_a_circle_across_manifests_is_found_in_an_audit(tmp_path: Path, inline: Executor) -> None:
    corpus = tmp_path / "corpus"
    mine = manifest(corpus, {"a": {"derived_from": ["../base/provenance.yaml#b"]}})
    manifest(tmp_path / "base", {"b": {"derived_from": ["../corpus/provenance.yaml#a"]}})
    data(corpus / "a", texts("a", 3))
    result = made(corpus, inline)
    told = {(one.code, one.path) for one in result.findings if one.code == "PA420"}
    assert (str(mine), "PA420") in {(path, code) for code, path in told}
    (cycle,) = result.facts["collapse"]["cycles"]
    assert sorted(cycle["path"]) == ["../base/provenance.yaml#b", "a"]
    assert result.facts["collapse"]["effective_human"]["records"] == 0
    assert "generation of 1 source" in {row["what"] for row in result.facts["not_measured"]}


def test_names_that_mean_harm_stay_text(tmp_path: Path, inline: Executor) -> None:
    corpus = tmp_path / "corpus"
    evil = "x/<script>alert(1)</script>\u202e\ufffe'; drop table records; --\x1b[31m"
    manifest(corpus, {"a": {"code": MODEL, "derived_from": [evil, "x/" + "y" * 5000]}})
    data(corpus / "a", texts("a", 3))
    made(corpus, inline)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert "\x1b" not in page
    assert len(page) < 2_000_000
    with open_store(tmp_path / "out" / DATABASE, read_only=True) as store:
        assert len(store.query("from lineage_links")) == 2


def test_a_manifest_that_is_named_must_be_sound(tmp_path: Path, inline: Executor) -> None:
    data(tmp_path / "corpus" / "a", texts("a", 3))
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: [", "utf-8")
    with pytest.raises(UserError, match=r"broken\.yaml:2:1: PA001 .*--lineage"):
        made(tmp_path / "corpus", inline, lineage=(broken,))
