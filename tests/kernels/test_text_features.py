import math
import re
import unicodedata
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels import content, unicode_table
from provaudit.kernels.hashing import murmur3
from provaudit.kernels.text import TextFeatures, measure, measure_with_words
from provaudit.kernels.words import tokenise

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
# What a newer Python's Unicode data knows and ours does not is unassigned to the kernels.
assigned = st.characters(exclude_categories=["Cs"]).filter(
    lambda character: (
        unicodedata.unidata_version == unicode_table.VERSION
        or unicodedata.category(character) == "Cn"
        or not unicode_table.unassigned().match(character)
    )
)
texts = st.text(assigned, max_size=40)
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


def folded(text: str) -> str:
    """Return the text in NFC, white space folded to what its runs hold: a line feed or a space."""
    result = ""
    for character in unicodedata.normalize("NFC", text):
        if not character.isspace():
            result += character
        elif result[-1:] in (" ", "\n"):
            result = result[:-1] + ("\n" if "\n" in (result[-1], character) else " ")
        elif result:
            result += "\n" if character == "\n" else " "
    return result.rstrip(" \n")


def hash_of(text: str | None) -> bytes | None:
    """Return the hash of the content; ``test_murmur3`` holds the hash function to its oracle."""
    data = folded(text or "").replace("\n", " ").encode()
    if not data:
        return None
    blocks = np.frombuffer(data + b"\0" * (32 - len(data) % 8), np.uint64)
    return b"".join(int(half).to_bytes(8, "little") for half in murmur3(blocks, len(data)))


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


FULL = "\u3002\uff01\uff1f\uff61\uff0e\u061f\u06d4\u0964\u0965\u1362\u1367\u104b\u17d4\u0589"


def count_sentences(text: str) -> int:
    closing = "".join(c for c in set(text) if unicodedata.category(c) in ("Pe", "Pf"))
    ends = re.compile(f"[.!?…{FULL}][.!?…{FULL}\"'{re.escape(closing)}]*")
    found = 0
    for end in ends.finditer(text):
        following = text[end.end() : end.end() + 1]
        found += not following or following.isspace() or any(c in FULL for c in end.group())
    return found


def longest_run(text: str) -> int:
    runs = (len(run.group()) for run in re.finditer(r"(.)\1*", text, re.DOTALL))
    return max(runs, default=0)


def entropy(data: bytes) -> float:
    shares = [count / len(data) for count in Counter(data).values()]
    return -sum(share * math.log2(share) for share in shares)


def features_of(text: str) -> dict[str, float]:
    kinds = Counter(unicodedata.category(c) for c in text)
    lines = folded(text).split("\n") if folded(text) else []
    again = [line for at, line in enumerate(lines) if line in lines[:at]]
    return {
        "sentences": count_sentences(text),
        "letters": sum(n for kind, n in kinds.items() if kind[0] == "L"),
        "upper": kinds["Lu"] + kinds["Lt"],
        "digits": kinds["Nd"],
        "punctuation": sum(n for kind, n in kinds.items() if kind[0] == "P"),
        "symbols": sum(n for kind, n in kinds.items() if kind[0] == "S"),
        "spaces": sum(c.isspace() for c in text),
        "control": sum(
            unicodedata.category(c) in ("Cc", "Co", "Cn") and not c.isspace() for c in text
        ),
        "replacement": text.count("\ufffd"),
        "markup": sum(c in "<>{}[]|\\`*#_=" for c in text),
        "lines": len(lines),
        "line_chars": sum(map(len, lines)),
        "repeated_lines": len(again),
        "repeated_line_chars": sum(map(len, again)),
        "longest_run": longest_run(text),
    }


def measured(rows: list[str | None]) -> list[dict[str, float]]:
    features = measure(pa.array(rows, pa.large_string()))
    names = features_of("")
    columns = [getattr(features, name).to_pylist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


PROSE = "aB 1.!?…。\"')»”<#\n\r\t\u0085\u2028\ufffd\ue000\u0378\x00日ǅ+€"
prose = st.text(st.sampled_from(PROSE), max_size=40)


@given(st.lists(st.none() | texts | prose, min_size=1, max_size=4))
def test_features_agree_with_plain_python(rows: list[str | None]) -> None:
    assert measured(rows) == [features_of(row or "") for row in rows]
    found = measure(pa.array(rows, pa.large_string())).byte_entropy.to_pylist()
    assert found == pytest.approx([entropy((row or "").encode()) for row in rows], abs=1e-9)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", 3),
        ('He said "Go." Then... (He went.) v1.2 e.g.x', 3),
        ("第一。第二\uff01", 2),
        ("no end", 0),
        ("What?! No…", 2),
        ("क्या। हाँ।", 2),
    ],
)
def test_sentences_by_hand(text: str, sentences: int) -> None:
    assert measure(pa.array([text])).sentences.to_pylist() == [sentences]


def test_lines_by_hand() -> None:
    (row,) = measured(["Menu\r\n\n  Menu \nmain  menu\n\n"])
    assert (row["lines"], row["line_chars"]) == (3, 17)
    assert (row["repeated_lines"], row["repeated_line_chars"]) == (1, 4)


def test_entropy_by_hand() -> None:
    assert measure(pa.array(["abab", "abcd", "aaaa", ""])).byte_entropy.to_pylist() == [1, 2, 0, 0]


STRANGE = "ae\u0301\u0323\u0327\u212b\u1100\u1161\u11a8\u09c7\u09be\ufb1d\u0378 \n\U0001d15e"


@given(st.lists(st.text(st.sampled_from(STRANGE), max_size=12), min_size=1, max_size=4))
def test_normal_forms_agree_with_unicodedata(rows: list[str]) -> None:
    assert measure(pa.array(rows)).content_hash.to_pylist() == [hash_of(row) for row in rows]


@given(texts | st.text(st.sampled_from(STRANGE), max_size=12))
def test_a_newer_python_finds_the_same_normal_form(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content, "VERSION", "of another Python")
        assert content._normal_form(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_string_types_change_nothing(kind: pa.DataType) -> None:
    rows = ["a long enough text, beyond twelve bytes. 日本", None, "", "short"]
    assert as_lists(measure(pa.array(rows, kind))) == expected(rows)
    assert as_lists(measure(pa.array(rows, kind)[1:])) == expected(rows[1:])
    assert as_lists(measure(pa.chunked_array([], kind))) == expected([])


def test_words_come_with_the_features() -> None:
    text = pa.array(["one two", None, "日本"])
    features, words = measure_with_words(text)
    assert features.words.to_pylist() == words.counts.tolist()
    assert words.values.tolist() == tokenise(text).values.tolist()


def test_every_array_is_sound_and_as_long_as_the_text() -> None:
    features = measure(pa.array(["a", None, " "]))
    for name in TextFeatures.__slots__:
        array = getattr(features, name)
        array.validate(full=True)
        assert len(array) == 3
        assert array.null_count == (2 if name == "content_hash" else 0)
