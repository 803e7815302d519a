"""``provaudit init`` drafts what is there, says where from, and leaves the rest TODO."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from provaudit.cli import group
from provaudit.drafting import draft_folder
from provaudit.drafting.grouping import grouped
from provaudit.drafting.licence_files import licence_of
from provaudit.drafting.registry import known_dataset
from provaudit.errors import UserError
from provaudit.manifest import load, match_source

CARD = """---
pretty_name: Help desk
license: cc-by-4.0
language: [en]
language_creators: [crowdsourced]
annotations_creators: [machine-generated]
---
# Help desk
## Dataset Summary

Questions and answers.
"""


def lines(*records: dict[str, object]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "desk"
    for name, data in {
        "README.md": CARD.encode(),
        "LICENSE": b"Apache License\nVersion 2.0, January 2004",
        "people/a.jsonl": lines({"id": "1", "text": "A person wrote this."}),
        "people/b.jsonl.gz": gzip.compress(lines({"text": "one"}, {"text": "two"}), mtime=0),
        "synth/x-0.jsonl": lines({"text": "It is sunny.", "generation_model": "gpt-4o"}),
        "synth/x-1.jsonl": lines({"text": "It rains.", "generation_model": "gpt-4o"}),
        "train-00000-of-00002.csv": b"text\nhello\n",
        "train-00001-of-00002.csv": b"text\nworld\n",
        "train[1].txt": b"brackets",
        "bom.json": json.dumps({"bomFormat": "CycloneDX", "components": []}).encode(),
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(group, list(arguments), standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value, result.output


def test_every_file_belongs_to_the_source_it_was_counted_in(folder: Path) -> None:
    assert run("init", str(folder))[0] == 0
    manifest, findings = load(folder / "provenance.yaml")
    assert manifest is not None
    # The columns name a model by an alias, and so does the draft.
    assert {finding.code for finding in findings} == {"PA009", "PA306"}
    names = ["people/a.jsonl", "people/b.jsonl.gz", "synth/x-0.jsonl", "synth/x-1.jsonl",
             "train-00000-of-00002.csv", "train-00001-of-00002.csv", "train[1].txt"]  # fmt: skip
    found = [source.id if (source := match_source(manifest, name)) else "" for name in names]
    assert found == [
        "people-jsonl",
        "people-jsonl-gz",
        "synth",
        "synth",
        "train",
        "train",
        "train-1",
    ]


def test_what_cards_columns_and_licence_files_say(folder: Path) -> None:
    draft = draft_folder(folder)
    sources = {source["id"]: source for source in draft.data["sources"]}
    assert draft.data["name"] == "Help desk"
    assert draft.data["license"] == "CC-BY-4.0"
    assert "LICENSE is Apache-2.0" in draft.todo[("license",)]
    assert draft.data["annotation"] == {"creators": ["machine-generated"]}
    assert sources["people-jsonl"]["digital_source_type"] == "digitalCreation"
    assert sources["synth"]["digital_source_type"] == "compositeSynthetic"
    assert sources["synth"]["generators"] == [{"model": "gpt-4o", "role": "generator"}]
    assert draft.data["records"]["generator"] == "generation_model"
    assert sources["people-jsonl-gz"]["contents"]["records"] == 2
    assert sources["train"]["contents"]["records"] == 2
    assert "generation_model" in draft.said[("sources", 2, "generators")]


def test_the_digest_is_that_of_sha256sum(folder: Path) -> None:
    (source,) = [one for one in draft_folder(folder).data["sources"] if one["id"] == "synth"]
    listing = ""
    for name in ("synth/x-0.jsonl", "synth/x-1.jsonl"):
        listing += f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
    assert source["contents"]["sha256"] == hashlib.sha256(listing.encode()).hexdigest()
    assert source["contents"]["bytes"] == sum(p.stat().st_size for p in folder.glob("synth/*"))


def test_twice_is_the_same_and_never_over_a_manifest(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.yaml", tmp_path / "2.yaml"
    run("init", str(folder), "--out", str(first))
    run("init", str(folder), "--out", str(second))
    assert first.read_bytes() == second.read_bytes()
    with pytest.raises(UserError, match="--force"):
        run("init", str(folder), "--out", str(first))
    first.write_text("mine")
    run("init", str(folder), "--out", str(first), "--force")
    assert first.read_bytes() == second.read_bytes()


def test_a_croissant_file_speaks_for_the_files_it_names(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"text": "a"}))
    (tmp_path / "b.jsonl").write_bytes(lines({"text": "b"}))
    agent = {"@type": "prov:SoftwareAgent", "name": "example-model"}
    parts = [{"@type": "cr:FileSet", "@id": "s", "includes": "a.jsonl",
              "prov:wasAttributedTo": agent}]  # fmt: skip
    document = {"@context": {}, "@type": "sc:Dataset", "name": "two", "distribution": parts}
    (tmp_path / "croissant.json").write_text(json.dumps(document))
    a, b = draft_folder(tmp_path).data["sources"]
    assert a["digital_source_type"] == "trainedAlgorithmicMedia"
    assert a["generators"] == [{"model": "example-model"}]
    assert b["digital_source_type"] == "unknown"


def test_without_the_extra_files_are_found_but_not_counted(folder: Path) -> None:
    script = (
        "import sys\n"
        "for name in ('pyarrow', 'duckdb', 'numpy', 'orjson', 'numba'): sys.modules[name] = None\n"
        "from provaudit.drafting import draft_folder\n"
        "from pathlib import Path\n"
        "draft = draft_folder(Path(sys.argv[1]))\n"
        "assert all('records' not in s['contents'] for s in draft.data['sources'])\n"
        "assert len(draft.data['sources']) == 5, draft.data['sources']\n"
        "print(draft.notes)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    )
    assert "they need pip install 'provaudit[audit]'" in run.stdout


def test_no_folder_and_no_data_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        draft_folder(tmp_path / "none")
    with pytest.raises(UserError, match="no data files"):
        draft_folder(tmp_path)


def test_globs_match_no_stranger() -> None:
    names = ["train-0.csv", "train-1.csv", "trainer.csv"]
    assert {one.id: one.globs for one in grouped(names)} == {
        "train": ("train-0.csv", "train-1.csv"),
        "trainer": ("trainer.csv",),
    }


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("MIT License\n\nPermission is hereby granted, free of charge, to any person ...\n"
         "WITHOUT WARRANTY OF ANY KIND", "MIT"),
        ("Creative Commons Attribution-NonCommercial-ShareAlike 4.0", "CC-BY-NC-SA-4.0"),
        ("Attribution 4.0 International", "CC-BY-4.0"),
        ("GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3", "AGPL-3.0-only"),
        ("All rights reserved.", None),
    ],
)  # fmt: skip
def test_licence_texts(text: str, spdx: str | None) -> None:
    assert licence_of(text) == spdx


def test_known_datasets_by_their_whole_name() -> None:
    alpaca = known_dataset(["tatsu-lab/alpaca"])
    assert alpaca is not None
    assert (alpaca.origin, alpaca.code) == ("synthetic", "trainedAlgorithmicMedia")
    assert known_dataset(["my-tatsu-lab/alpaca-notes", "code"]) is None
