"""The demonstration corpus holds what its README says, and is the same every time."""

import csv
import gzip
import json
import re
import runpy
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from provaudit.manifest import load, match_source

DEMO = Path(__file__).resolve().parents[2] / "demo"
README = (DEMO / "README.md").read_text(encoding="utf-8")
SYNTHETIC = [
    json.loads(line) for line in (DEMO / "synthetic.jsonl").read_text(encoding="utf-8").splitlines()
]
RECORDS = {
    "manual/part-1.jsonl": 90,
    "manual/part-2.jsonl.gz": 60,
    "manual/part-3.parquet": 80,
    "manual/part-4.csv": 52,
    "community/answers.jsonl": 63,
    "assistant/answers.parquet": 141,
    "scratch/notes.csv": 12,
}
RESIDUE = re.compile(r"oaicite:\d|turn0search0|【\d+†|<\|im_end\|>$|oai_citation:\d")
SELF_REPORT = re.compile(r"(?i)\ban AI language model|as of my last knowledge|my knowledge cutoff")
OFFER = re.compile(r"I hope this helps!|Certainly! Here is|Let me know if you'd like")
# planted -> how many residues (or at least one), self-reports and courtesy phrases it carries
MARKS = {
    "residue": (True, 0, 0),
    "residue+self_report": (True, 1, 0),
    "self_report": (False, 2, 0),
    "offer": (False, 0, 1),
    "unmarked": (False, 0, 0),
}


def build(out: Path) -> dict[str, int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DEMO))
        facts: dict[str, int] = runpy.run_path(str(DEMO / "build.py"))["build"](out)
    return facts


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo-corpus")
    build(out)
    return out


def lines_of(data: bytes) -> tuple[list[dict[str, str]], list[int]]:
    good, bad = [], []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            good.append(json.loads(line.decode()))
        except ValueError:
            bad.append(number)
    return good, bad


def read(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".parquet":
        rows: list[dict[str, str]] = pq.read_table(path).to_pylist()
        return rows
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))
    data = path.read_bytes()
    return lines_of(gzip.decompress(data) if path.suffix == ".gz" else data)[0]


def everything(corpus: Path) -> list[dict[str, str]]:
    return [record for name in RECORDS for record in read(corpus / name)]


def model_texts() -> set[str]:
    return {row["text"] for row in SYNTHETIC}


def test_two_builds_give_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    build(tmp_path)
    first = {p.relative_to(corpus): p.read_bytes() for p in corpus.rglob("*") if p.is_file()}
    second = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert {str(name) for name in first} == {*RECORDS, "provenance.yaml"}
    assert first == second


def test_building_opens_no_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the demonstration opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    build(tmp_path)


@pytest.mark.parametrize("name", RECORDS)
def test_a_file_holds_the_records_that_the_readme_says(corpus: Path, name: str) -> None:
    records = read(corpus / name)
    assert len(records) == RECORDS[name]
    assert re.search(rf"^\| `{re.escape(name)}` \| {RECORDS[name]}\D", README, re.MULTILINE)
    assert all(record["region"] and record["level"] for record in records)


def test_ids_are_unique(corpus: Path) -> None:
    ids = Counter(record["id"] for record in everything(corpus))
    assert len(ids) == 498
    assert set(ids.values()) == {1}


def test_the_two_broken_lines_stand_where_the_readme_says(corpus: Path) -> None:
    data = (corpus / "manual/part-1.jsonl").read_bytes()
    assert lines_of(data)[1] == [31, 61]
    lines = data.splitlines()
    lines[30].decode()  # cut, but UTF-8
    with pytest.raises(UnicodeDecodeError):
        lines[60].decode()


def test_twelve_texts_occur_twice_and_no_other_twice(corpus: Path) -> None:
    times = Counter(" ".join(record["text"].split()) for record in everything(corpus))
    assert Counter(times.values()) == {1: 474, 2: 12}


