"""The style tokeniser against plain Python, which reads one character after another."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.compilation import compile_all
from provaudit.kernels.style import read_features
from provaudit.kernels.style_measures import NAMES

MASK = (1 << 64) - 1
PIECES = (
    *("a", "The", "walking", "don't", "l\u2019été", "x" * 17, "y" * 70, "naïve", "I'm", "'tis"),
    *("12", "3rd", "\u0663", "-", "--", "...", "..", ".", ",", "#", "*", "\u2014", "\u00ab", "("),
    *("\n", " ", "  ", "中文", "\u0301", "\U0001f600", "U.S.", "-b", "or", "\u2019", ":", "?"),
)
MARKS = {mark: mark for mark in ".,;:!?()-%$&/\"'"} | {
    "\u2019": "'", "\u00ab": '"', "\u2014": "\u2014", "\u2026": "\u2026",
}  # fmt: skip
RUN = re.compile(
    r"(?:[^\W\d_]|[\u0300-\u036f])(?:[^\W\d_]|[\u0300-\u036f]|['\u2019](?=[A-Za-z]))*|\d+"
)
rows = st.lists(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), min_size=1, max_size=4)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_all()


def tokens_of(text: str) -> list[str]:
    found: list[str] = []
    at, begins_line = 0, True
    while at < len(text):
        token, end = token_at(text, at, begins_line)
        begins_line = not token and (begins_line or text[at] == "\n")
        found += [token] if token else []
        at = end
    return found


def token_at(text: str, at: int, begins_line: bool) -> tuple[str, int]:
    """Return the token, or nothing, and where it ends."""
    if run := RUN.match(text, at):
        word = run[0].lower().replace("\u2019", "'")
        return ("#" if word.isdigit() else word), run.end()
    if text[at] == "-" and not (at and is_plain(text[at - 1]) and is_plain(text[at + 1 : at + 2])):
        return ("" if begins_line else "\u2014"), at + len(text[at:]) - len(text[at:].lstrip("-"))
    if text.startswith("...", at):
        return "\u2026", at + len(text[at:]) - len(text[at:].lstrip("."))
    return MARKS.get(text[at], ""), at + 1


def is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()


def hash_of(token: str) -> int:
    state = 0xCBF29CE484222325
    for character in token:
        state = (state ^ ord(character)) * 0x100000001B3 & MASK
    return mixed(state)


def mixed(value: int) -> int:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ value >> 33) * factor & MASK
    return value ^ value >> 33


def buckets_of(tokens: list[str]) -> list[int]:
    """Return the distinct buckets of the 1- and 2-grams, by first token."""
    grams: list[int] = []
    for at, gram in enumerate(map(hash_of, tokens)):
        grams.append(mixed(gram) >> 46)
        for following in tokens[at + 1 : at + 2]:
            pair = (gram << 23 | gram >> 41) * 0x9E3779B97F4A7C15 + hash_of(following)
            grams.append(mixed(pair & MASK) >> 46)
    return list(dict.fromkeys(grams))


@given(rows)
def test_the_words_are_those_of_plain_python(texts: list[str]) -> None:
    found = read_features(pa.array(texts, pa.large_string()))
    for row, text in enumerate(texts):
        first, middle = found.offsets[row], found.middles[row]
        assert found.buckets[first:middle].tolist() == buckets_of(tokens_of(text))


@given(rows)
def test_the_measures_are_those_of_plain_python(texts: list[str]) -> None:
    found = read_features(pa.array(texts, pa.large_string()))
    for row, text in enumerate(texts):
        tokens = tokens_of(text)
        words = [token for token in tokens if RUN.match(token)]
        n = max(len([token for token in tokens if RUN.match(token) or token == "#"]), 1)
        windows = [len(set(tokens[at : at + 50])) / 50 for at in range(0, len(tokens) - 49, 50)]
        expected = {
            "word_length": sum(min(len(word), 63) for word in words) / max(len(words), 1),
            "short_words": sum(len(word) <= 3 for word in words) / n,
            "longest_words": sum(len(word) >= 10 for word in words) / n,
            "commas": tokens.count(",") / n,
            "brackets": tokens.count("(") / n,
            "dashes": tokens.count("\u2014") / n,
            "distinct": np.mean(windows) if windows else 1.0,
        }
        given = dict(zip(NAMES, found.measures[row].tolist(), strict=True))
        assert {name: given[name] for name in expected} == pytest.approx(expected, rel=1e-5)


def test_tokens_by_hand() -> None:
    assert tokens_of("- I don\u2019t -- 3rd... well-known") == [
        "i", "don't", "\u2014", "#", "rd", "\u2026", "well", "-", "known",
    ]  # fmt: skip
