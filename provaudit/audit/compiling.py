"""Have the kernels compiled once, before the workers start, in a process of its own.

A compiler keeps a quarter of a gigabyte until its process ends: this process never compiles. It
reads compiled kernels, for what is measured, and does so beside the workers.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from contextlib import suppress

from provaudit.audit.request import Progress
from provaudit.engines import local, server

ABOUT_SECONDS = 60


def compile_kernels(tell: Progress) -> None:
    """Compile the kernels where that was not done yet, so that the workers find them ready."""
    if _apart(_are_compiled):
        return
    tell(f"compiling the inner loops, once (about {ABOUT_SECONDS} s)", 0, 0)
    _apart(_compile)
    server.renew()


def _apart(work: Callable[[], object]) -> object:
    """Return what ``work`` gives in a process of its own; None if that process dies."""
    with local.local_engine(1, local.new_counts()) as (engine, _), suppress(BrokenExecutor):
        return engine.submit(work).result()
    return None


def _are_compiled() -> bool:
    from provaudit.kernels.compilation import is_compiled

    return is_compiled()


def _compile() -> None:
    from provaudit.kernels.compilation import compile_all

    compile_all()
