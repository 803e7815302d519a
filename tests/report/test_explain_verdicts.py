"""What ``explain`` says of every combination that ``origin.judge`` can give."""

from __future__ import annotations

from itertools import product
from typing import Any

import pyarrow as pa
import pytest

from provaudit.evidence.hits import Hit, hits_table
from provaudit.model import ORIGINS
from provaudit.origin import judge
from provaudit.report.explain.verdicts import CONFLICT, decided, would_change

MARKER = ("markers", "marker:model", "marker", "synthetic")
RESIDUE = ("residues", "openai_oaicite", "A", "mixed")
AS_AI = ("self_reports", "as_ai", "B", "synthetic")
CUTOFF = ("self_reports", "cutoff", "B", "synthetic")
FOUND = [(), (AS_AI,), (MARKER,), (RESIDUE,), (RESIDUE, AS_AI), (AS_AI, CUTOFF)]
# declared, basis, conflict: all that there are; what decided; what would change it.
BY_DECLARATION = "the declaration decided"
COMBINATIONS = {
    ("human", "declared", False): (BY_DECLARATION, "a column that names a generator"),
    ("human", "marker", True): ("outweighs the declaration", "a corrected column"),
    ("human", "residue", True): ("outweighs the declaration", "of synthetic or mixed text"),
    ("human", "self_report", True): ("outweighs the declaration", "of synthetic or mixed text"),
    ("synthetic", "declared", False): (BY_DECLARATION, "a corrected declaration; evidence"),
    ("mixed", "declared", False): (BY_DECLARATION, "a corrected declaration; evidence"),
    ("unknown", "none", False): ("nothing was declared", "a manifest that declares the source"),
    ("unknown", "marker", False): ("a column names the model", "a corrected column"),
    ("unknown", "residue", False): ("residue", "of synthetic or mixed text"),
    ("unknown", "self_report", False): ("speaks of itself", "of synthetic or mixed text"),
}


def verdicts() -> list[dict[str, Any]]:
    """Return what ``judge`` makes of every declaration with every kind of evidence."""
    cases = list(product(ORIGINS, FOUND))
    hits = [Hit(row, *hit) for row, (_, found) in enumerate(cases) for hit in found]
    verdict = judge(pa.array([origin for origin, _ in cases]), hits_table(hits), len(cases))
    given = zip(cases, verdict.origin, verdict.basis, verdict.conflict, strict=True)
    return [
        {
            "declared": declared,
            "found": found,
            "origin": origin.as_py(),
            "basis": basis.as_py(),
            "conflict": conflict.as_py(),
        }
        for (declared, found), origin, basis, conflict in given
    ]


def test_the_combinations_are_those_that_judging_gives() -> None:
    assert {(row["declared"], row["basis"], row["conflict"]) for row in verdicts()} == set(
        COMBINATIONS
    )


@pytest.mark.parametrize("combination", COMBINATIONS)
def test_the_words(combination: tuple[str, str, bool]) -> None:
    declared, basis, conflict = combination
    why, change = COMBINATIONS[combination]
    assert why in decided(declared, basis)
    assert change in would_change(declared, basis)
    assert ("outweighs" in decided(declared, basis)) is conflict
    # A date decides nothing over these.
    assert "date" not in would_change(declared, basis).split()


@pytest.mark.parametrize(("basis", "why"), [("registry", "known dataset"), ("date", "is dated")])
def test_the_words_of_names_and_dates(basis: str, why: str) -> None:
    assert why in decided("unknown", basis)
    # A declaration and any evidence go before them.
    assert "a declaration of its origin, a column" in would_change("unknown", basis)


def test_what_is_said_of_a_change_is_what_judging_does() -> None:
    origins = {(row["declared"], row["found"]): row["origin"] for row in verdicts()}
    for row in verdicts():
        change = would_change(row["declared"], row["basis"])
        more = {origins[row["declared"], found] for found in FOUND}
        if "evidence in the record changes nothing" in change:
            assert more == {row["origin"]}, row
        if "one of human text does not" in change:
            assert origins["human", row["found"]] == row["origin"], row
            assert origins["synthetic", row["found"]] == "synthetic", row
            assert origins["mixed", row["found"]] == "mixed", row
        if "self-reports of a model in two independent ways" in change:
            assert more == {"human", "mixed", "synthetic"}, row


def test_a_conflict_says_which_side_wins() -> None:
    assert "evidence outweighs the declaration" in CONFLICT
