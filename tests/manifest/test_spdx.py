"""Licence expressions, held against the license-expression library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from license_expression import ExpressionError, get_spdx_licensing

from provaudit.manifest.spdx import NoExpression, licences, parse

THEIRS = get_spdx_licensing()
NAMES = st.sampled_from(["MIT", "Apache-2.0", "CC-BY-4.0", "GPL-2.0-only", "Nonsense-1"])
EXPRESSIONS = st.recursive(
    NAMES,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from([" AND ", " OR "]), part).map("".join),
        part.map(lambda inner: f"({inner})"),
    ),
    max_leaves=6,
)


@given(EXPRESSIONS)
def test_both_read_the_same_licences(text: str) -> None:
    ours = parse(text)
    theirs = sorted(set(THEIRS.parse(text).objects))
    assert sorted({one for way in ours.alternatives for one in way}) == theirs
    assert (("Nonsense-1", None) in ours.words) == ("Nonsense-1" in text)


@pytest.mark.parametrize("text", ["MIT AND", "OR MIT", "(MIT", "MIT)", "MIT OR OR MIT"])
def test_both_refuse_what_is_no_expression(text: str) -> None:
    with pytest.raises((ExpressionError, AttributeError)):
        THEIRS.parse(text)
    with pytest.raises(NoExpression):
        parse(text)


def test_every_identifier_is_known_to_the_library() -> None:
    assert len(licences()) > 700
    unknown = [one.id for one in licences().values() if THEIRS.unknown_license_keys(one.id)]
    assert unknown == []


def test_alternatives() -> None:
    assert parse("MIT AND (CC0-1.0 OR CC-BY-4.0)").alternatives == [
        {"MIT", "CC0-1.0"},
        {"MIT", "CC-BY-4.0"},
    ]
    assert parse("GPL-2.0-only WITH Classpath-exception-2.0").alternatives == [{"GPL-2.0-only"}]
    assert parse("mit and LicenseRef-Ours").words == [("mit", "MIT"), ("and", "AND")]


@pytest.mark.parametrize("text", ["(" * 30 + "MIT" + ")" * 30, "MIT " * 400, "MIT WITH", " "])
def test_hostile_texts_are_refused(text: str) -> None:
    with pytest.raises(NoExpression):
        parse(text)


def test_alternatives_are_bounded() -> None:
    with pytest.raises(NoExpression, match="alternatives"):
        parse(" AND ".join(["(MIT OR CC0-1.0)"] * 20))
