"""A process that has loaded what workers need, from which they are forked: they start at once.

Forking this program itself would not be safe: DuckDB and Arrow run threads in it. The server has
no thread that holds anything. Linux only; elsewhere workers are spawned and load for themselves.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

# By name: it knows the houses that this one must not know.
_LOADS = "provaudit.warm"
_KNOWN = sys.platform == "linux"
# Nobody multiplies matrices here, and BLAS would start a thread a processor for it.
_ENVIRONMENT = {"PYTHONSAFEPATH": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
# There is one such server in a process, and Python's own calls cannot stop it before the end.
_server: Any = forkserver._forkserver
_lock = threading.Lock()


class _Ours:
    """The server that was started here, and how many use it."""

    pid: int | None = None
    users = 0


def start() -> None:
    """Start the server and return at once.

    Does nothing where it runs already, or where the program has a fork server of its own.
    """
    with _lock:
        _start()


@contextmanager
def running() -> Iterator[None]:
    """Have the server run in the block; with the last such block it ends, and frees its memory."""
    with _lock:
        _start()
        _Ours.users += 1
    try:
        yield
    finally:
        with _lock:
            _Ours.users -= 1
            if not _Ours.users:
                _stop()


def stop() -> None:
    """End the server if nobody uses it."""
    with _lock:
        if not _Ours.users:
            _stop()


def renew() -> None:
    """Start the server anew where it runs, since what it loads has changed."""
    with _lock:
        if _is_alive():
            _stop()
            _start()


def method() -> str:
    """Return the start method for workers: from the server where it runs, else fresh processes."""
    return "forkserver" if _is_alive() else "spawn"


def _start() -> None:
    if not _KNOWN or _is_alive() or any(os.pathsep in place for place in sys.path):
        return
    _stop()
    if _server._forkserver_pid is not None:
        return
    before = _server._preload_modules
    forkserver.set_forkserver_preload([_LOADS])
    try:
        with _importing_as_here():
            forkserver.ensure_running()
    finally:
        forkserver.set_forkserver_preload(before)
    _Ours.pid = _server._forkserver_pid


def _stop() -> None:
    if _Ours.pid is not None and _Ours.pid == _server._forkserver_pid:
        with suppress(ProcessLookupError, ChildProcessError):
            # It may be importing still, and is not waited for.
            os.kill(_Ours.pid, signal.SIGTERM)
            _server._stop()
    _Ours.pid = None


def _is_alive() -> bool:
    if _Ours.pid is None or _Ours.pid != _server._forkserver_pid:
        return False
    look = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, _Ours.pid, look) is None


@contextmanager
def _importing_as_here() -> Iterator[None]:
    """Let a process that is started in the block find the modules that this one finds.

    In particular not those that lie in the folder in which it happens to be started.
    """
    places = [place or str(Path.cwd()) for place in sys.path]
    before = {name: os.environ.get(name) for name in ("PYTHONPATH", *_ENVIRONMENT)}
    os.environ.update(_ENVIRONMENT, PYTHONPATH=os.pathsep.join(places))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
