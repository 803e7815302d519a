"""The audit directory: whose it is, what in it may be kept, and how results replace old ones."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from provaudit.errors import UserError

RUN = "run.json"
TABLES = "tables"
OURS = ("report.html", "audit.json", "audit.duckdb", RUN, TABLES, "spill", ".lock")


def prepare(out: Path, roots: list[str], *, fresh: bool) -> None:
    """Make ``out`` ready; raise UserError if it holds something else than an audit of ``roots``.

    ``fresh`` removes what an earlier audit left there, and nothing else.
    """
    if out.exists() and not out.is_dir():
        raise UserError(f"{out} is a file: choose a folder with --out")
    run = read_run(out)
    if not fresh and out.is_dir() and any(out.iterdir()):
        _require_same(out, run, roots)
    if fresh:
        _remove_ours(out)
    (out / TABLES).mkdir(parents=True, exist_ok=True)


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
    unfinished.write_text(text, "utf-8")
    os.replace(unfinished, path)


def write_run(out: Path, run: dict[str, Any]) -> None:
    """Write ``run.json``."""
    write_text(out / RUN, json.dumps(run, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the audit directory for this process; a killed holder lets go of it."""
    try:
        import fcntl
    except ImportError:  # no such lock on Windows; two audits there are the user's care
        yield
        return
    with (out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UserError(f"{out}: another audit is writing here; wait for it") from error
        yield


def _require_same(out: Path, run: dict[str, Any] | None, roots: list[str]) -> None:
    if run is None:
        raise UserError(f"{out} is not empty and no audit: choose another folder with --out")
    if run.get("inputs") != roots:
        audited = ", ".join(map(str, run.get("inputs", [])))
        raise UserError(
            f"{out} is an audit of {audited}: choose another folder with --out, "
            "or replace that audit with --fresh"
        )


def _remove_ours(out: Path) -> None:
    for name in OURS:
        path = out / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
