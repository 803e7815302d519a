"""An audit must not cost what was there before: other files, an older audit, another's work."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from provaudit import directory
from provaudit.audit import Request, audit
from provaudit.errors import UserError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.jsonl").write_text('{"id": "1", "text": "A sentence to read."}\n')
    return tmp_path / "data"


def request(data: Path, **options: object) -> Request:
    return Request(paths=(str(data),), out=data.parent / "out", **options)  # type: ignore[arg-type]


def test_a_mistake_after_fresh_keeps_the_older_audit(data: Path, inline: Executor) -> None:
    audit(request(data), executor=inline)
    before = (data.parent / "out" / "audit.json").read_text()
    with pytest.raises(UserError, match="no column typo"):
        audit(request(data, fresh=True, attributes=(("a", "typo"),)), executor=inline)
    assert (data.parent / "out" / "audit.json").read_text() == before


def test_a_mistake_leaves_no_folder_that_blocks_the_next_run(data: Path, inline: Executor) -> None:
    with pytest.raises(UserError):
        audit(request(data, text="nope"), executor=inline)
    assert not (data.parent / "out").exists()
    audit(request(data), executor=inline)


def test_fresh_does_not_touch_a_running_audit(data: Path, inline: Executor) -> None:
    audit(request(data), executor=inline)
    with (
        directory.locked(data.parent / "out"),
        pytest.raises(UserError, match="another audit is writing"),
    ):
        audit(request(data, fresh=True), executor=inline)
    assert (data.parent / "out" / "audit.json").exists()


def test_files_that_change_while_they_are_read_are_told(
    data: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from provaudit.audit import scanning

    read = scanning.corpus.read

    def read_and_change(part, settings):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        yield from read(part, settings)
        os.utime(part.file.path, (1, 1))

    monkeypatch.setattr(scanning.corpus, "read", read_and_change)
    with pytest.raises(UserError, match=r"1 of 1 files changed .* a\.jsonl"):
        audit(request(data), executor=inline)


def test_odd_file_names_are_read(data: Path, inline: Executor) -> None:
    (data / os.fsdecode(b"\xff.jsonl")).write_text('{"id": "2", "text": "Another sentence."}\n')
    facts = audit(request(data), executor=inline).facts
    assert facts["corpus"]["records"] == 2


def test_redacted_audits_hold_no_text(data: Path, inline: Executor) -> None:
    secret = "zanzibarquokka"
    row = {"id": "s", "text": f"{secret} :contentReference[oaicite:1]{{index=1}} {secret}"}
    (data / "b.jsonl").write_text(json.dumps(row) + "\n{" + secret + "\n")
    audit(request(data, redact=True), executor=inline)
    for file in (data.parent / "out").rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes(), file


def test_ctrl_c_keeps_what_was_scanned_and_says_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for number in range(40):
        rows = [{"id": f"{number}-{i}", "text": f"word{i} " * 400} for i in range(500)]
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / "data" / f"{number}.jsonl").write_text(text)
    process = subprocess.Popen(
        [sys.executable, "-m", "provaudit", "audit", "data", "--workers", "1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    slices = tmp_path / "audit" / "tables" / "slices"
    deadline = time.monotonic() + 120
    while not (slices.is_dir() and list(slices.glob("*.parquet"))):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out) == (130, ""), err
    assert "run the same command to go on from there" in err
    assert list(slices.glob("*.parquet"))


@pytest.mark.parametrize(
    "sql",
    [
        "copy (select 1) to 'written.csv'",
        "select 1; copy (select 1) to 'written.csv'",
        "export database 'written'",
        "create table t (a int)",
        "attach 'written.db'",
        "install httpfs",
        "select * from read_text('/etc/passwd')",
        "select * from read_csv('data/a.jsonl')",
        "select * from glob('/etc/*')",
        "select * from read_text('tables/../run.json')",
        "set enable_external_access = true",
        "call enable_logging(storage='file')",
    ],
)
def test_query_reads_the_tables_and_nothing_else(
    sql: str, audited: Path, provaudit: Callable[..., CompletedProcess[str]]
) -> None:
    before = sorted(audited.rglob("*"))
    run = provaudit("query", "out", sql, cwd=audited)
    assert run.returncode == 2
    assert run.stderr.startswith("provaudit: DuckDB says: ")
    assert run.stdout == ""
    assert sorted(audited.rglob("*")) == before


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory, inline: Executor) -> Path:
    folder = tmp_path_factory.mktemp("audited")
    (folder / "data").mkdir()
    (folder / "data" / "a.jsonl").write_text('{"id": "1", "text": "A sentence to read."}\n')
    audit(request(folder / "data"), executor=inline)
    return folder
