from pathlib import Path

import pytest

from provaudit.vocabulary import WORDS_FOR_ORIGIN, bare_code, declared_origin, origin_of_value

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@pytest.mark.parametrize(
    ("cell", "origin"),
    [
        (" Human ", "human"),
        ("human_written", "human"),
        ("real", "human"),
        ("AI", "synthetic"),
        ("ai generated", "synthetic"),
        ("bot", "synthetic"),
        ("human+AI", "mixed"),
        ("hybrid", "mixed"),
        ("unknown", "unknown"),
        ("TrainedAlgorithmicMedia", "synthetic"),
        (IPTC + "digitalCreation", "human"),
        ("https://c2pa.org/digitalsourcetype/trainedAlgorithmicData", "synthetic"),
        ("human rights", None),
        ("https://example.org/human", None),
        ("not ai", None),
        (IPTC + "ai", None),
        ("", None),
    ],
)
def test_only_a_whole_cell_is_an_origin(cell: str, origin: str | None) -> None:
    assert origin_of_value(cell) == origin


@pytest.mark.parametrize(
    ("code", "roles", "origin"),
    [
        ("digitalCreation", (), "human"),
        ("digitalCreation", ("judge",), "human"),
        ("digitalCreation", ("translator",), "mixed"),
        ("digitalCreation", ("rewriter", "judge"), "mixed"),
        ("digitalCreation", ("generator",), "human"),
        ("digitalCreation", ("generator", "rewriter"), "human"),
        ("trainedAlgorithmicMedia", ("generator", "rewriter"), "synthetic"),
        ("trainedAlgorithmicMedia", ("rewriter",), "mixed"),
        ("compositeSynthetic", ("generator",), "mixed"),
        ("unknown", ("generator",), "synthetic"),
        ("unknown", ("translator",), "mixed"),
        ("unknown", ("filter",), "unknown"),
        ("made-up", (), "unknown"),
    ],
)
def test_roles_refine_a_code(code: str, roles: tuple[str, ...], origin: str) -> None:
    assert declared_origin(code, roles) == origin


def test_only_the_publishers_addresses_are_taken_off() -> None:
    assert bare_code(IPTC + "print") == "print"
    assert bare_code("https://example.org/print") == "https://example.org/print"
    assert bare_code("print") == "print"


def test_the_words_are_those_of_the_documentation() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "evidence.md").read_text("utf-8")
    for origin, words in WORDS_FOR_ORIGIN.items():
        assert f"| {origin} | {', '.join(f'`{word}`' for word in words)} |" in page
