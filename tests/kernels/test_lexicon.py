import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.lexicon import Hits, build_lexicon, find_phrases
from provaudit.kernels.words import tokenise

words = st.lists(st.sampled_from(["a", "B", "tree", "häuser", "日", "x2"]), max_size=30)
phrases = st.lists(
    st.lists(st.sampled_from(["A", "b", "Tree", "HÄUSER", "日", "zz"]), min_size=1, max_size=4),
    max_size=8,
)


def triples(hits: Hits) -> list[tuple[int, int, int]]:
    return list(zip(*(column.tolist() for column in hits), strict=True))


def oracle(texts: list[list[str]], lexicon: list[list[str]]) -> list[tuple[int, int, int]]:
    return [
        (row, at, phrase)
        for row, text in enumerate(texts)
        for at in range(len(text))
        for phrase, sought in enumerate(lexicon)
        if [w.lower() for w in text[at : at + len(sought)]] == [w.lower() for w in sought]
    ]


@given(st.lists(words, min_size=1, max_size=4), phrases)
def test_agrees_with_plain_python(texts: list[list[str]], sought: list[list[str]]) -> None:
    lexicon = build_lexicon([" ".join(phrase) for phrase in sought])
    found = find_phrases(tokenise(pa.array([" ".join(text) for text in texts])), lexicon)
    assert sorted(triples(found)) == sorted(oracle(texts, sought))
    assert triples(found) == sorted(triples(found), key=lambda hit: hit[:2])


def test_by_hand() -> None:
    lexicon = build_lexicon(["New York", "york", "東京都", "deaf"])
    text = pa.array(["In new-york, deafness is not DEAF.", None, "東京都です"])
    assert triples(find_phrases(tokenise(text), lexicon)) == [
        (0, 1, 0),
        (0, 2, 1),
        (0, 6, 3),
        (2, 0, 2),
    ]


def test_more_hits_than_expected_are_all_there() -> None:
    lexicon = build_lexicon(["a", "a a", "a a a"])
    found = find_phrases(tokenise(pa.array(["a " * 1000])), lexicon)
    assert len(found.row) == 1000 + 999 + 998


def test_an_empty_lexicon_finds_nothing() -> None:
    assert triples(find_phrases(tokenise(pa.array(["a b"])), build_lexicon([]))) == []


@pytest.mark.parametrize(("phrase", "count"), [("!?", 0), ("a " * 17, 17)])
def test_a_phrase_needs_1_to_16_words(phrase: str, count: int) -> None:
    with pytest.raises(ValueError, match=f"phrase 1 has {count} words"):
        build_lexicon(["fine", phrase])
