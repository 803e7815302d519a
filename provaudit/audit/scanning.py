"""Scan what is not scanned yet, and lose nothing when a worker dies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from provaudit import corpus, engines
from provaudit.audit.plan import Plan
from provaudit.audit.request import Progress, Request
from provaudit.engines import local
from provaudit.engines.ray import ray_engine
from provaudit.errors import UserError
from provaudit.kernels.compilation import ABOUT_SECONDS, compile_all, is_compiled
from provaudit.model import Shard
from provaudit.scan import Scanner, lose_shard, scan_shard
from provaudit.scan.partial_tables import committed, keep_only

# Memory that one worker may need at worst, imports included (measured: docs/scale.md).
WORKER_BYTES = 400 << 20
_DIED = "the process that read it died; the file may be damaged, or memory too small"


def scan(plan: Plan, request: Request, executor: Executor | None, tell: Progress) -> None:
    """Scan the shards that are not committed yet, and drop what belongs to no shard."""
    tables = request.tables
    keep_only(tables, {shard.key for shard in plan.shards})
    done = committed(tables)
    todo = [shard for shard in plan.shards if shard.key not in done]
    total = sum(shard.bytes for shard in plan.shards)
    counter = local.new_counter()
    counter.value = total - sum(shard.bytes for shard in todo)
    scanner = Scanner(_reachable(tables), plan.settings, corpus.read, local.count_bytes)

    finished = counter.value  # where workers cannot reach the counter, whole shards are counted

    def tick() -> None:
        tell("scanning", min(max(counter.value, finished), total), total)

    def finish(shard: Shard) -> None:
        nonlocal finished
        finished += shard.bytes

    if todo and executor is None:
        _compile(tell)
    begun, lost = len(todo), 0
    while todo:
        with _engine(executor, request, len(todo), counter) as (engine, in_flight):
            task = partial(scan_shard, scanner)
            dead, todo = engines.run_shards(engine, task, todo, tick, in_flight, finish)
        if dead and executor is not None:
            raise UserError(
                "the executor that was given broke down; what was scanned is kept: "
                "run the same audit again with a working one"
            )
        lost += sum(not _survives_alone(shard, scanner, request, tick) for shard in dead)
    if lost and lost == begun:
        raise UserError(
            "every process that was started to read the data died: "
            "try --workers 1 and more --memory, and look at what the system logged"
        )


def _reachable(tables: Path | str) -> Path | str:
    return tables.resolve() if isinstance(tables, Path) else tables


def _compile(tell: Progress) -> None:
    """Compile the kernels once, here, so that the workers find them ready."""
    if not is_compiled():
        tell(f"compiling the inner loops, once (about {ABOUT_SECONDS} s)", 0, 0)
        compile_all()


def workers_for(request: Request, shards: int) -> int:
    """Return how many processes to use: as asked, else one a processor as memory allows."""
    wished = request.workers or min(os.cpu_count() or 1, request.memory // WORKER_BYTES)
    return max(1, min(wished, shards))


def _survives_alone(
    shard: Shard, scanner: Scanner, request: Request, tick: Callable[[], None]
) -> bool:
    """Scan a shard whose worker died in a process of its own; if that dies too, count it lost."""
    with _engine(None, request, 1, local.new_counter()) as (engine, in_flight):
        dead, _ = engines.run_shards(engine, partial(scan_shard, scanner), [shard], tick, in_flight)
    if dead:
        lose_shard(scanner.tables, shard, _DIED)
    return not dead


@contextmanager
def _engine(
    executor: Executor | None, request: Request, shards: int, counter: local.Counter
) -> Iterator[tuple[Executor, int]]:
    """Give the caller's executor, or the engine asked for, which is gone when the scan ends.

    The number beside it says how many shards to keep in flight.
    """
    if executor is not None:
        yield executor, engines.IN_FLIGHT
    elif request.engine == "ray":
        with ray_engine(request.workers, counter) as engine:
            yield engine
    else:
        with local.local_engine(workers_for(request, shards), counter) as engine:
            yield engine
