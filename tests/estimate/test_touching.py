"""Whether answers touch their prompts."""
# ruff: noqa: RUF001 - other scripts and typography are meant

from pathlib import Path

import pyarrow as pa
import pytest

from provaudit import fence
from provaudit.estimate import find_touching
from provaudit.estimate.touching import touched
from provaudit.store import open_store

PROMPT = "Explain how the Romans built their aqueducts through mountains"
# Content words: explain, romans, built, their, aqueducts, through, mountains: seven.
OFF = (
    "Yellow fruit grows in tropical places where rain falls and people like to eat it with rice"
    " every single day."
)
ON = (
    "The Roman aqueduct crossed a mountain in a tunnel, and such works were built by soldiers and"
    " slaves over many years."
)


@pytest.mark.parametrize(
    ("prompt", "answer", "share"),
    [
        (PROMPT, OFF, 0.0),
        (PROMPT, ON, 4 / 7),  # roman(s), aqueduct(s), mountain(s), built
        (PROMPT, "Too short to say.", None),
        ("What is the best way home", ON, None),  # no five words of five letters
        (PROMPT.upper(), ON, 4 / 7),
        ("1111111 2222222 3333333 4444444 5555555", ON, None),  # numbers are no words
    ],
)
def test_the_share_of_content_words(prompt: str, answer: str, share: float | None) -> None:
    assert touched(prompt, answer) == share


def test_only_pairs_in_one_language_are_judged(tmp_path: Path) -> None:
    german = (
        "Die Banane wächst in warmen Ländern, wo es viel regnet, und wird von den Menschen dort"
        " jeden Tag mit Reis gegessen."
    )
    chinese = "香蕉生长在热带地区，那里雨水充足，人们每天都吃香蕉和米饭，他们非常喜欢这种水果。"
    pairs = [(PROMPT, OFF), (PROMPT, german), (chinese, chinese), (None, OFF), (PROMPT, None)]
    rows = [
        {"source": "s", "origin": "human", "file": "f", "position": n, "rank": bytes([n]) * 16,
         "prompt": prompt, "text": text}
        for n, (prompt, text) in enumerate(pairs)
    ]  # fmt: skip
    with open_store(tmp_path / "audit.duckdb") as store:
        store.put("sample", pa.Table.from_pylist(rows, schema=fence.plain_schema(fence.SAMPLE)))
        find_touching(store)
        found = store.query("select position, touched from touching order by position")
    assert found == [
        {"position": 0, "touched": 0.0},
        {"position": 1, "touched": None},
        {"position": 2, "touched": None},
    ]
