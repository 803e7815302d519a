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
from typing import NamedTuple

_EVERY = 0.1  # seconds between two looks
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Resident(NamedTuple):
    """The bytes of a process that are in memory: its own, and those that others may share."""

    own: int
    shared: int


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


def resident(pid: int) -> Resident:
    """Return what of a process is in memory (proc(5), statm); nothing of one that is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            _, whole, shared = map(int, file.read().split()[:3])
    except OSError:
        return Resident(0, 0)
    return Resident((whole - shared) * _PAGE, shared * _PAGE)


def largest_beyond(
    pids: list[int], most: int, look: Callable[[int], Resident] = resident
) -> int | None:
    """Return the largest worker where all processes take more than ``most`` bytes, else None.

    Of what can be shared, such as libraries and mapped files, the largest part counts once.
    """
    sizes = {pid: look(pid) for pid in pids}
    own = look(os.getpid())
    total = own.own + sum(size.own for size in sizes.values())
    total += max(size.shared for size in (own, *sizes.values()))
    return max(sizes, key=lambda pid: sizes[pid].own) if sizes and total > most else None


def _watch(pool: ProcessPoolExecutor, most: int, ended: threading.Event) -> None:
    while not ended.wait(_EVERY):
        workers = dict(pool._processes or {})  # public only from Python 3.14
        pid = largest_beyond(list(workers), most)
        if pid is not None:
            workers[pid].kill()
            workers[pid].join()
