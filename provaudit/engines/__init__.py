"""Run the scan over shards. An engine is a ``concurrent.futures.Executor``, nothing more."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import islice

from provaudit.engines.local import local_executor
from provaudit.model import Shard

__all__ = ["IN_FLIGHT", "local_executor", "run_shards"]

# Shards handed to an executor at a time where its size is unknown: a million shards must not
# become a million futures.
IN_FLIGHT = 256
_TICK = 0.2  # seconds between two looks at the progress

Task = Callable[[Shard], str]


def run_shards(
    executor: Executor,
    task: Task,
    shards: Iterator[Shard],
    tick: Callable[[], None],
    in_flight: int = IN_FLIGHT,
    finished: Callable[[Shard], None] = lambda shard: None,
) -> list[Shard]:
    """Run ``task`` on each shard; return those that were in flight when workers died.

    None unless the executor broke; the shards that were never begun are then left in ``shards``.
    ``tick`` is called about every 0.2 s, ``finished`` with each shard that was run. A task's own
    exception is raised here; what other tasks have committed stays.
    """
    running: dict[Future[str], Shard] = {}
    dead: list[Shard] = []
    while True:
        for shard in islice(shards, 0 if dead else in_flight - len(running)):
            try:
                running[executor.submit(task, shard)] = shard
            except BrokenExecutor:
                dead.append(shard)
                break
        if not running:
            break
        done, _ = wait(running, timeout=_TICK, return_when=FIRST_COMPLETED)
        ended = [(future, running.pop(future)) for future in done]
        for future, shard in ended:
            if _died(future):
                dead.append(shard)
            else:
                finished(shard)
        tick()
    return sorted(dead, key=lambda shard: shard.key)


def _died(future: Future[str]) -> bool:
    try:
        future.result()
    except BrokenExecutor:
        return True
    return False
