"""The road: plan, scan, measure, judge, report. The one place where all houses meet."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from provaudit import __version__, directory, remote, report
from provaudit.addresses import is_remote, shown
from provaudit.audit.consent import stated
from provaudit.audit.digest_file import read_digests, write_digests
from provaudit.audit.digests import is_as_digested, rows_of
from provaudit.audit.memory import share_of_duckdb
from provaudit.audit.plan import Plan, make_plan, require_named_columns
from provaudit.audit.request import Progress, Request, silent
from provaudit.audit.scanning import scan, workers_at_hand
from provaudit.errors import UserError
from provaudit.model import Finding
from provaudit.plain import encodable
from provaudit.policy import Policy, load_policy
from provaudit.store import DATABASE, QueryError, open_store

__all__ = ["Audit", "Progress", "Request", "audit"]


# Told the facts of ``audit.json`` as soon as they are known, before the report is drawn.
Measured = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Audit:
    """A finished audit: where it lies, what it found, and the facts of ``audit.json``."""

    out: Path | str
    findings: tuple[Finding, ...]
    facts: dict[str, Any]
    policy: Policy


def audit(
    request: Request,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    measured: Measured | None = None,
) -> Audit:
    """Audit a corpus and write the audit directory; UserError for wrong use or unreadable input.

    ``executor`` is any ``concurrent.futures.Executor`` whose workers see the same files; the
    default is processes of this machine. What was committed stays when this is interrupted, and
    the same call resumes from it. ``measured`` is told the facts before the report is drawn.
    """
    tell = progress or silent
    policy = load_policy(request.policy, Path.cwd())
    inputs = [_whole(path) for path in request.paths]
    with _told_plainly(request.out), remote.workplace(request.out) as folder:
        request = replace(request, copy=folder)
        directory.prepare(folder, inputs, fresh=request.fresh)
        with directory.locked(folder), stated(request, _today().isoformat()) as request:
            with workers_at_hand(request, executor):
                plan, run = _scanned(request, policy, inputs, executor, tell)
            return _conclude(plan, request, policy, run, (tell, measured))


def _whole(path: str) -> str:
    return shown(path) if is_remote(path) else encodable(os.path.abspath(path))


def _scanned(
    request: Request, policy: Policy, inputs: list[str], executor: Executor | None, tell: Progress
) -> tuple[Plan, dict[str, Any]]:
    """Plan and scan; return the plan, and what ``run.json`` says."""
    tell("planning", 0, 0)
    remote.fetch(request.out, request.folder, directory.DIGESTS)
    plan = make_plan(request, read_digests(request.folder), tell, policy)
    require_named_columns(plan)
    if request.fresh:
        directory.remove_audit(request.folder)  # only now: a wrong option must not cost an audit
        remote.remove_audit(request.out)
    run = _describe(request, plan, policy, inputs)
    directory.write_run(request.folder, run)
    write_digests(request.folder, plan.digests)
    remote.publish(request.out, request.folder, [directory.RUN, directory.DIGESTS])
    scan(plan, request, executor, tell)
    _require_unchanged(plan)
    remote.fetch(request.out, request.folder, directory.TABLES)
    return plan, run


def _require_unchanged(plan: Plan) -> None:
    """Raise UserError if a file changed while it was read: its figures would be of neither."""
    pairs = zip(plan.files, rows_of(plan.digests), strict=True)
    changed = [file.name for file, digest in pairs if not is_as_digested(file, digest)]
    if changed:
        raise UserError(
            f"{len(changed)} of {len(plan.files)} files changed while they were read, "
            f"first {changed[0]}: run the same command again when they are at rest"
        )


def _conclude(
    plan: Plan,
    request: Request,
    policy: Policy,
    run: dict[str, Any],
    told: tuple[Progress, Measured | None],
) -> Audit:
    """Measure, judge and report; the new results replace older ones only when all are there."""
    from provaudit.audit.measure import (  # loads kernels; beside the workers if can be
        judge,
        measure,
    )

    tell, measured = told
    tell("measuring", 0, 0)
    out = request.folder
    unfinished = out / (DATABASE + ".tmp")
    unfinished.unlink(missing_ok=True)
    with open_store(unfinished, memory=share_of_duckdb(request.memory, len(plan.files))) as store:
        measure(store, plan, request, policy, run)
        tell("judging", 0, 0)
        findings = judge(store, plan, policy, _today().isoformat())
        tell("reporting", 0, 0)
        facts = report.audit_facts(store, run)
    os.replace(unfinished, out / DATABASE)
    report.write_json(facts, out / "audit.json")
    if measured is not None:
        measured(facts)
    report.write_html(facts, out / "report.html")
    shutil.rmtree(out / "spill", ignore_errors=True)
    directory.write_run(out, {**run, "complete": True})
    remote.publish(request.out, out)
    return Audit(request.out, findings, facts, policy)


def _describe(request: Request, plan: Plan, policy: Policy, inputs: list[str]) -> dict[str, Any]:
    """Return what ``run.json`` says: enough to make the audit again, and to see what changed."""
    manifest = plan.manifest
    return {
        "provaudit": __version__,
        "version": __version__,
        "complete": False,
        "created": _now().isoformat(timespec="seconds"),
        "inputs": inputs,
        "root": plan.root,
        "manifest": {"path": manifest.path, "sha256": manifest.sha256} if manifest else None,
        "policy": {"path": policy.path, "sha256": policy.sha256},
        "settings": {
            **asdict(plan.settings),
            "text": request.text,
            "id": request.id,
            "attributes": dict(plan.attributes),
            "linguistics": request.linguistics,
            "trusted": [asdict(one) for one in plan.trusted],
        },
        "shards": len(plan.shards),
        **({"access": {"path": str(request.access)}} if request.access else {}),
    }


def _now() -> datetime:
    """Return the time, or that of SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)


def _today() -> date:
    return _now().date()


@contextmanager
def _told_plainly(out: Path | str) -> Iterator[None]:
    """Turn what a full disk, a missing right or too little memory raise into one line."""
    try:
        yield
    except QueryError as error:
        if not error.resources:
            raise
        raise UserError(
            f"DuckDB ran out of memory or disk ({error}); what was scanned is kept: "
            "run the same command again with more --memory or more room"
        ) from error
    except OSError as error:
        if error.errno not in _DISK:
            raise
        raise UserError(
            f"{error.filename or out}: {error.strerror}; what was scanned is kept: "
            f"{_DISK[error.errno]} and run the same command again"
        ) from error


_DISK = {
    errno.ENOSPC: "make room",
    errno.EDQUOT: "make room",
    errno.EFBIG: "choose a place for large files with --out",
    errno.EROFS: "choose a place that can be written with --out",
    errno.EACCES: "allow access",
    errno.EPERM: "allow access",
}
