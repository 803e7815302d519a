"""The road: plan, scan, measure, judge, report. The one place where all houses meet."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from provaudit import __version__, corpus, directory, engines, report
from provaudit.audit.measure import judge, measure
from provaudit.audit.plan import Plan, make_plan
from provaudit.audit.request import Request
from provaudit.engines import local
from provaudit.errors import UserError
from provaudit.model import Finding
from provaudit.policy import Policy, load_policy
from provaudit.scan import Scanner, lose_shard, scan_shard
from provaudit.scan.partial_tables import committed, keep_only
from provaudit.store import DATABASE, open_store

__all__ = ["Audit", "Progress", "Request", "audit"]

# Told the stage, the bytes done and the bytes to do.
Progress = Callable[[str, int, int], None]
_DIED = "the process that read it died; the file may be damaged, or memory too small"


@dataclass(frozen=True, slots=True)
class Audit:
    """A finished audit: where it lies, what it found, and the facts of ``audit.json``."""

    out: Path
    findings: tuple[Finding, ...]
    facts: dict[str, Any]
    policy: Policy


def audit(
    request: Request, *, executor: Executor | None = None, progress: Progress | None = None
) -> Audit:
    """Audit a corpus and write the audit directory; UserError for wrong use or unreadable input.

    ``executor`` is any ``concurrent.futures.Executor`` whose workers see the same files; the
    default is processes of this machine. What was committed stays when this is interrupted, and
    the same call resumes from it.
    """
    tell = progress or _silent
    policy = load_policy(request.policy, Path.cwd())
    inputs = [os.path.abspath(path) for path in request.paths]
    directory.prepare(request.out, inputs, fresh=request.fresh)
    with directory.locked(request.out), _disk_errors(request.out):
        tell("planning", 0, 0)
        before = directory.read_run(request.out) or {}
        plan = make_plan(request, before.get("digests", {}))
        run = _describe(request, plan, policy, inputs)
        directory.write_run(request.out, run)
        _scan(plan, request, executor, tell)
        return _conclude(plan, request, policy, run, tell)


def _scan(plan: Plan, request: Request, executor: Executor | None, tell: Progress) -> None:
    """Scan the shards that are not committed yet, and drop what belongs to no shard."""
    tables = request.out / directory.TABLES
    keep_only(tables, {shard.key for shard in plan.shards})
    done = committed(tables)
    todo = [shard for shard in plan.shards if shard.key not in done]
    if not todo:
        return
    total = sum(shard.bytes for shard in plan.shards)
    resumed = total - sum(shard.bytes for shard in todo)
    counter = local.new_counter()
    scanner = Scanner(tables.resolve(), plan.settings, corpus.read, local.count_bytes)
    with _engine(executor, request, len(todo), counter) as engine:
        task = partial(scan_shard, scanner)

        def tick() -> None:
            tell("scanning", min(resumed + counter.value, total), total)

        dead = list(engines.run_shards(engine, task, todo, tick))
    if dead:
        _retry_alone(dead, scanner, executor)


def _retry_alone(dead: list[Any], scanner: Scanner, executor: Executor | None) -> None:
    """Scan each shard whose worker died in a process of its own; commit as lost what dies again."""
    for shard in dead:
        with _engine(executor, None, 1, local.new_counter()) as engine:
            again = list(
                engines.run_shards(engine, partial(scan_shard, scanner), [shard], _nothing)
            )
        if again:
            lose_shard(scanner.tables, shard, _DIED)


@contextmanager
def _engine(
    executor: Executor | None, request: Request | None, shards: int, counter: local.Counter
) -> Iterator[Executor]:
    """Give the caller's executor, or local processes that are gone when the scan ends."""
    if executor is not None:
        yield executor
        return
    wished = (request.workers if request else 1) or os.cpu_count() or 1
    pool = local.local_executor(max(1, min(wished, shards)), counter)
    try:
        yield pool
        pool.shutdown()
    except BaseException:
        local.stop(pool)
        raise


def _conclude(
    plan: Plan, request: Request, policy: Policy, run: dict[str, Any], tell: Progress
) -> Audit:
    """Measure, judge and report; the new results replace older ones only when all are there."""
    tell("measuring", 0, 0)
    (request.out / DATABASE).unlink(missing_ok=True)
    with open_store(request.out, memory=request.memory // 2) as store:
        measure(store, plan, request, policy, run)
        tell("judging", 0, 0)
        findings = judge(store, plan, policy, _today().isoformat())
        tell("reporting", 0, 0)
        facts = report.audit_facts(store, run)
    report.write_json(facts, request.out / "audit.json")
    report.write_html(facts, request.out / "report.html")
    shutil.rmtree(request.out / "spill", ignore_errors=True)
    directory.write_run(request.out, {**run, "complete": True})
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
        "digests": plan.digests,
        "manifest": {"path": manifest.path, "sha256": manifest.sha256} if manifest else None,
        "policy": {"path": policy.path, "sha256": policy.sha256},
        "settings": {
            **asdict(plan.settings),
            "text": request.text,
            "id": request.id,
            "attributes": dict(plan.attributes),
            "linguistics": request.linguistics,
        },
        "shards": len(plan.shards),
    }


def _now() -> datetime:
    """Return the time, or that of SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)


def _today() -> date:
    return _now().date()


@contextmanager
def _disk_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES):
            raise UserError(
                f"{out}: {error.strerror}; what was scanned so far is kept: "
                "make room and run the same command again"
            ) from error
        raise


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _nothing() -> None:
    """Do nothing at a tick."""