def test_community_passes_model_text_off_as_human(corpus: Path) -> None:
    found = {r["text"] for r in read(corpus / "community/answers.jsonl")} & model_texts()
    assert found == {row["text"] for row in SYNTHETIC if row["planted"]}
    assert len(found) == 25


def test_only_the_assistant_and_the_community_hold_model_text(corpus: Path) -> None:
    holders = {n: sum(r["text"] in model_texts() for r in read(corpus / n)) for n in RECORDS}
    expected = {"assistant/answers.parquet": 141, "community/answers.jsonl": 25}
    assert holders == dict.fromkeys(RECORDS, 0) | expected


def test_the_assistant_names_its_model(corpus: Path) -> None:
    assert {r["generated_by"] for r in read(corpus / "assistant/answers.parquet")} == {"claude"}


@pytest.mark.parametrize("row", [r for r in SYNTHETIC if r["planted"]], ids=lambda r: r["id"])
def test_a_planted_record_carries_what_it_says(row: dict[str, str]) -> None:
    text = row["text"]
    residue, reports, offers = MARKS[row["planted"]]
    assert bool(RESIDUE.search(text)) is residue
    assert (len(SELF_REPORT.findall(text)), len(OFFER.findall(text))) == (reports, offers)


def test_no_other_text_carries_a_residue_or_a_self_report(corpus: Path) -> None:
    planted = {row["text"] for row in SYNTHETIC if row["planted"]}
    others = [r["text"] for r in everything(corpus) if r["text"] not in planted]
    assert len(others) == 473
    assert not [text for text in others if RESIDUE.search(text) or SELF_REPORT.search(text)]


def test_model_texts_are_different_and_of_similar_length() -> None:
    assert len(model_texts()) == len(SYNTHETIC) == 166
    assert all(70 <= len(row["text"].split()) <= 110 for row in SYNTHETIC)


def test_the_planted_groups(corpus: Path) -> None:
    records = everything(corpus)
    seniors = [record["text"] for record in records if record["level"] == "senior"]
    assert len(seniors) == 36
    assert set(seniors) <= model_texts()
    assert Counter((r["region"], r["level"]) for r in records)["south", "expert"] == 2


def test_the_readme_and_the_printed_facts_agree(tmp_path: Path) -> None:
    command = [sys.executable, str(DEMO / "build.py"), str(tmp_path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    facts = {fact: int(n) for n, fact in re.findall(r"^ *(\d+)  (.+)$", printed, re.MULTILINE)}
    table = README.partition("| fact | count |")[2].partition("\n\n")[0]
    assert facts == {
        f: int(n) for f, n in re.findall(r"^\| (.+) \| (\d+) \|$", table, re.MULTILINE)
    }


def test_the_readme_names_the_marked_answers(corpus: Path) -> None:
    planted = {row["text"]: row["planted"] for row in SYNTHETIC}
    answers = read(corpus / "community/answers.jsonl")
    marked = {r["id"]: planted[r["text"]] for r in answers if r["text"] in planted}
    listed = dict(re.findall(r"^\| (answer-\d+) \| (\S+) \|$", README, re.MULTILINE))
    assert listed == {name: what for name, what in marked.items() if what != "unmarked"}


def test_without_a_folder_it_says_how_to_use_it() -> None:
    command = [sys.executable, str(DEMO / "build.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "usage: python demo/build.py OUT\n")


def test_the_manifest_is_sound_and_leaves_one_file_out(corpus: Path) -> None:
    manifest, findings = load(corpus / "provenance.yaml")
    assert manifest is not None
    assert findings == ()
    sources = {name: match_source(manifest, name) for name in RECORDS}
    declared = {name: source.declared for name, source in sources.items() if source}
    expected = dict.fromkeys(RECORDS, "human") | {"assistant/answers.parquet": "synthetic"}
    del expected["scratch/notes.csv"]
    assert declared == expected
