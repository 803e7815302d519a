"""Read the labels files that the review page saves, and say plainly what is wrong in one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from provaudit.errors import UserError
from provaudit.estimate.review import LABELS, Vote
from provaudit.plain import plain

_NEEDED = ("review", "size", "file", "position", "label")
_MOST_BYTES = 64 << 20
Row = tuple[str, dict[str, Any]]  # where it stands, and what it says


def read_labels(paths: list[Path]) -> tuple[str, int, list[Vote]]:
    """Return the review that the files answer, its size, and the votes.

    A file is JSON Lines or CSV with a header. The same answer given twice counts once. UserError
    for a file that cannot be read, answers to two reviews, unknown labels, and two different
    answers of one reviewer to one record.
    """
    rows = [row for path in paths for row in _rows(path)]
    if not rows:
        raise UserError(f"{paths[0]}: no labels in it: label records on the page, then save")
    review, size = _one_review(rows)
    votes: dict[tuple[str, int, str], Vote] = {}
    for where, row in rows:
        vote = _vote(where, row)
        before = votes.setdefault((vote.file, vote.position, vote.reviewer), vote)
        if before.label != vote.label:
            raise UserError(
                f"{where}: {plain(vote.reviewer)} labelled record {plain(vote.record_id)} "
                f"{before.label} and {vote.label}: keep one, or give the reviewers their own names"
            )
    return review, size, list(votes.values())


def saved_labels(path: Path) -> tuple[str, int, list[Vote]] | None:
    """Return what ``write_labels`` wrote; None where there is none that can be read."""
    try:
        saved = json.loads(path.read_text("utf-8"))
        return saved["review"], saved["size"], [Vote(**vote) for vote in saved["votes"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def labels_text(review: str, size: int, votes: list[Vote]) -> str:
    """Return ``labels.json``: all votes of a review."""
    ordered = sorted(votes, key=lambda one: (one.file, one.position, one.reviewer))
    saved = {"review": review, "size": size, "votes": [asdict(vote) for vote in ordered]}
    return json.dumps(saved, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _rows(path: Path) -> Iterator[Row]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(f"{path}: larger than 64 MiB, so it is no labels file")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UserError(f"{path}: cannot read the labels: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8, so it is no labels file of a review page") from error
    yield from _json_rows(path, text) if text.lstrip()[:1] in ("{", "") else _csv_rows(path, text)


def _json_rows(path: Path, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UserError(f"{path}:{number}: not a line of JSON: save the file again") from error
        if not isinstance(row, dict):
            raise UserError(f"{path}:{number}: not an object with a label: save the file again")
        yield f"{path}:{number}", row


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    reader = csv.DictReader(text.splitlines(keepends=True))
    try:
        for row in reader:
            yield f"{path}:{reader.line_num}", {key: row[key] for key in row if key}
    except csv.Error as error:
        raise UserError(f"{path}:{reader.line_num}: not a row of CSV ({error})") from error


def _one_review(rows: list[Row]) -> tuple[str, int]:
    found: dict[tuple[str, int], str] = {}
    for where, row in rows:
        missing = [name for name in _NEEDED if row.get(name) in (None, "")]
        if missing:
            raise UserError(
                f"{where}: no {missing[0]}: a labels file has, for each record, "
                f"{', '.join(_NEEDED)}, reviewer"
            )
        found.setdefault((str(row["review"]), _whole(where, row, "size")), where)
    if len(found) > 1:
        _, other = list(found.values())[:2]
        raise UserError(f"{other}: labels of another review than those before it: give one review")
    return next(iter(found))


def _vote(where: str, row: dict[str, Any]) -> Vote:
    label = str(row["label"])
    if label not in LABELS:
        raise UserError(
            f"{where}: label {plain(label, 60)!r}: it must be one of {', '.join(LABELS)}"
        )
    return Vote(
        file=str(row["file"]),
        position=_whole(where, row, "position"),
        record_id=str(row.get("record_id") or ""),
        label=label,
        reviewer=plain(str(row.get("reviewer") or "reviewer"), 80),
        time=plain(str(row.get("time") or ""), 40),
    )


def _whole(where: str, row: dict[str, Any], name: str) -> int:
    value = row[name]
    if isinstance(value, bool) or not str(value).isascii() or not str(value).isdigit():
        raise UserError(f"{where}: {name} {plain(str(value), 60)!r} is no whole number")
    if len(str(value)) > 18:
        raise UserError(f"{where}: {name} {plain(str(value), 60)} is too large")
    return int(value)
