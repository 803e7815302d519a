"""The audit directory: whose it is, what in it may be kept, and how results replace old ones."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from provaudit.errors import UserError

RUN = "run.json"
TABLES = "tables"
DIGESTS = "digests.parquet"
LOCK = ".lock"
OURS = (
    *("report.html", "audit.json", "audit.duckdb", RUN, TABLES, "spill"),
    *("audit.duckdb.tmp", "audit.duckdb.tmp.wal", "audit.duckdb.wal", f"{RUN}.tmp"),
    *("labels.json", "review.json"),
    *("report.html.tmp", "audit.json.tmp", "labels.json.tmp", "review.json.tmp"),
    *(DIGESTS, f"{DIGESTS}.tmp"),
)
# All that an audit which did not get as far as run.json leaves.
_STARTED = {LOCK, f"{RUN}.tmp"}


def prepare(out: Path, inputs: list[str], *, fresh: bool) -> None:
    """Make sure that ``out`` may be written; UserError if it holds something else.

    It may be new, empty, or an audit of the same ``inputs``; with ``fresh`` an audit of any.
    """
    if out.exists() and not out.is_dir():
        raise UserError(f"{out} is a file: choose a folder with --out")
    others = {entry.name for entry in out.iterdir()} - _STARTED if out.is_dir() else set()
    run = read_run(out)
    if others and run is None:
        raise UserError(f"{out} is not empty and no audit: choose another folder with --out")
    if run is not None and not fresh and run.get("inputs") != inputs:
        audited = ", ".join(map(str, run.get("inputs", [])))
        raise UserError(
            f"{out} is an audit of {audited}: choose another folder with --out, "
            "or replace that audit with --fresh"
        )


def remove_audit(out: Path) -> None:
    """Remove what an earlier audit left in ``out``, and nothing else; keeps the lock."""
    for name in OURS:
        path = out / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def read_run(out: Path) -> dict[str, Any] | None:
    """Return what ``run.json`` of an audit says; None where there is none that can be read."""
    try:
        run = json.loads((out / RUN).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return run if isinstance(run, dict) else None


def require_audit(audit: Path) -> dict[str, Any]:
    """Return ``run.json`` of a finished audit; raise UserError where there is none."""
    run = read_run(audit)
    if run is None:
        raise UserError(f"{audit} is no audit directory: make one with `provaudit audit`")
    if not run.get("complete") or not (audit / "audit.duckdb").is_file():
        raise UserError(f"{audit} is not finished: run the same `provaudit audit` again")
    return run


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(path.name + ".tmp")
    # A path that is no UTF-8 is told with its odd bytes escaped.
    unfinished.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    os.replace(unfinished, path)


def write_run(out: Path, run: dict[str, Any]) -> None:
    """Write ``run.json``."""
    write_text(out / RUN, json.dumps(run, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the audit directory for this process, making it if need be.

    A killed holder lets go of it. A folder that stays empty is removed again.
    """
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with (out / LOCK).open("w") as lock:
            _hold(lock, out)
            yield
    finally:
        if made and {entry.name for entry in out.iterdir()} <= {LOCK}:
            (out / LOCK).unlink(missing_ok=True)
            out.rmdir()


def _hold(lock: IO[str], out: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such lock on Windows; two audits there are the user's care
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UserError(f"{out}: another audit is writing here; wait for it") from error
