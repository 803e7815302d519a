"""The default engine: processes of this machine, which die with their parent."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.connection import wait
from typing import Any, Protocol


class Counter(Protocol):
    """A number shared between processes: how many bytes all workers have read."""

    value: int

    def get_lock(self) -> AbstractContextManager[Any]:
        """Return the lock that guards ``value``."""


_counter: Counter | None = None


def new_counter() -> Counter:
    """Return a counter that can be given to ``local_executor``."""
    counter: Counter = multiprocessing.get_context("spawn").Value("q", 0)
    return counter


def local_executor(workers: int, counter: Counter) -> ProcessPoolExecutor:
    """Return an executor of ``workers`` fresh processes that report their bytes to ``counter``.

    Processes are spawned, since forking a process with Arrow's threads is not safe.
    """
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(counter,),
    )


@contextmanager
def local_engine(workers: int, counter: Counter) -> Iterator[tuple[Executor, int]]:
    """Give local processes that are gone afterwards, and how many shards to keep in flight."""
    pool = local_executor(workers, counter)
    try:
        yield pool, workers + 1
        pool.shutdown()
    except BaseException:
        stop(pool)
        raise


def count_bytes(number: int) -> None:
    """Add to the counter of this worker; does nothing where an engine has none."""
    if _counter is not None:
        with _counter.get_lock():
            _counter.value += number


def stop(executor: ProcessPoolExecutor) -> None:
    """End all workers at once; what they had not committed is scanned again by the next run."""
    for process in list((executor._processes or {}).values()):  # public only from Python 3.14
        process.terminate()
    executor.shutdown(wait=False, cancel_futures=True)


def _start_worker(counter: Counter) -> None:
    global _counter
    _counter = counter
    # Ctrl-C reaches the whole process group: a worker ends without a traceback, the parent reports.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
