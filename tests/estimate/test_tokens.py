"""Tokens by language."""

from __future__ import annotations

import subprocess
import sys

import pytest

from provaudit.estimate import tokens
from provaudit.estimate.tokens import by_character, first_tokens, normalised_language


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        (" DE ", "de"),
        ("zh-Hant", "zh"),
        ("tlh", "xx"),
        ("English", "xx"),
        ("", "xx"),
        (None, "xx"),
        ("../../etc/passwd", "xx"),
        ("char_classes", "xx"),
    ],
)
def test_language_codes(stated: str | None, code: str) -> None:
    assert normalised_language(stated) == code


@pytest.mark.parametrize(
    ("language", "text", "tokens"),
    [
        ("en", "Don't PANIC -- it's 42!", ["do", "n't", "panic", "it", "'s", "42"]),
        ("en", "one\n\n  two\tthree", ["one", "two", "three"]),
        ("fr", "L'été, aujourd'hui.", ["l'", "été", "aujourd'hui"]),
        ("xx", "Привет, мир", ["привет", "мир"]),
        ("ja", "東京 と 2", ["東", "京", "と", "2"]),
        ("ko", "안녕 A", ["안", "녕", "a"]),
        ("th", "กา", ["ก", "า"]),
        # Language not stated, but the script has no spaces: characters, not one endless word.
        ("xx", "今天天气很好 ok", ["今", "天", "天", "气", "很", "好", "o", "k"]),
        ("en", "!!! ... --", []),
        ("en", "", []),
    ],
)
def test_tokens(language: str, text: str, tokens: list[str]) -> None:
    assert first_tokens(text, language, 10) == tokens


@pytest.mark.parametrize("count", [1, 3, 5])
def test_cut_to_exactly_so_many(count: int) -> None:
    text = "Well-known facts: we can't tell e.g. ours from theirs."
    assert first_tokens(text, "en", count) == first_tokens(text, "en", 100)[:count]
    assert len(first_tokens(text, "en", count)) == count


def test_one_run_without_white_space_is_cut() -> None:
    assert first_tokens("a" * 250, "en", 9) == ["a" * 100, "a" * 100, "a" * 50]
    # Would take spaCy minutes in one piece; punctuation alone is no token.
    assert first_tokens("(" * 1_000_000 + " b", "en", 9) == ["b"]


def test_by_character_is_said() -> None:
    assert by_character("東京", "ja")
    assert by_character("東京 and", "xx") is False
    assert by_character("東京", "xx")
    assert by_character("東京", "en") is False


_SPACY = """
import sys
from provaudit.estimate.tokens import first_tokens
assert first_tokens("Don't PANIC!", "en", 9) == ["do", "n't", "panic"]
assert "typer" not in sys.modules and "spacy.cli" not in sys.modules
import spacy
assert spacy.__version__ in map(str, spacy.info(silent=True).values())
import spacy.cli
assert callable(spacy.cli.download)
"""


def test_spacy_is_loaded_without_its_command_line_which_is_there_when_asked_for() -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", _SPACY], check=True)


@pytest.mark.parametrize("language", sorted(tokens._known() - tokens.BY_CHARACTER))
def test_tokens_are_those_of_spacy_itself(language: str) -> None:
    text = "Don't! İstanbul ISPARTA ΑΣ 3.5km e.g. Dr. https://x.y/z l'eau Straße 10%-os (a/b) naïve"
    wanted = [token.lower_ for token in tokens._spacy().blank(language).tokenizer(text)]
    assert tokens._tokenizer(language)(text) == wanted
