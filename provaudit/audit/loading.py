"""Load beside the scan what is needed after it: this process only waits while others scan."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from provaudit import report
from provaudit.audit.request import Request

# With less memory than this, kernels for measuring (some 80 MB) wait until the workers are gone.
_ROOMY = 1 << 30


@contextmanager
def loading_ahead(request: Request) -> Iterator[None]:
    """Load, in a thread, what measuring and reporting will need; all is there after the block.

    Only for a block in which this process imports nothing: two threads that import what depends
    on each other may find it half made. An error in the block waits for no more than one step.
    """
    stopped = threading.Event()
    thread = threading.Thread(target=_load, args=(_steps(request), stopped))
    thread.start()
    try:
        yield
    except BaseException:
        stopped.set()
        raise
    thread.join()


def _steps(request: Request) -> list[Callable[[], None]]:
    tokenizer = request.linguistics and not request.redact
    return [
        *([_load_measuring] if request.memory >= _ROOMY else []),
        *([_load_tokenizer] if tokenizer else []),
        report.load_drawing,
    ]


def _load_measuring() -> None:
    import provaudit.audit.measure  # noqa: F401 - to have it loaded
    from provaudit.kernels.compilation import load_compiled

    load_compiled()


def _load_tokenizer() -> None:
    from provaudit import estimate

    estimate.load_tokenizer()


def _load(steps: Sequence[Callable[[], None]], stopped: threading.Event) -> None:
    for step in steps:
        if stopped.is_set():
            return
        try:
            step()
        except Exception:
            # It fails again where it is needed, in plain sight.
            return
