"""The default engine: processes of this machine, which die with their parent."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from multiprocessing.connection import wait
from typing import Any, NamedTuple, Protocol

from provaudit.engines import server
from provaudit.engines.memory_watch import watched


class Counter(Protocol):
    """A number shared between processes."""

    value: int

    def get_lock(self) -> AbstractContextManager[Any]:
        """Return the lock that guards ``value``."""


class Counts(NamedTuple):
    """What all workers have read so far, and what of it was rejected."""

    bytes: Counter
    rejects: Counter


_counts: Counts | None = None


def new_counts() -> Counts:
    """Return counts that can be given to ``local_executor``."""
    context = multiprocessing.get_context("spawn")
    return Counts(context.Value("q", 0), context.Value("q", 0))


def local_executor(workers: int, counts: Counts) -> ProcessPoolExecutor:
    """Return an executor of ``workers`` processes that report to ``counts``.

    They are forked from the server of ``server`` where it runs, else spawned: forking a process
    with Arrow's threads is not safe.
    """
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context(server.method()),
        initializer=_start_worker,
        initargs=(counts,),
    )


@contextmanager
def local_engine(
    workers: int, counts: Counts, memory: int | None = None
) -> Iterator[tuple[Executor, int]]:
    """Give local processes that are gone afterwards, and how many shards to keep in flight.

    One dies if all and this one take more than ``memory`` bytes.
    """
    pool = local_executor(workers, counts)
    try:
        with watched(pool, memory) if memory else nullcontext():
            yield pool, workers + 1
    finally:
        stop(pool)


def count(size: int, rejects: int) -> None:
    """Add to the counts of this worker; does nothing where an engine has none."""
    for counter, number in zip(_counts or (), (size, rejects), strict=False):
        if number:
            with counter.get_lock():
                counter.value += number


def stop(executor: ProcessPoolExecutor) -> None:
    """End all workers and wait until they are gone; what they had not committed is lost.

    Idle ones too: left to end by themselves they would take their time, and their memory with them.
    """
    for process in list((executor._processes or {}).values()):  # public only from Python 3.14
        process.terminate()
    executor.shutdown(cancel_futures=True)


def _start_worker(counts: Counts) -> None:
    global _counts
    _counts = counts
    # Ctrl-C reaches the whole process group: a worker ends without a traceback, the parent reports.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
