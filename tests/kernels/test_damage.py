"""Broken characters and open blocks of code, against plain Python."""
# ruff: noqa: RUF001 - other scripts and typography are meant

import re

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.buffers import read_texts
from provaudit.kernels.damage import find_damage

_LEADS = {0xC2, 0xC3, 0xC4, 0xC5, 0xCE, 0xCF, 0xD0, 0xD1, 0xD8, 0xD9, 0xE2, 0xEF, 0xF0}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def damage_of(*texts: str | None) -> list[tuple[int, int, str]]:
    found = find_damage(read_texts(pa.array(texts, pa.large_string())))
    rows = zip(found.mojibake.tolist(), found.controls.tolist(), found.fence.tolist(), strict=True)
    return [(broken, controls, chr(fence) if fence else "") for broken, controls, fence in rows]


def byte_of(character: str) -> int:
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(character) if ord(character) < 256 else 0


def oracle(text: str) -> tuple[int, int]:
    """Count broken characters by decoding the bytes again, and the control characters left."""
    at = broken = controls = 0
    while at < len(text):
        lead = ord(text[at])
        size = 4 if lead == 0xF0 else 3 if lead in (0xE2, 0xEF) else 2
        piece = bytes(byte_of(character) for character in text[at + 1 : at + size])
        likely = {0xE2: piece[:1] < b"\xa0", 0xEF: piece[:1] in (b"\xbb", b"\xbf"),
                  0xF0: piece[:1] == b"\x9f"}.get(lead, True)  # fmt: skip
        if lead in _LEADS and len(piece) == size - 1 and likely and all(
            0x80 <= byte < 0xC0 for byte in piece
        ):  # fmt: skip
            broken, at = broken + 1, at + size
            continue
        controls += _CONTROL.match(text[at]) is not None
        at += 1
    return broken, controls


def test_mojibake_of_many_scripts_is_counted() -> None:
    for whole in (
        "café",
        "it’s",
        "„Zitat“",
        "5 £",
        "Łódź",
        "привет",
        "αβγ",
        "سلام",
        "😀",
        "\ufeffa",
    ):
        broken = whole.encode().decode("cp1252", "ignore")
        if len(broken) == len(whole.encode()):  # cp1252 knows every byte
            expected = sum(len(one.encode()) > 1 for one in whole)
            assert damage_of(broken)[0][0] == expected, whole
        assert damage_of(whole) == [(0, 0, "")], whole
    assert damage_of("caf\u00c3\u00a9 \u00c2\u0085") == [(2, 0, "")]  # read as Latin-1


def test_everyday_letters_are_whole() -> None:
    assert (
        damage_of(
            "Il a dit « voilà ».",
            "SÃO PAULO, NÃO",
            "ÂGE",
            "Ærø og Ø",
            "Ñandú",
            "à la carte",
            None,
            "",
        )
        == [(0, 0, "")] * 8
    )


def test_controls_are_not_white_space() -> None:
    assert damage_of("a\tb\nc\r\x0b\x0c\x1c\x1f\x85 d") == [(0, 0, "")]
    assert damage_of("\x00\x07\x1b[0m\x7f\x80\x9f") == [(0, 6, "")]


def test_blocks_of_code_that_are_open() -> None:
    assert [fence for _, _, fence in damage_of(
        "```\nx\n```", "```python\nx", "~~~\n```\n", "a ``` b", "   ```\nx", "    ```\nx",
        "```x``` and on", "```\n~~~\nx", "````\nx\n```", "x\n```js", "``", "```\na\n```\n```\nb",
    )] == ["", "`", "~", "", "`", "", "", "`", "", "`", "", "`"]  # fmt: skip


_CHARACTERS = st.sampled_from(
    "aÂÃÄÅÎÏÐÑØÙâïðñ é\u0080\u0085\u00a0©»¿\u2013\u2019\u201c\u20ac\u2122\u0178Ÿ\x00\x1b\u4e00😀"
)


@given(st.lists(st.text(_CHARACTERS, max_size=12), max_size=4))
def test_any_text_is_read_as_python_reads_it(texts: list[str]) -> None:
    assert [row[:2] for row in damage_of(*texts)] == [oracle(text) for text in texts]
