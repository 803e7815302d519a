"""Lists of statements: the three forms say the same, and what is wrong is told with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provaudit.access import read_access
from provaudit.errors import UserError

TODAY = "2026-11-24"
ROWS: list[dict[str, Any]] = [
    {
        "domain": "A.example.",
        "mechanism": "robots",
        "allowed": True,
        "seen": "2024-05-03",
        "agent": "GPTBot",
    },
    {
        "domain": "https://b.example:443/",
        "mechanism": "tdmrep",
        "allowed": "No",
        "seen": "2024-02",
        "agent": "",
    },
    {
        "domain": " c.example",
        "mechanism": "license",
        "allowed": "unknown",
        "seen": "",
        "agent": "*",
    },
]
EXPECTED = [
    ("a.example", "2024-05-03", "robots.txt", "gptbot", "yes", 1),
    # a month is as late as its last day
    ("b.example", "2024-02-29", "tdmrep", "*", "no", 2),
    ("c.example", None, "licence", "*", "unknown", 3),
]


def read(path: Path) -> list[dict[str, Any]]:
    to = path.with_name("statements.parquet")
    read_access(path, to, TODAY)
    rows: list[dict[str, Any]] = pq.read_table(to).to_pylist()
    return rows


def told(rows: list[dict[str, Any]], first: int) -> list[tuple[Any, ...]]:
    return [
        (
            *(row[name] for name in ("domain", "seen", "mechanism", "agent", "allowed")),
            row["line"] - first + 1,
        )
        for row in rows
    ]


def write_csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_csv(tmp_path: Path) -> None:
    names = list(ROWS[0])
    lines = [",".join(str(row[name]) for name in names) for row in ROWS]
    path = write_csv(tmp_path / "list.csv", "\ufeff" + ",".join(names), *lines)
    assert told(read(path), 2) == EXPECTED


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    assert told(read(path), 1) == EXPECTED


def test_parquet_with_dates_and_answers_of_their_own_types(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    table = pa.table(
        {
            "domain": ["a.example", "b.example"],
            "mechanism": ["robots.txt", "robots.txt"],
            "allowed": [True, False],
            "seen": [date(2024, 5, 3), None],
        }
    )
    pq.write_table(table, path)
    assert told(read(path), 1) == [
        ("a.example", "2024-05-03", "robots.txt", "*", "yes", 1),
        ("b.example", None, "robots.txt", "*", "no", 2),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a.example,robots,maybe,2024-01-01", "allowed 'maybe' cannot be used: write yes, no"),
        ("a.example,robotx,no,2024-01-01", "mechanism 'robotx' cannot be used: write one of"),
        ("a.example,robots,no,03/05/2024", "seen '03/05/2024' cannot be used: write it as YYYY"),
        ("a.example,robots,no,2024-13-01", "seen '2024-13-01' cannot be used: no such date"),
        ("a.example,robots,no,2024-02-30", "seen '2024-02-30' cannot be used: day is out of range"),
        ("a.example,robots,no,1066-10-14", "seen '1066-10-14' cannot be used: no such date"),
        ("a.example,robots,no,2204-05-01", "it lies after today (2026-11-24)"),
        ("a.example/news,robots,no,2024-01-01", "domain 'a.example/news' cannot be used: write a"),
        (",robots,no,2024-01-01", "domain is missing"),
        ("\x1b[31m x,robots,no,2024-01-01", "domain"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    good = "a.example,robots,yes,2024-01-01"
    path = write_csv(tmp_path / "list.csv", "domain,mechanism,allowed,seen", good, good, row, good)
    with pytest.raises(UserError) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}:4: ")
    assert message in str(raised.value)
    assert "\x1b" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("l.csv", "domain,mechanism\na.example,robots\n", ":1: no allowed"),
        ("l.csv", "domain,mechanism,allowed,sen\n", "did you mean 'seen'?"),
        (
            "l.csv",
            "domain,mechanism,allowed,path\n",
            "column 'path' is not known: known are domain",
        ),
        ("l.csv", "domain,mechanism,allowed\na.example,robots\n", "Expected 3 columns, got 2"),
        ("l.csv", "domain,mechanism,allowed,domain\n", ":1: column 'domain' occurs twice"),
        ("l.csv", "", "no domain, mechanism, allowed"),
        ("l.csv", "domain,mechanism,allowed\n", "no statement on any domain"),
        ("l.jsonl", '{"domain": "a.example"\n', ":1: not valid JSON"),
        ("l.jsonl", "x" * 5_000_000, ":1: longer than a statement can be"),
        ("l.jsonl", "[1]\n", ":1: not an object"),
        (
            "l.jsonl",
            '{"domain": ["a"], "mechanism": "rsl", "allowed": "no"}\n',
            "domain is no text",
        ),
        ("l.parquet", "PAR?", "cannot be read as a list of statements"),
        ("l.txt", "x", "its name must end in .csv, .jsonl or .parquet"),
    ],
)
def test_what_is_no_list_is_told(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(UserError) as raised:
        read(tmp_path / name)
    assert message in str(raised.value)


def test_a_host_with_letters_beyond_ascii_is_known_by_both_its_names(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "l.csv",
        "domain,mechanism,allowed",
        "bücher.example,rsl,no",
        "xn--caf-dma.example,rsl,no",
        "xn--.example,rsl,no",
    )
    assert [(row["domain"], row["line"]) for row in read(path)] == [
        ("bücher.example", 2),
        ("xn--caf-dma.example", 3),
        ("xn--.example", 4),
        ("xn--bcher-kva.example", 2),
        ("café.example", 3),
    ]
