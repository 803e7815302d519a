"""From a finished audit to a page for a person to label, and from labels to better estimates."""

from __future__ import annotations

import os
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

from provaudit import directory, report
from provaudit.audit.labels import labels_text, read_labels
from provaudit.audit.measure import put_not_measured
from provaudit.audit.prevalence import LABELS, put_review
from provaudit.errors import UserError
from provaudit.estimate import review
from provaudit.plain import plain
from provaudit.store import DATABASE, Store, open_store

REVIEW = "review.json"
_SQL = files("provaudit.audit") / "views"


def write_page(audit: Path, out: Path, size: int) -> int:
    """Write the review page of ``size`` draws; return how many records it shows.

    UserError where the audit keeps no text, or ``out`` cannot be written.
    """
    directory.require_audit(audit)
    with open_store(audit / DATABASE, read_only=True) as store:
        selection = _selected(store, audit, size)
        drawn = selection.chosen().tolist()
        records = review.records_at(store, [selection.rows[at] for at in drawn])
    design = [
        {
            "stratum": int(selection.band[at]),
            "draws": int(selection.draws[at]),
            # How many of the drawn records this one is expected to be: its known probability.
            "inclusion": size
            * selection.rows[at]["stands_for"]
            / sum(row["stands_for"] for row in selection.rows),
        }
        for at in drawn
    ]
    head = {"review": selection.digest, "size": size}
    try:
        report.write_review(head, records, design, out)
    except OSError as error:
        raise UserError(f"{out}: cannot write the page: {error.strerror}") from error
    return len(records)


def take_labels(audit: Path, labels: list[Path]) -> dict[str, Any]:
    """Feed labels files into an audit and write its figures anew; return them.

    Writes ``labels.json`` and ``review.json``, and ``audit.json``, ``audit.duckdb`` and
    ``report.html`` with the estimates that the labels give. Findings stay as they were judged.
    UserError for labels that are none of this audit's.
    """
    run = directory.require_audit(audit)
    digest, size, votes = read_labels(labels)
    with directory.locked(audit):
        unfinished = audit / (DATABASE + ".tmp")
        shutil.copyfile(audit / DATABASE, unfinished)
        try:
            with open_store(unfinished) as store:
                selection = _selected(store, audit, size)
                _require_ours(selection, digest, votes)
                facts = _figures(store, selection, votes, run)
            os.replace(unfinished, audit / DATABASE)
        finally:
            unfinished.unlink(missing_ok=True)
            shutil.rmtree(audit / "spill", ignore_errors=True)
        directory.write_text(audit / LABELS, labels_text(digest, size, votes))
        report.write_json(facts["review"], audit / REVIEW)
        report.write_json(facts, audit / "audit.json")
        report.write_html(facts, audit / "report.html")
    return facts


def _figures(
    store: Store, selection: review.Selection, votes: list[review.Vote], run: dict[str, Any]
) -> dict[str, Any]:
    reasons = put_review(store, selection, votes)
    known = store.rows_of(_SQL / "not_measured_after_review.sql", {})
    put_not_measured(store, [(row["what"], row["why"]) for row in known] + reasons)
    return report.audit_facts(store, run)


def _selected(store: Store, audit: Path, size: int) -> review.Selection:
    selection = review.select(store, size)
    if selection is None:
        raise UserError(f"{audit}: no record has text, so there is nothing to review")
    if not review.keeps_text(store):
        raise UserError(
            f"{audit}: no text was kept (--redact), so nobody can review it: "
            "audit again without --redact"
        )
    return selection


def _require_ours(selection: review.Selection, digest: str, votes: list[review.Vote]) -> None:
    if selection.digest != digest:
        raise UserError(
            "these labels are of another audit, or of an earlier state of this one: "
            "make a new page with  provaudit review"
        )
    known = {
        (selection.rows[at]["file"], selection.rows[at]["position"]) for at in selection.chosen()
    }
    for vote in votes:
        if (vote.file, vote.position) not in known:
            raise UserError(
                f"record {plain(vote.record_id)} ({plain(vote.file)}, position {vote.position}) "
                "was not drawn for this review: its labels file was changed, or is of another audit"
            )
