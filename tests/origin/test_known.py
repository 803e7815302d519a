"""What names and dates decide: only where nothing is declared and nothing was found."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.evidence.hits import Hit, hits_table
from provaudit.origin import judge
from provaudit.scan.normalise import before

SYNTHETIC = ("registry", "x/y", "registry", "synthetic")
MIXED = ("registry", "x/y", "registry", "mixed")
HUMAN = ("registry", "x/y", "registry", "human")
CRAWL = ("registry", "x/y", "registry", None)
SHAPE = ("registry", "x/y", "shape", None)
LINK = ("residues", "utm_chat", "link", None)
OFFER = ("self_reports", "offer", "B", "synthetic")
RESIDUE = ("residues", "openai_oaicite", "A", "mixed")


def verdict(
    declared: str, hits: list[tuple[str, str, str, str | None]], *, early: bool
) -> tuple[str, str]:
    found = hits_table([Hit(0, *hit) for hit in hits])
    result = judge(pa.array([declared]), found, 1, np.array([early]))
    assert not result.conflict[0].as_py() or result.observed[0].is_valid
    return result.origin[0].as_py(), result.basis[0].as_py()


@pytest.mark.parametrize(
    ("hits", "early", "expected"),
    [
        ([SYNTHETIC], False, ("synthetic", "registry")),
        ([MIXED], False, ("mixed", "registry")),
        ([HUMAN], False, ("human", "registry")),
        ([SYNTHETIC], True, ("synthetic", "registry")),
        ([CRAWL], False, ("unknown", "none")),
        ([SHAPE], False, ("unknown", "none")),
        ([], True, ("human", "date")),
        ([SHAPE], True, ("human", "date")),
        # Any trace says that the date is wrong, or is that of something else.
        ([LINK], True, ("unknown", "none")),
        ([OFFER], True, ("unknown", "none")),
        ([RESIDUE], True, ("mixed", "residue")),
        ([HUMAN, RESIDUE], False, ("mixed", "residue")),
        ([SYNTHETIC, RESIDUE], False, ("synthetic", "residue")),
    ],
)
def test_where_nothing_is_declared(
    hits: list[tuple[str, str, str, str | None]], early: bool, expected: tuple[str, str]
) -> None:
    assert verdict("unknown", hits, early=early) == expected


@pytest.mark.parametrize("declared", ["human", "synthetic", "mixed"])
@pytest.mark.parametrize("hits", [[SYNTHETIC], [HUMAN], [MIXED], []])
def test_a_declaration_stands_against_names_and_dates(
    declared: str, hits: list[tuple[str, str, str, str | None]]
) -> None:
    assert verdict(declared, hits, early=True) == (declared, "declared")


@pytest.mark.parametrize(
    ("date", "early"),
    [
        ("2019", True), ("2020", False), ("2019-12", True), ("2020-01", False),
        ("2019-12-31", True), ("2020-01-01", False), ("1970-01-01", False), ("1970", False),
        ("1900-01-01", False), ("1970-01-02", True), (None, False),
    ],
)  # fmt: skip
def test_a_date_counts_by_its_last_day(date: str | None, early: bool) -> None:
    assert before(pa.array([date], pa.string()), "2020-01-01").tolist() == [early]


@given(st.dates().map(str))
def test_no_date_counts_when_switched_off(date: str) -> None:
    assert not before(pa.array([date]), "").any()
