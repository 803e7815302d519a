"""An audit with a list of what sites allow: facts, findings, report, and faults of the list."""

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

MANIFEST = """provaudit: 1
name: crawl
version: "1"
license: NOASSERTION
creators: [{name: A}]
records: {text: text, url: url, date: date}
sources:
  - id: web
    files: ["*.jsonl"]
    category: web-crawl
    digital_source_type: unknown
    rights: {tdm_opt_out_checked: [robots.txt]}
"""
HOSTS = ["a.example"] * 4 + ["www.a.example"] + ["b.example"] * 3 + [None] * 2


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "provenance.yaml").write_text(MANIFEST)
    rows = [
        {"text": f"two words {n}", "date": "2024-06-01", "url": host and f"https://{host}/{n}"}
        for n, host in enumerate(HOSTS)
    ]
    (folder / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def run(corpus: Path, access: Path, executor: Executor) -> Audit:
    request = Request(
        paths=(str(corpus),), out=corpus.parent / "audit", access=access, linguistics=False
    )
    return audit(request, executor=executor)


def test_snapshots(corpus: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus.parent)
    access = corpus.parent / "sites"
    for day, rule in (("2024-01-01", "Disallow: /"), ("2025-01-01", "Disallow: /<script>")):
        (access / "a.example" / day).mkdir(parents=True)
        (access / "a.example" / day / "robots.txt").write_text(f"User-agent: GPTBot\n{rule}\n")
    (access / "b.example.tdmrep.json").write_text('[{"location": "/", "tdm-reservation": 1}]')
    done = run(corpus, access, inline)
    jsonschema.validate(
        done.facts, json.loads((resource_dir("schemas") / "audit.schema.json").read_text("utf-8"))
    )
    rights: dict[str, Any] = done.facts["rights"]
    assert rights["opt_out_records"] == 3
    counts = ("allowed", "partly", "refused", "unknown", "without_domain")
    assert [[row[name] for name in counts] for row in rights["access"]["total"]] == [
        # when collected: a.example refused, b.example had said nothing that is dated
        [0, 0, 4, 4, 2],
        # now: a.example shuts one path, b.example reserves, www.a.example is another host
        [0, 4, 3, 1, 2],
    ]
    found = {one.code: (one.where, one.line) for one in done.findings}
    assert found["PA650"] == ("web", 0)
    assert found["PA651"] == ("", 0)
    assert found["PA653"] == ("web", 12)  # where the manifest says that robots.txt was checked
    said = {row["what"]: row["why"] for row in done.facts["not_measured"]}
    assert "www." in said["what 1 host allows"]
    page = (corpus.parent / "audit" / "report.html").read_text()
    assert "What the sites allow" in page
    assert "<script" not in page.lower()


def test_without_a_list_opt_outs_are_named_as_not_measured(
    corpus: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus.parent)
    request = Request(paths=(str(corpus),), out=corpus.parent / "audit", linguistics=False)
    facts = audit(request, executor=inline).facts
    assert not {"opt_out_records", "access"} & set(facts["rights"])
    named = {row["what"] for row in facts["not_measured"]}
    assert {"rights.opt_out_records", "rights.access"} <= named


def test_a_list_with_a_fault_costs_no_audit(
    corpus: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus.parent)
    access = corpus.parent / "sites.csv"
    access.write_text("domain,mechanism,allowed,seen\na.example,robots,no,2024-99-01\n")
    with pytest.raises(UserError, match=r"sites\.csv:2: seen '2024-99-01' cannot be used"):
        run(corpus, access, inline)
    assert not (corpus.parent / "audit" / "tables").exists()
