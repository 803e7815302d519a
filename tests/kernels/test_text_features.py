import unicodedata
from hashlib import blake2b

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.text import TextFeatures, measure

# The letters of the scripts without spaces, by the beginning of their Unicode names: an oracle
# that knows nothing of the regular expression under test.
UNSPACED = (
    "CJK UNIFIED IDEOGRAPH",
    "CJK COMPATIBILITY IDEOGRAPH",
    "IDEOGRAPHIC ITERATION MARK",
    "OLD CHINESE ITERATION MARK",
    "VERTICAL IDEOGRAPHIC ITERATION MARK",
    "HIRAGANA LETTER",
    "HIRAGANA ITERATION MARK",
    "HIRAGANA VOICED ITERATION MARK",
    "HIRAGANA DIGRAPH",
    "HENTAIGANA LETTER",
    "KATAKANA LETTER",
    "KATAKANA ITERATION MARK",
    "KATAKANA VOICED ITERATION MARK",
    "KATAKANA DIGRAPH",
    "HALFWIDTH KATAKANA LETTER",
    "THAI CHARACTER",
    "LAO LETTER",
    "LAO VOWEL SIGN",
    "LAO SEMIVOWEL SIGN",
    "LAO HO",
    "LAO KO LA",
    "LAO ELLIPSIS",
    "KHMER LETTER",
    "KHMER INDEPENDENT VOWEL",
    "KHMER SIGN",
    "MYANMAR LETTER",
    "MYANMAR SYMBOL",
    "MYANMAR MODIFIER LETTER",
    "MYANMAR LOGOGRAM",
)
# Characters that this Python's Unicode data does not know may be letters to a newer RE2.
texts = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=40)
SPACED = "a é\u0301 Zß9٣-_'. 한글\t\u00a0\u3000\ufeff\n"
SOUTH_EAST_ASIAN = "\u0e01\u0e31\u0e33\u1780\u17b6\u1000\u102b"
EAST_ASIAN = "日本のカー\u3007々"
mixed = st.text(st.sampled_from(SPACED + SOUTH_EAST_ASIAN + EAST_ASIAN))


def is_unspaced(character: str) -> bool:
    letter = unicodedata.category(character)[0] == "L"
    return letter and unicodedata.name(character, "").startswith(UNSPACED)


def count_words(text: str) -> int:
    words, inside, after_letter = 0, False, False
    for character in text:
        kind = unicodedata.category(character)[0]
        if is_unspaced(character):
            words, inside, after_letter = words + 1, False, True
        elif kind == "M" and after_letter:
            pass
        elif kind in "LMN":
            words += not inside
            inside, after_letter = True, False
        else:
            inside, after_letter = False, False
    return words


def hash_of(text: str | None) -> bytes | None:
    if text is None:
        return None
    folded = ""
    for character in unicodedata.normalize("NFC", text):
        if not character.isspace():
            folded += character
        elif folded and folded[-1] != " ":
            folded += " "
    folded = folded.rstrip(" ")
    return blake2b(folded.encode(), digest_size=16).digest() if folded else None


def as_lists(features: TextFeatures) -> list[list[object]]:
    columns = (features.chars, features.words, features.text_bytes, features.content_hash)
    return [column.to_pylist() for column in columns]


def expected(texts: list[str | None]) -> list[list[object]]:
    return [
        [len(text or "") for text in texts],
        [count_words(text or "") for text in texts],
        [len((text or "").encode()) for text in texts],
        [hash_of(text) for text in texts],
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("two words", 2),
        ("don't stop", 3),
        ("naïve cafe\u0301 x²", 3),
        ("3.14 and 42nd", 4),
        ("snake_case", 2),
        ("日本語", 3),
        ("カタカナ and kanji漢字", 8),
        ("ก\u0e34น", 2),
        ("한국어 문장", 2),
        ("… — !", 0),
    ],
)
def test_words_by_hand(text: str, words: int) -> None:
    assert measure(pa.array([text])).words.to_pylist() == [words]


def test_hash_ignores_normal_form_and_white_space_but_not_case() -> None:
    hashes = measure(
        pa.array(["Caf\u00e9  au\nlait ", "Cafe\u0301 au\u00a0lait", "café au lait"])
    ).content_hash.to_pylist()
    assert hashes[0] == hashes[1] != hashes[2]


def test_hash_is_blake2b_of_the_folded_text() -> None:
    (value,) = measure(pa.array([" a \t b "])).content_hash.to_pylist()
    assert value == blake2b(b"a b", digest_size=16).digest()


def test_null_and_blank_have_no_content() -> None:
    features = measure(pa.array([None, "", " \n\u3000"], pa.large_string()))
    assert as_lists(features) == [[0, 0, 3], [0, 0, 0], [0, 0, 5], [None, None, None]]


def test_types_are_fixed_even_without_rows() -> None:
    features = measure(pa.array([], pa.large_string()))
    types = {features.chars.type, features.words.type, features.text_bytes.type}
    assert types == {pa.int64()}
    assert features.content_hash.type == pa.binary(16)


@given(st.lists(st.none() | texts | mixed, max_size=5))
def test_agrees_with_plain_python(rows: list[str | None]) -> None:
    assert as_lists(measure(pa.array(rows, pa.large_string()))) == expected(rows)


@given(st.lists(st.none() | mixed, min_size=1, max_size=6), st.data())
def test_slices_and_chunks_change_nothing(rows: list[str | None], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(rows)))
    whole = pa.array(rows, pa.large_string())
    chunked = pa.chunked_array([whole[:cut], whole[cut:]], pa.large_string())
    assert as_lists(measure(chunked)) == expected(rows)
    assert as_lists(measure(whole[cut:])) == expected(rows[cut:])
