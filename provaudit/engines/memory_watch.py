"""The last resort for ``--memory``: a worker that takes more than was planned is ended.

Its shards are then scanned again, each alone, and one that takes too much even so is a counted
reject; without this the system would end whatever process it likes. Where there is no ``/proc``
nothing is watched.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

_EVERY = 0.1  # seconds between two looks
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@contextmanager
def watched(pool: ProcessPoolExecutor, most: int) -> Iterator[None]:
    """End the largest worker of ``pool`` whenever this process and its workers exceed ``most``."""
    ended = threading.Event()
    thread = threading.Thread(target=_watch, args=(pool, most, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def taken(pid: int) -> int:
    """Return the bytes of memory that a process has for itself; none if it is gone.

    What is mapped from files, such as libraries, is left out (proc(5), statm): others may use it
    too, and the system takes it back when memory is short.
    """
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            _, resident, shared = map(int, file.read().split()[:3])
    except OSError:
        return 0
    return (resident - shared) * _PAGE


def largest_beyond(pids: list[int], most: int, look: Callable[[int], int] = taken) -> int | None:
    """Return the largest worker where this process and all of them take more than ``most``."""
    sizes = {pid: look(pid) for pid in pids}
    total = look(os.getpid()) + sum(sizes.values())
    return max(sizes, key=sizes.__getitem__) if sizes and total > most else None


def _watch(pool: ProcessPoolExecutor, most: int, ended: threading.Event) -> None:
    while not ended.wait(_EVERY):
        workers = dict(pool._processes or {})  # public only from Python 3.14
        pid = largest_beyond(list(workers), most)
        if pid is not None:
            workers[pid].kill()
            workers[pid].join()
