"""`provaudit review`: a fair draw, labels that change the figures, errors in plain words."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provaudit.audit.review import take_labels
from provaudit.errors import UserError

Run = Callable[..., Any]
Rows = list[dict[str, Any]]
Answers = Callable[..., Rows]


@pytest.fixture
def folder(reviewed: Path, tmp_path: Path) -> Path:
    """Return a copy of the audited corpus that a test may change."""
    shutil.copytree(reviewed, tmp_path / "copy")
    return tmp_path / "copy"


def write(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_every_record_is_drawn_with_its_known_probability(
    reviewed: Path, page_data: Callable[[Path], dict[str, Any]]
) -> None:
    data = page_data(reviewed)
    assert sum(record["draws"] for record in data["records"]) == 60
    assert {record["inclusion"] for record in data["records"]} == {60 / 240}
    assert not {"origin", "style_score", "p_synthetic"} & data["records"][0].keys()


def test_the_same_audit_gives_the_same_page(reviewed: Path, tmp_path: Path, provaudit: Run) -> None:
    again = tmp_path / "again.html"
    provaudit("review", "audit", "--size", "60", "--out", again, cwd=reviewed)
    assert again.read_bytes() == (reviewed / "review.html").read_bytes()


def test_labels_become_the_estimate(folder: Path, provaudit: Run, answers: Answers) -> None:
    rows = answers(folder, "ann")
    made = sum(row["label"] == "synthetic" for row in rows)
    run = provaudit("review", "audit", "--labels", write(folder / "l.jsonl", rows), cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "60 of 60 records labelled" in run.stdout
    facts = json.loads((folder / "audit" / "audit.json").read_text())
    estimate = facts["origin"]["estimate"]
    assert estimate["point"] == pytest.approx(made / 60)
    assert estimate["low"] < 0.25 < estimate["high"]
    assert estimate["identifiable"]
    assert [row["shown"] for row in facts["origin"]["estimates"]] == [True, False, False]
    assert json.loads((folder / "audit" / "review.json").read_text()) == facts["review"]
    assert "stratified by style score" in (folder / "audit" / "report.html").read_text()
    (group,) = [row for row in facts["origin"]["by_group"] if row["value"] == "a"]
    assert 0 < group["low"] < group["synthetic_share"] < group["high"] < 1
    (small,) = [row for row in facts["origin"]["by_group"] if row["value"] == "b"]
    assert (small["low"], small["high"]) == (0, 1)  # 10 draws are too few: the bounds stay
    reasons = [row["what"] for row in facts["not_measured"]]
    assert "share of synthetic records (one figure)" not in reasons


def test_labels_survive_the_same_audit_and_go_with_a_fresh_one(
    folder: Path, provaudit: Run, answers: Answers
) -> None:
    labels = write(folder / "l.jsonl", answers(folder, "ann"))
    provaudit("review", "audit", "--labels", labels, cwd=folder)
    before = json.loads((folder / "audit" / "audit.json").read_text())
    again = ("audit", "data", "--workers", "1", "--attribute", "region")
    moved = provaudit(*again, "--out", "fresh", cwd=folder)
    assert moved.returncode in (0, 1), moved.stderr
    assert (
        "point"
        not in json.loads((folder / "fresh" / "audit.json").read_text())["origin"]["estimate"]
    )
    shutil.copy(folder / "audit" / "labels.json", folder / "fresh" / "labels.json")
    provaudit(*again, "--out", "fresh", cwd=folder)
    after = json.loads((folder / "fresh" / "audit.json").read_text())
    assert after["origin"]["estimate"] == before["origin"]["estimate"]
    assert after["review"] == before["review"]
    provaudit(*again, "--out", "fresh", "--fresh", cwd=folder)
    assert not (folder / "fresh" / "labels.json").exists()


def test_reviewers_who_disagree_widen_the_interval(
    folder: Path, provaudit: Run, answers: Answers
) -> None:
    ann = write(folder / "ann.jsonl", answers(folder, "ann"))
    bob = folder / "bob.csv"
    with bob.open("w", newline="") as file:
        rows = answers(folder, "bob", wrong=6)
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    run = provaudit("review", "audit", "--labels", ann, "--labels", bob, cwd=folder)
    assert "54 of 60 records unanimous" in run.stdout
    review = json.loads((folder / "audit" / "review.json").read_text())
    assert review["labels"]["cannot_tell"] == 6
    assert review["agreement"]["low"] < review["agreement"]["alpha"] < 1
    estimate = review["estimates"][0]
    assert not estimate["identifiable"]
    assert estimate["high"] - estimate["low"] > 0.1


def test_too_few_labels_give_no_estimate(folder: Path, provaudit: Run, answers: Answers) -> None:
    labels = write(folder / "l.jsonl", answers(folder, "ann")[:29])
    run = provaudit("review", "audit", "--labels", labels, cwd=folder)
    assert run.returncode == 0
    assert "it needs 30 records" in run.stdout
    facts = json.loads((folder / "audit" / "audit.json").read_text())
    assert (facts["origin"]["estimate"]["low"], facts["origin"]["estimate"]["high"]) == (0, 1)
    assert "share of synthetic records by review" in [r["what"] for r in facts["not_measured"]]


def changed(**values: object) -> Callable[[Rows], Rows]:
    return lambda rows: [rows[0] | values, *rows[1:]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed(label="robot"), "label 'robot': it must be one of human, synthetic, mixed, "),
        (changed(position="x"), "position 'x' is no whole number"),
        (changed(position=9_999), "was not drawn for this review"),
        (changed(file="\ud800\x1b[0m"), "was not drawn for this review"),
        (changed(review="0" * 32), "labels of another review"),
        (changed(label=None), "no label: a labels file has"),
        (lambda rows: [*rows, rows[0] | {"label": "mixed"}], "ann labelled record"),
        (lambda rows: [row | {"review": "0" * 32} for row in rows], "of another audit"),
        (lambda rows: [], "no labels in it"),
    ],
)  # fmt: skip
def test_wrong_labels_are_refused_and_change_nothing(
    folder: Path, change: Callable[[Rows], Rows], said: str, answers: Answers
) -> None:
    before = (folder / "audit" / "audit.json").read_bytes()
    labels = write(folder / "l.jsonl", change(answers(folder, "ann")))
    with pytest.raises(UserError) as error:
        take_labels(folder / "audit", [labels])
    assert said in str(error.value)
    assert "\x1b" not in str(error.value)
    assert (folder / "audit" / "audit.json").read_bytes() == before
    assert not (folder / "audit" / "labels.json").exists()


def test_a_file_that_is_no_labels_file(folder: Path, provaudit: Run) -> None:
    for content in (b"\xff\xfe\x00", b"{", b"[1]", b"a,b\n1,2\n", b'{"a": 1}\n', b"[" * 9000):
        (folder / "l.jsonl").write_bytes(content)
        with pytest.raises(UserError):
            take_labels(folder / "audit", [folder / "l.jsonl"])
    run = provaudit("review", "audit", "--labels", "l.jsonl", cwd=folder)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1), run.stderr


def test_a_redacted_audit_cannot_be_reviewed(folder: Path, provaudit: Run) -> None:
    provaudit("audit", "data", "--workers", "1", "--redact", "--out", "red", cwd=folder)
    run = provaudit("review", "red", cwd=folder)
    assert run.returncode == 2
    assert "no text was kept (--redact)" in run.stderr
    assert provaudit("review", "data", cwd=folder).stderr.startswith("provaudit: data is no audit")
