"""Where in a path host, date and kind of a snapshot stand."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from provaudit.access import read_access
from provaudit.access.snapshots import snapshot_at
from provaudit.errors import UserError

TODAY = "2026-11-24"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.example/robots.txt", ("robots.txt", "a.example", "")),
        ("2024-05-01/a.example/robots.txt", ("robots.txt", "a.example", "2024-05-01")),
        ("a.example/2024-05/robots.txt", ("robots.txt", "a.example", "2024-05")),
        ("a.example/20240501/ai.txt", ("ai.txt", "a.example", "20240501")),
        ("WWW.A.example_2024-05-01.robots.txt", ("robots.txt", "www.a.example", "2024-05-01")),
        ("a.example@2024-05-01.tdmrep.json", ("tdmrep.json", "a.example", "2024-05-01")),
        ("a.example/2024-05-01.robots.txt", ("robots.txt", "a.example", "2024-05-01")),
        ("a.example/.well-known/tdmrep.json", ("tdmrep.json", "a.example", "")),
        ("bücher.example/license.xml", ("license.xml", "bücher.example", "")),
        ("robots.txt", None),
        ("a.example/index.html", None),
        ("notes/robots.txt", None),
    ],
)
def test_paths(path: str, expected: tuple[str, str, str] | None) -> None:
    found = snapshot_at(Path("/data") / path, Path("/data"))
    assert (found and (found.name, found.host, found.seen)) == expected


def test_a_folder_of_snapshots_and_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.example" / "2024-05-01").mkdir(parents=True)
    (tmp_path / "a.example" / "2024-05-01" / "robots.txt").write_text(
        "User-agent: GPTBot\nDisallow: /\nContent-Usage: train-ai=n\n"
    )
    (tmp_path / "b.example.tdmrep.json").write_text('[{"location": "/", "tdm-reservation": 1}]')
    (tmp_path / "more.csv").write_text("domain,mechanism,allowed\nc.example,terms,no\n")
    (tmp_path / "README.md").write_text("fetched by hand")
    read = read_access(tmp_path, tmp_path / "o.bin", TODAY)
    assert (read.statements, read.ignored) == (5, ("README.md",))
    rows = pq.read_table(tmp_path / "o.bin").to_pylist()
    assert {(r["domain"], r["mechanism"], r["agent"], r["seen"], r["allowed"]) for r in rows} == {
        ("a.example", "robots.txt", "*", "2024-05-01", "yes"),
        ("a.example", "robots.txt", "gptbot", "2024-05-01", "no"),
        ("a.example", "aipref", "gptbot", "2024-05-01", "no"),
        ("b.example", "tdmrep", "*", None, "no"),
        ("c.example", "terms", "*", None, "no"),
    }


def test_a_folder_without_any_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x")
    with pytest.raises(UserError, match="no statement on any domain: give a list"):
        read_access(tmp_path, tmp_path / "o.bin", TODAY)
