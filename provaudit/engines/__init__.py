"""Run the scan over shards. An engine is a ``concurrent.futures.Executor``, nothing more."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

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
    shards: Sequence[Shard],
    tick: Callable[[], None],
    in_flight: int = IN_FLIGHT,
    finished: Callable[[Shard], None] = lambda shard: None,
) -> tuple[list[Shard], list[Shard]]:
    """Run ``task`` on each shard; return those in flight when workers died, and those never begun.

    Both are empty unless the executor broke. ``tick`` is called about every 0.2 s, ``finished``
    with each shard that was run. A task's own exception is raised here; what other tasks have
    committed stays.
    """
    waiting = deque(shards)
    running: dict[Future[str], Shard] = {}
    dead: list[Shard] = []
    while waiting or running:
        while waiting and not dead and len(running) < in_flight:
            try:
                running[executor.submit(task, waiting[0])] = waiting[0]
            except BrokenExecutor:
                dead.append(waiting[0])
            waiting.popleft()
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
    return sorted(dead, key=lambda shard: shard.key), list(waiting)


def _died(future: Future[str]) -> bool:
    try:
        future.result()
    except BrokenExecutor:
        return True
    return False
