"""Run the scan over shards. An engine is a ``concurrent.futures.Executor``, nothing more."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool

from provaudit.engines.local import local_executor
from provaudit.model import Shard

__all__ = ["local_executor", "run_shards"]

# Shards handed to the executor at a time, so that a million shards do not become a million futures.
_IN_FLIGHT = 256
_TICK = 0.2  # seconds between two looks at the progress

Task = Callable[[Shard], str]


def run_shards(
    executor: Executor, task: Task, shards: list[Shard], tick: Callable[[], None]
) -> Iterator[Shard]:
    """Run ``task`` on each shard and yield those whose worker died, in order of the shards.

    ``tick`` is called about every 0.2 s. A task's own exception is raised here; what other
    tasks have committed stays.
    """
    waiting = iter(shards)
    running: dict[Future[str], Shard] = {}
    dead: list[Shard] = []
    while True:
        dead += _fill(executor, task, waiting, running)
        if not running:
            break
        done, _ = wait(running, timeout=_TICK, return_when=FIRST_COMPLETED)
        dead += [shard for future in done if _died(future, shard := running.pop(future))]
        tick()
    order = {shard.key: place for place, shard in enumerate(shards)}
    yield from sorted(dead, key=lambda shard: order[shard.key])


def _fill(
    executor: Executor, task: Task, waiting: Iterator[Shard], running: dict[Future[str], Shard]
) -> list[Shard]:
    """Submit shards until enough are in flight; return those that a broken pool refused."""
    while len(running) < _IN_FLIGHT and (shard := next(waiting, None)):
        try:
            running[executor.submit(task, shard)] = shard
        except BrokenProcessPool:
            return [shard, *waiting]
    return []


def _died(future: Future[str], shard: Shard) -> bool:
    try:
        future.result()
    except BrokenProcessPool:
        return True
    return False
