"""Scan what is not scanned yet, and lose nothing when a worker dies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from itertools import chain
from pathlib import Path

from provaudit import corpus, engines
from provaudit.audit.compiling import compile_kernels
from provaudit.audit.loading import loading_ahead
from provaudit.audit.memory import workers_for
from provaudit.audit.plan import Plan
from provaudit.audit.request import Progress, Request
from provaudit.engines import local, server
from provaudit.engines.ray import ray_engine
from provaudit.errors import UserError
from provaudit.model import Shard
from provaudit.scan import Scanner, left_of, lose_shard, scan_shard
from provaudit.scan.partial_tables import committed, keep_only, resume_points

_DIED = "the process that read it died: give more --memory, or look whether the file is damaged"


def workers_at_hand(request: Request, executor: Executor | None) -> AbstractContextManager[None]:
    """Load in a process of its own what workers need, beside whatever is done in the block."""
    if executor is not None or request.engine != "local":
        return nullcontext()
    return server.running()


def scan(plan: Plan, request: Request, executor: Executor | None, tell: Progress) -> None:
    """Scan the shards that are not committed yet, and drop what belongs to no shard."""
    tables = _reachable(request.tables)
    sizes = {shard.key: shard.bytes for shard in plan.shards}
    keep_only(tables, set(sizes))
    done = committed(tables)
    todo = sizes.keys() - done
    waiting = _left((shard for shard in plan.shards if shard.key in todo), done)
    counts = local.new_counts()
    scanner = Scanner(tables, plan.settings, corpus.read, local.count)
    tick, finish = _watch(sizes, todo, counts, tell)
    if todo and executor is None:
        compile_kernels(tell)
    lost = 0
    while (first := next(waiting, None)) is not None:
        with _engine(executor, request, (len(todo), len(plan.files)), counts) as (
            engine,
            in_flight,
        ):
            task = partial(scan_shard, scanner)
            dead = engines.run_shards(
                engine, task, chain([first], waiting), tick, in_flight, finish
            )
        if dead and executor is not None:
            raise UserError(
                "the executor that was given broke down; what was scanned is kept: "
                "run the same audit again with a working one"
            )
        left = _left(dead, committed(tables)) if dead else ()
        lost += sum(not _survives_alone(shard, scanner, request, tick) for shard in left)
    if lost and lost == len(todo):
        raise UserError(
            "every process that was started to read the data died: "
            "try --workers 1 and more --memory, and look at what the system logged"
        )


def _reachable(tables: Path | str) -> Path | str:
    return tables.resolve() if isinstance(tables, Path) else tables


def _left(shards: Iterable[Shard], done: set[str]) -> Iterator[Shard]:
    """Yield shards without the parts of them that are among what was committed."""
    resumes = resume_points(done)
    return (left_of(shard, resumes) for shard in shards)


def _watch(
    sizes: dict[str, int], todo: set[str], counts: local.Counts, tell: Progress
) -> tuple[Callable[[], None], Callable[[Shard], None]]:
    """Return what tells how far the scan is, and what notes a shard that was finished.

    ``sizes`` are the bytes of all shards by their keys, ``todo`` those that are yet to be scanned.
    The latter counts where workers cannot reach ``counts``.
    """
    total = sum(sizes.values())
    finished = counts.bytes.value = total - sum(sizes[key] for key in todo)
    if known := len(sizes) - len(todo):
        tell("scanning", 0, 0, note=f"{known} of {len(sizes)} shards known from before")

    def tick() -> None:
        done = min(max(counts.bytes.value, finished), total)
        tell("scanning", done, total, counts.rejects.value)

    def finish(shard: Shard) -> None:
        nonlocal finished
        finished += shard.bytes

    return tick, finish


def _survives_alone(
    shard: Shard, scanner: Scanner, request: Request, tick: Callable[[], None]
) -> bool:
    """Scan a shard whose worker died in a process of its own; if that dies too, count it lost."""
    with _engine(None, request, (1, 0), local.new_counts()) as (engine, in_flight):
        task = partial(scan_shard, scanner)
        dead = engines.run_shards(engine, task, iter([shard]), tick, in_flight)
    for left in _left(dead, committed(scanner.tables)) if dead else ():
        lose_shard(scanner.tables, left, _DIED)
    return not dead


def _engine(
    executor: Executor | None, request: Request, sizes: tuple[int, int], counts: local.Counts
) -> AbstractContextManager[tuple[Executor, int]]:
    """Give the caller's executor, or the engine asked for, which is gone when the scan ends.

    ``sizes`` are the numbers of shards to scan and of files that are known of. The number beside
    the engine says how many shards to keep in flight.
    """
    if executor is not None:
        return nullcontext((executor, engines.IN_FLIGHT))
    if request.engine == "ray":
        return ray_engine(request.workers)
    return _local_engine(request, sizes, counts)


@contextmanager
def _local_engine(
    request: Request, sizes: tuple[int, int], counts: local.Counts
) -> Iterator[tuple[Executor, int]]:
    """Give processes of this machine; while they scan, this one loads what it will need."""
    workers = workers_for(request.workers, request.memory, *sizes)
    engine_of = local.local_engine(workers, counts, request.memory)
    with engine_of as engine, loading_ahead(request):
        yield engine
