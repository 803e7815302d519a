"""Refusals, stock phrases, gibberish."""
# ruff: noqa: RUF001 - other scripts and typography are meant

import tomllib
from importlib.resources import files

import pyarrow as pa
import pytest

from provaudit.health import find_gibberish, find_phrases
from provaudit.kernels.edges import KEY_BYTES

GROUPS = tomllib.loads((files("provaudit.health") / "phrases.toml").read_text("utf-8"))
PHRASES = [
    (kind, place, phrase)
    for kind, languages in GROUPS.items()
    for places in languages.values()
    for place, phrases in places.items()
    for phrase in phrases
]


def said(text: str | None) -> tuple[str | None, str | None]:
    refusal, stock = find_phrases(pa.array([text], pa.large_string()))
    return refusal[0].as_py(), stock[0].as_py()


@pytest.mark.parametrize(("kind", "place", "phrase"), PHRASES)
def test_every_phrase_is_found(kind: str, place: str, phrase: str) -> None:
    assert phrase == phrase.lower()
    assert len(phrase.encode()) >= KEY_BYTES
    spelt = phrase[:1].upper() + phrase[1:].replace("'", "\u2019")
    text = f'"{spelt} ...' if place == "opens" else f"It is so. {spelt} ..."
    found = said(text)[0 if kind == "refusal" else 1]
    assert found is not None
    assert phrase.startswith(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I’m sorry, but I\ncan’t help.", ("i'm sorry, but i can't", None)),
        ("**Certainly!** Here. I hope this helps!", (None, "certainly!")),
        ("It is 4.\n\nI hope this helps! 😊", (None, "i hope this helps")),
        ("I hope this helps the poor. They need it.", (None, None)),
        ("She wrote: I'm sorry, but I can't come.", (None, None)),
        ("I cannot assist without tools.", (None, None)),  # ends inside of a word
        ("I cannot assist with that.", ("i cannot assist with", None)),
        ("对不起，我无法回答。", ("对不起，我无法", None)),
        (None, (None, None)),
        ("", (None, None)),
        ("Certain", (None, None)),
    ],
)  # fmt: skip
def test_where_phrases_count(text: str | None, expected: tuple[str | None, str | None]) -> None:
    assert said(text) == expected


ODD = "xkjqt wrtpl zxcvb nmqwr "  # four words of five consonants


@pytest.mark.parametrize(
    ("text", "language", "words", "expected"),
    [
        (ODD * 6, None, 24, True),
        (ODD * 6, "en", 24, False),  # a language was found
        (ODD * 6, None, 19, False),
        # 4 words of 13
        ((ODD + "which were plain english words they said anew aloud ") * 6, None, 78, True),
        ((ODD + "word " * 16) * 4, None, 80, False),  # 4 of 20: a fifth, not more
        ("Ein Angstschweiss mit Strengths " * 9, None, 36, False),  # long runs, but of real words
        ("x y z " * 30, None, 90, False),
        (None, None, 0, False),
    ],
)  # fmt: skip
def test_gibberish(text: str | None, language: str | None, words: int, expected: bool) -> None:
    found = find_gibberish(
        pa.array([text], pa.large_string()), pa.array([language], pa.string()), pa.array([words])
    )
    assert found.tolist() == [expected]
