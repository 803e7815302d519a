"""The detector that ships: small, with a manifest that the tool itself accepts."""

import json
from pathlib import Path

from provaudit import manifest
from provaudit.style.file import shipped_path
from provaudit.style.model import shipped_model

NEVER = {"detectrl", "detectrl_length", "raidar", "hc3_plus", "alpaca_eval"}


def test_it_is_small_and_was_never_shown_what_may_not_be_given_away() -> None:
    assert shipped_path().stat().st_size < 1 << 20
    assert not NEVER & set(json.loads(shipped_model().facts)["dataset"])


def test_its_manifest_passes_and_names_what_it_was_trained_on() -> None:
    declared, problems = manifest.load(Path(shipped_path()).parent / "provenance.yaml")
    assert [problem for problem in problems if problem.level != "note"] == []
    assert declared is not None
    named = {source.id.rpartition("-")[0] for source in declared.sources}
    assert named == set(json.loads(shipped_model().facts)["dataset"])


def test_no_human_register_is_flagged_more_than_one_in_a_hundred() -> None:
    rows = json.loads(shipped_model().facts)["registers"]
    rates = [row for row in rows if row["origin"] == "human" and row["records"] >= 100]
    assert rates
    assert all(row["flagged"] <= 0.01 * row["records"] for row in rates)
