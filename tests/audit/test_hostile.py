"""Two hundred hostile files: no traceback, no abort, every loss counted, nothing executes."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hostile_files import GOOD, write_all

# Nothing is in these: no record, and nothing that could have been one.
EMPTY = re.compile(r"empty/|binary/zeros\.[ct]sv|columnar/none")


class Elements(HTMLParser):
    """The elements and attributes of a page, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


class Audited:
    """The audit of all hostile files, made by the command line as a user would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = write_all(folder / "corpus")
        self.run = subprocess.run(
            [sys.executable, "-m", "provaudit", "audit", "corpus", "--attribute", "source"],
            capture_output=True,
            cwd=folder,
            check=False,
        )
        self.facts: dict[str, Any] = json.loads((folder / "audit" / "audit.json").read_text())

    def query(self, sql: str) -> list[Any]:
        with duckdb.connect(str(self.folder / "audit" / "audit.duckdb"), read_only=True) as store:
            store.execute("set file_search_path = $path", {"path": str(self.folder / "audit")})
            return store.execute(sql).fetchall()


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    return Audited(tmp_path_factory.mktemp("hostile"))


def test_there_are_two_hundred_and_none_ends_the_audit(audited: Audited) -> None:
    assert len(audited.names) >= 200
    assert audited.run.returncode == 1  # findings: many rejects
    assert audited.run.stderr == b""


def test_every_file_gives_records_or_is_counted_as_lost(audited: Audited) -> None:
    counted = audited.query(
        "select file, sum(records), sum(rejected) from slices group by file order by file"
    )
    assert len(counted) == len(audited.names)
    silent = [name for name, records, rejected in counted if not records and not rejected]
    assert [name for name in silent if not EMPTY.match(name)] == []


def test_counts_agree_everywhere(audited: Audited) -> None:
    ((records, rejected),) = audited.query("select sum(records), sum(rejected) from slices")
    assert audited.query("select count(*) from records") == [(records,)]
    assert audited.query("select count(*) from rejects") == [(rejected,)]
    assert audited.facts["corpus"]["records"] == records
    assert sum(row["rejects"] for row in audited.facts["rejects"]["by_reason"]) == rejected


def test_what_is_good_is_read_whatever_is_beside_it(audited: Audited) -> None:
    read = dict(
        audited.query(
            "select file, count(*) from records"
            " where file like 'lines/%' and record_id like 'ok-%' group by file"
        )
    )
    beside_bad_lines = [
        name for name in audited.names if re.match(r"lines/.*-(first|last|crlf)", name)
    ]
    assert len(beside_bad_lines) > 40
    assert {name: read.get(name) for name in beside_bad_lines} == dict.fromkeys(
        beside_bad_lines, len(GOOD)
    )
    assert read["lines/same-ids.jsonl"] == 2 * len(GOOD)


@pytest.mark.parametrize(
    ("file", "reason", "line"),
    [
        ("lines/half-last.jsonl", "bad_json", 6),
        ("lines/latin1-first.jsonl", "bad_utf8", 1),
        ("lines/surrogate-last.jsonl", "bad_utf8", 6),
        ("lines/number-first.jsonl", "not_an_object", 1),
        ("lines/duplicate-key-last.jsonl", "duplicate_key", 6),
        ("nested/deep.jsonl", "bad_json", 1),
        ("nested/long-line.jsonl", "too_long", 1),
        ("tables/quotes.csv", "bad_row", 2),
    ],
)
def test_rejects_say_where_and_why(audited: Audited, file: str, reason: str, line: int) -> None:
    found = audited.query(f"select reason, line, byte_offset from rejects where file = '{file}'")
    assert [(kind, place) for kind, place, _ in found] == [(reason, line)]
    assert found[0][2] is not None


def test_nothing_executes(audited: Audited) -> None:
    page = Elements()
    page.feed((audited.folder / "audit" / "report.html").read_text("utf-8"))
    assert {"html", "table", "svg"} <= page.tags
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "foreignobject"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    links = {value for name, value in page.attributes if name.endswith(("href", "src")) and value}
    assert not [link for link in links if not link.startswith(("#", "data:,"))]
    assert not list(audited.folder.rglob("owned*"))
    shown = audited.run.stdout.decode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_hostile_ids_can_be_explained(
    audited: Audited, provaudit: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    ids = audited.query(
        "select distinct record_id from records where file like 'texts/text-%.jsonl'"
    )
    assert len(ids) >= 5
    for (record_id,) in ids:
        if "\0" in record_id:
            continue  # cannot be passed as an argument
        run = provaudit("explain", "audit", "--", record_id, cwd=audited.folder)
        assert run.returncode == 0, run.stderr
        assert "\x1b" not in run.stdout
