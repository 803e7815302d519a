"""Scan what is not scanned yet, and lose nothing when a worker dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager, suppress
from functools import partial

from provaudit import corpus, directory, engines
from provaudit.audit.memory import workers_for
from provaudit.audit.plan import Plan
from provaudit.audit.request import Progress, Request
from provaudit.engines import local
from provaudit.errors import UserError
from provaudit.kernels.compilation import ABOUT_SECONDS, compile_all, is_compiled
from provaudit.model import Shard
from provaudit.scan import Scanner, lose_shard, scan_shard
from provaudit.scan.partial_tables import committed, keep_only

_DIED = "the process that read it died; the file may be damaged, or memory too small"


def scan(plan: Plan, request: Request, executor: Executor | None, tell: Progress) -> None:
    """Scan the shards that are not committed yet, and drop what belongs to no shard."""
    tables = request.out / directory.TABLES
    keep_only(tables, {shard.key for shard in plan.shards})
    done = committed(tables)
    todo = [shard for shard in plan.shards if shard.key not in done]
    total = sum(shard.bytes for shard in plan.shards)
    counts = local.new_counts()
    counts.bytes.value = total - sum(shard.bytes for shard in todo)
    scanner = Scanner(tables.resolve(), plan.settings, corpus.read, local.count)
    known = len(plan.shards) - len(todo)
    if known:
        tell("scanning", 0, 0, note=f"{known} of {len(plan.shards)} shards known from before")

    def tick() -> None:
        tell("scanning", min(counts.bytes.value, total), total, counts.rejects.value)

    if todo and executor is None:
        _compile(tell)
    begun, lost = len(todo), 0
    while todo:
        workers = workers_for(request.workers, request.memory, len(todo), len(plan.files))
        with _engine(executor, workers, counts) as (engine, in_flight):
            task = partial(scan_shard, scanner)
            dead, todo = engines.run_shards(engine, task, todo, tick, in_flight)
        if dead and executor is not None:
            raise UserError(
                "the executor that was given broke down; what was scanned is kept: "
                "run the same audit again with a working one"
            )
        lost += sum(not _survives_alone(shard, scanner, tick) for shard in dead)
    if lost and lost == begun:
        raise UserError(
            "every process that was started to read the data died: "
            "try --workers 1 and more --memory, and look at what the system logged"
        )


def _compile(tell: Progress) -> None:
    """Compile the kernels once, before the workers start, so that they find them ready.

    In a process of its own: a compiler keeps a quarter of a gigabyte until its process ends.
    """
    if not is_compiled():
        tell(f"compiling the inner loops, once (about {ABOUT_SECONDS} s)", 0, 0)
        with _engine(None, 1, local.new_counts()) as (engine, _), suppress(BrokenExecutor):
            engine.submit(compile_all).result()
            engine.shutdown()


def _survives_alone(shard: Shard, scanner: Scanner, tick: Callable[[], None]) -> bool:
    """Scan a shard whose worker died in a process of its own; if that dies too, count it lost."""
    with _engine(None, 1, local.new_counts()) as (engine, in_flight):
        dead, _ = engines.run_shards(engine, partial(scan_shard, scanner), [shard], tick, in_flight)
    if dead:
        lose_shard(scanner.tables, shard, _DIED)
    return not dead


@contextmanager
def _engine(
    executor: Executor | None, workers: int, counts: local.Counts
) -> Iterator[tuple[Executor, int]]:
    """Give the caller's executor, or local processes that are gone when the scan ends.

    The number beside it says how many shards to keep in flight.
    """
    if executor is not None:
        yield executor, engines.IN_FLIGHT
        return
    pool = local.local_executor(workers, counts)
    try:
        yield pool, workers + 1
        pool.shutdown(wait=False)  # idle workers take their time to end; nothing needs it
    except BaseException:
        local.stop(pool)
        raise
