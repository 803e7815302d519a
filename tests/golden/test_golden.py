"""One tiny corpus in several formats, audited end to end and held against what is committed.

``make golden`` writes it anew; the diff is for review. Figures that a person can check by hand
are asserted here one by one, so that a wrong renewal does not pass.
"""

import json
import re
import shutil
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from provaudit.audit import Request, audit
from provaudit.resources import resource_dir

HERE = Path(__file__).parent
GOLDEN = HERE / "expected"


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory, inline: Executor) -> Path:
    """Return a folder that holds the corpus and its audit, made at a fixed time."""
    folder = tmp_path_factory.mktemp("golden")
    shutil.copytree(HERE / "corpus", folder / "corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1780000000")
        patch.chdir(folder)
        audit(Request(paths=("corpus",)), executor=inline)
    return folder


def stable(text: str, folder: Path) -> str:
    """Return the text without what differs between machines: folders."""
    return re.sub(r"/[^\s\"<]*/corpus\b", "/corpus", text.replace(str(folder), ""))


@pytest.mark.parametrize("name", ["audit.json", "report.html"])
def test_golden(golden: Path, name: str, request: pytest.FixtureRequest) -> None:
    made = stable((golden / "audit" / name).read_text("utf-8"), golden)
    if request.config.getoption("--renew-golden"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(made, "utf-8")
    assert made == (GOLDEN / name).read_text("utf-8")


@pytest.fixture(scope="module")
def facts(golden: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((golden / "audit" / "audit.json").read_text())
    return loaded


def test_the_facts_follow_their_schema(facts: dict[str, Any]) -> None:
    schema = json.loads((resource_dir("schemas") / "audit.schema.json").read_text("utf-8"))
    jsonschema.validate(facts, schema)


def test_counts_by_hand(facts: dict[str, Any]) -> None:
    # 14 letters, 12 answers, 2 notes, 1 stray line; 1 line is broken
    assert facts["corpus"]["records"] == 29
    assert facts["corpus"]["rejected"] == 1
    assert facts["corpus"]["files"] == 6
    # 13 letters are human; the one with residue is declared human and judged mixed
    assert facts["origin"]["records"] == {"human": 13, "synthetic": 12, "mixed": 1, "unknown": 3}
    assert facts["origin"]["declared"] == {"human": 14, "synthetic": 12, "mixed": 0, "unknown": 3}
    # the answers in answers.csv carry a generated_by column; those in chat.jsonl do not
    assert facts["origin"]["observed"] == {"synthetic": 8, "mixed": 1}
    assert facts["origin"]["conflicts"] == 1
    assert facts["duplicates"]["exact_clusters"] == 1
    assert facts["duplicates"]["exact_records"] == 2


def test_bounds_by_hand(facts: dict[str, Any]) -> None:
    # Wilson 95 %: lower end for 12 of 29, upper end for 12 synthetic + 3 unknown of 29
    z, n = 1.959963984540054, 29

    def wilson(k: int, sign: int) -> float:
        p = k / n
        half = z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        return (p + z * z / (2 * n) + sign * half) / (1 + z * z / n)

    estimate = facts["origin"]["estimate"]
    assert estimate["low"] == pytest.approx(wilson(12, -1), abs=1e-9)
    assert estimate["high"] == pytest.approx(wilson(15, +1), abs=1e-9)
    assert estimate["identifiable"] is False
    assert "point" not in estimate


def test_the_planted_faults_are_found(facts: dict[str, Any]) -> None:
    found = {(finding["code"], finding["where"]) for finding in facts["findings"]}
    assert ("PA303", "letters") in found  # declared human, residue found
    assert any(code == "PA403" for code, _ in found)  # stray/extra.jsonl is in no source
    assert ("PA404", "diaries") in found  # a source without files
    assert not any(code == "PA304" for code, _ in found)  # there is a manifest


def test_the_reject_has_its_place(facts: dict[str, Any]) -> None:
    (reason,) = facts["rejects"]["by_reason"]
    assert reason["reason"] == "bad_json"
    assert reason["example"]["file"] == "letters/letters.jsonl"
    assert reason["example"]["line"] == 6
    before = (HERE / "corpus/letters/letters.jsonl").read_bytes().splitlines(keepends=True)[:5]
    assert reason["example"]["byte_offset"] == sum(map(len, before))


def test_hostile_text_is_text(golden: Path) -> None:
    assert "<script" not in (golden / "audit" / "report.html").read_text().lower()
