"""Texts that stop in the middle of a line, and where their edges are."""
# ruff: noqa: RUF001 - other scripts and typography are meant

import pyarrow as pa
import pytest

from provaudit.kernels.buffers import read_texts
from provaudit.kernels.edges import KEY_BYTES, find_edges
from provaudit.kernels.endings import stops_short

LINE = "This is a line of more than thirty letters that"  # 47 characters


def short(text: str | None) -> bool:
    return bool(stops_short(read_texts(pa.array([text], pa.large_string())))[0])


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        f"{LINE} \n\n",
        f"{LINE},",
        f"{LINE} (",
        f"{LINE} \u2013",  # a dash
        f"- an item.\n{LINE}",
        f"“{LINE}",
        f"2019 {LINE}",
        "x" * 30,
        "他说这是一个很长的句子，里面有很多很多的字，可是它没有结束，因为有人把",
        "w " * 2000 + "end",  # longer than what is looked at
    ],
)  # fmt: skip
def test_cut(text: str) -> None:
    assert short(text)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " \n ",
        f"{LINE} ends.",
        f"{LINE} ends.”",
        f"{LINE} ends:",
        f"{LINE} **ends**",
        f"{LINE} 😀",
        "x" * 29,  # too short a line
        f"{LINE} ends.\nKind regards, Ann",
        f"- {LINE}",
        f"  * {LINE}",
        f"\u2022 {LINE}",
        f"12. {LINE}",
        f"3) {LINE}",
        f"# {LINE}",
        f"> {LINE}",
        f"| {LINE}",
        f"{LINE} see https://example.org/a",
        f"{LINE} mail@example.org",
        f"{LINE} #tag",
        "他说这是一个很长的句子，里面有很多很多的字，现在它结束了，没有人把它截断了。",
    ],
)
def test_whole(text: str | None) -> None:
    assert not short(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("One. Two words here!", "One. Two words here!", "Two words here!"),
        ('  **"Sure!** Here it is.\n\nLet me know."', 'Sure!** Here it is.', "Let me know."),
        ("A 3.14 b", "A 3.14 b", "A 3.14 b"),
        ("line one\n- line two", "line one", "line two"),
        ("你好。希望这对您有所帮助！", "你好", "希望这对您有所帮助！"),
        ("¡Claro! Sí", "Claro!", "Sí"),
    ],
)  # fmt: skip
def test_edges(text: str, first: str, last: str) -> None:
    data = text.encode()
    edges = find_edges(read_texts(pa.array([text], pa.large_string())))
    assert data[edges.first[0] :].decode().startswith(first)
    assert data[edges.last[0] :].decode().startswith(last)
    head = data[edges.first[0] :][:KEY_BYTES]
    packed = int.from_bytes(bytes(b | 32 if 65 <= b <= 90 else b for b in head), "big")
    assert edges.first_key[0] == (packed if len(head) == KEY_BYTES else 0)


def test_no_words_have_no_key() -> None:
    edges = find_edges(read_texts(pa.array([None, "", "?!", "." * 100, "a"], pa.large_string())))
    assert edges.first_key.tolist() == edges.last_key.tolist() == [0] * 5
