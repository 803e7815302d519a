from collections.abc import Sequence
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.evidence.hits import Hit, hits_table
from provaudit.origin import judge

EVIDENCE = {
    "marker": ("markers", "marker:model", "marker", "synthetic"),
    "residue": ("residues", "openai_oaicite", "A", "mixed"),
    "link": ("residues", "utm_chat", "link", None),
    "as_ai": ("self_reports", "as_ai", "B", "synthetic"),
    "cutoff": ("self_reports", "cutoff", "B", "synthetic"),
    "offer": ("self_reports", "offer", "B", "synthetic"),
    "placeholder": ("self_reports", "placeholder", "B", "synthetic"),
}
NOTHING = (None, "none")
# What was found: what is observed, on which basis. Written by hand from the table in origin.py.
OBSERVED = {
    (): NOTHING,
    ("link",): NOTHING,
    ("offer",): NOTHING,
    ("as_ai",): NOTHING,
    ("as_ai", "as_ai"): NOTHING,
    ("cutoff", "link"): NOTHING,
    ("offer", "placeholder"): NOTHING,
    ("as_ai", "offer"): ("synthetic", "self_report"),
    ("cutoff", "placeholder"): ("synthetic", "self_report"),
    ("as_ai", "cutoff"): ("synthetic", "self_report"),
    ("residue",): ("mixed", "residue"),
    ("residue", "residue"): ("mixed", "residue"),
    ("residue", "link"): ("mixed", "residue"),
    ("residue", "offer"): ("synthetic", "residue"),
    ("residue", "as_ai", "cutoff"): ("synthetic", "residue"),
    ("marker",): ("synthetic", "marker"),
    ("marker", "residue"): ("synthetic", "marker"),
    ("marker", "residue", "as_ai", "offer"): ("synthetic", "marker"),
}
DECLARED = ("human", "synthetic", "mixed", "unknown")


def hits_of(found: Sequence[str], row: int = 0) -> list[Hit]:
    return [Hit(row, *EVIDENCE[name]) for name in found]


def verdict(declared: str | None, found: Sequence[str]) -> dict[str, object]:
    result = judge(pa.array([declared], pa.string()), hits_table(hits_of(found)), 1)
    return {name: getattr(result, name)[0].as_py() for name in result.__dataclass_fields__}


@pytest.mark.parametrize("found", OBSERVED)
def test_declared_human(found: Sequence[str]) -> None:
    observed, basis = OBSERVED[found]
    result = verdict("human", found)
    assert result["conflict"] is (observed is not None)
    assert (result["origin"], result["basis"]) == (
        (observed, basis) if observed else ("human", "declared")
    )
    assert result["observed"] == observed


@pytest.mark.parametrize("found", OBSERVED)
def test_declared_unknown(found: Sequence[str]) -> None:
    observed, basis = OBSERVED[found]
    result = verdict("unknown", found)
    assert (result["origin"], result["basis"]) == (observed or "unknown", basis)
    assert result["conflict"] is False


@pytest.mark.parametrize("found", OBSERVED)
@pytest.mark.parametrize("declared", ["synthetic", "mixed"])
def test_declared_synthetic_or_mixed_stands(declared: str | None, found: Sequence[str]) -> None:
    result = verdict(declared, found)
    assert (result["origin"], result["basis"], result["conflict"]) == (declared, "declared", False)
    assert result["observed"] == OBSERVED[found][0]


@pytest.mark.parametrize(
    ("found", "suspected"),
    [
        (["offer"], True),
        (["offer", "placeholder"], True),
        (["as_ai"], True),
        (["as_ai", "offer"], False),
        (["residue", "offer"], False),
        (["link"], False),
        ([], False),
    ],
)
def test_a_self_report_that_decides_nothing_is_a_suspicion(
    found: Sequence[str], suspected: bool
) -> None:
    assert verdict("unknown", found)["suspected"] is suspected


def test_null_is_unknown() -> None:
    assert verdict(None, [])["origin"] == "unknown"


def test_the_generator_is_the_first_marker_that_names_one() -> None:
    named = [("marker:b", "gpt-4"), ("column:generator", "claude-2"), ("marker:a", None)]
    hits = [Hit(1, "markers", code, "marker", "synthetic", generator=g) for code, g in named]
    result = judge(pa.array(["unknown"] * 3), hits_table(hits), 3)
    assert result.generator.to_pylist() == [None, "claude-2", None]


def test_no_records() -> None:
    result = judge(pa.array([], pa.string()), hits_table([]), 0)
    assert [len(getattr(result, name)) for name in result.__dataclass_fields__] == [0] * 6


records = st.lists(
    st.tuples(st.sampled_from(DECLARED), st.lists(st.sampled_from(sorted(EVIDENCE)), max_size=5)),
    max_size=8,
)


@given(records)
def test_no_origin_without_a_reason(drawn: list[tuple[str, list[str]]]) -> None:
    declared = [origin for origin, _ in drawn]
    hits = [hit for row, (_, found) in enumerate(drawn) for hit in hits_of(found, row)]
    result = judge(pa.array(declared, pa.string()), hits_table(hits), len(drawn))
    rows = zip(drawn, result.origin.to_pylist(), result.basis.to_pylist(), strict=True)
    for (stated, found), origin, basis in rows:
        if origin == "human":
            assert (stated, basis) == ("human", "declared")
        elif origin == "unknown":
            assert (stated, basis) == ("unknown", "none")
        elif basis == "declared":
            assert stated == origin
        else:
            reasons = {
                "marker": {"marker"},
                "residue": {"residue"},
                "self_report": {"as_ai", "cutoff"},
            }
            assert reasons[basis] & set(found)


@given(records, st.randoms())
def test_records_are_judged_one_by_one_whatever_the_order_of_hits(
    drawn: list[tuple[str, list[str]]], random: Random
) -> None:
    hits = [hit for row, (_, found) in enumerate(drawn) for hit in hits_of(found, row)]
    random.shuffle(hits)
    declared = pa.array([origin for origin, _ in drawn], pa.string())
    together = judge(declared, hits_table(hits), len(drawn))
    alone = [verdict(origin, found) for origin, found in drawn]
    for name in together.__dataclass_fields__:
        assert getattr(together, name).to_pylist() == [one[name] for one in alone]
