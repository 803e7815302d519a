import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels import words as module
from provaudit.kernels.words import tokenise

MASK = (1 << 64) - 1
UNSPACED = ("CJK UNIFIED IDEOGRAPH", "HIRAGANA LETTER", "KATAKANA LETTER", "THAI CHARACTER")
known = st.characters(exclude_categories=["Cs", "Cn"])
# Letters of the scripts without spaces that the names above do not cover: see the table's test.
plain = known.filter(lambda c: not unicodedata.name(c, "").startswith(("LAO", "KHMER", "MYANMAR")))
MIXED = "aZ é\u0301ÀßİΣ9٣-_'. 한\u3000日本のカ\u0e01\u0e31\u1f88ǅ𐐀"
texts = st.text(plain, max_size=30) | st.text(st.sampled_from(MIXED), max_size=30)


def mixed(value: int) -> int:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ value >> 33) * factor & MASK
    return value ^ value >> 33


def hash_of(word: str) -> int:
    state = 0xCBF29CE484222325
    for character in word:
        state = (state ^ ord(character.lower()[0])) * 0x100000001B3 & MASK
    return mixed(state)


def words_of(text: str) -> list[str]:
    found: list[str] = []
    kind = ""
    for character in text:
        category = unicodedata.category(character)[0]
        if category == "L" and is_unspaced(character):
            found.append(character)
            kind = "lone"
        elif (kind == "run" and category in "LMN") or (kind == "lone" and category == "M"):
            found[-1] += character
        elif category in "LMN":
            found.append(character)
            kind = "run"
        else:
            kind = ""
    return found


def is_unspaced(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(UNSPACED) or any(
        part in name
        for part in ("CJK COMPATIBILITY IDEOGRAPH", "HENTAIGANA", "HALFWIDTH KATAKANA LETTER")
    )


def lists(texts: list[str | None]) -> tuple[list[list[int]], list[list[int]]]:
    tokens = tokenise(pa.array(texts, pa.large_string()))
    cuts = tokens.offsets[1:-1].tolist()
    split = (np.split(tokens.values, cuts), np.split(tokens.lengths, cuts))
    hashes, lengths = ([part.tolist() for part in parts] for parts in split)
    return hashes, lengths


def test_words_by_hand() -> None:
    hashes, lengths = lists(["Don't STOP", None, "", "日本 ก\u0e34น", "İx"])
    assert lengths == [[3, 1, 4], [], [], [1, 1, 2, 1], [2]]
    assert hashes[0] == [hash_of("don"), hash_of("t"), hash_of("stop")]
    assert hashes[4] == [hash_of("ix")]


@given(st.lists(st.none() | texts, min_size=1, max_size=4))
def test_agrees_with_plain_python(rows: list[str | None]) -> None:
    special = ("ITERATION", "VOICED", "DIGRAPH", "IDEOGRAPHIC")
    rows = [
        "".join(c for c in row if not any(s in unicodedata.name(c, "") for s in special))
        for row in rows
        if row is not None
    ] or [""]
    expected = [words_of(row or "") for row in rows]
    hashes, lengths = lists(rows)
    assert hashes == [[hash_of(word) for word in words] for words in expected]
    assert lengths == [[len(word) for word in words] for words in expected]


def test_words_beyond_the_limit_are_counted_not_kept() -> None:
    over = module.WORD_LIMIT + 3
    tokens = tokenise(pa.array(["a " * over, "b"], pa.large_string()))
    assert tokens.counts.tolist() == [over, 1]
    assert tokens.offsets.tolist() == [0, module.WORD_LIMIT, module.WORD_LIMIT + 1]
    assert tokens.values[-1] == hash_of("b")


@pytest.mark.parametrize(
    "data", [b"\xff", b"\xe3\x81", b"a\xf0\x9f", b"\x80\x80", b"\xf7\xbf\xbf\xbf", b"\xed\xa0\x80"]
)
def test_broken_utf8_is_read_without_leaving_the_text(data: bytes) -> None:
    size = pa.py_buffer(np.array([0, len(data), len(data) + 1], np.int64))
    column = pa.Array.from_buffers(pa.large_string(), 2, [None, size, pa.py_buffer(data + b"z")])
    tokens = tokenise(column)
    assert tokens.counts.tolist() == [int(data[:1] == b"a"), 1]
    assert tokens.values[-1] == hash_of("z")
