"""Ray: a thin ``concurrent.futures.Executor`` over Ray tasks, on this machine or on a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any

from provaudit.errors import UserError

ADDRESS = "RAY_ADDRESS"
# Partial tables go to files, never through Ray's object store: the least that Ray accepts will do.
_OBJECT_STORE = 80 << 20
# Nothing is sent anywhere unasked, and Ray's advice on graphics cards is of no use here.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


class RayExecutor(Executor):
    """Runs each call as one Ray task, on the Ray that ``ray.init`` has connected to.

    A task whose worker or node died raises BrokenExecutor and is not run again by Ray: who
    submitted it decides. The task's own errors come out as they were raised.
    """

    def __init__(self) -> None:
        import ray

        self._call = ray.remote(num_cpus=1, max_retries=0)(_call)
        self._running: dict[Future[Any], Any] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Start ``fn`` as a task; it and its arguments must be picklable."""
        task = self._call.remote(fn, args, kwargs)
        outcome: Future[Any] = Future()
        outcome.set_running_or_notify_cancel()
        self._running[outcome] = task
        task.future().add_done_callback(lambda ended: self._end(ended, outcome))
        return outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for all tasks, or end those that run where ``cancel_futures`` is set."""
        import ray

        running = dict(self._running)
        if cancel_futures:
            for task in running.values():
                ray.cancel(task, force=True)
        elif wait:
            for outcome in running:
                outcome.exception()

    def _end(self, ended: Future[Any], outcome: Future[Any]) -> None:
        self._running.pop(outcome, None)
        error = ended.exception()
        if error is None:
            outcome.set_result(ended.result())
        else:
            outcome.set_exception(_plainly(error))


@contextmanager
def ray_engine(workers: int | None) -> Iterator[tuple[Executor, int]]:
    """Give an executor over Ray, and how many shards to keep in flight.

    Uses the Ray that the program has connected to, else the cluster that RAY_ADDRESS names, else
    starts Ray on this machine with ``workers`` processors and ends it again. Raises UserError
    where Ray is not installed or its cluster does not answer.
    """
    ray = _ray()
    ours = not ray.is_initialized()
    if ours:
        _connect(ray, workers)
    executor = RayExecutor()
    try:
        yield executor, workers or 2 * max(1, int(ray.cluster_resources().get("CPU", 1)))
    finally:
        executor.shutdown(cancel_futures=True)
        if ours:
            ray.shutdown()


def _call(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:  # noqa: ANN401
    return fn(*args, **kwargs)


def _ray() -> Any:  # noqa: ANN401 - a module that need not be there
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise UserError(
            "--engine ray needs Ray: install it with  pip install 'provaudit[ray]'"
        ) from error
    return ray


def _connect(ray: Any, workers: int | None) -> None:  # noqa: ANN401 - see above
    quietly = {"log_to_driver": False, "logging_level": "ERROR"}
    address = os.environ.get(ADDRESS)
    try:
        if address:
            ray.init(address=address, **quietly)
        else:
            ray.init(
                address="local",
                num_cpus=workers,
                include_dashboard=False,
                object_store_memory=_OBJECT_STORE,
                **quietly,
            )
    except (ConnectionError, RuntimeError, TimeoutError, ValueError) as error:
        where = f"the Ray cluster at {ADDRESS}={address}" if address else "Ray on this machine"
        raise UserError(
            f"{where} cannot be reached ({' '.join(str(error).split())[:200]}): check it with "
            f"`ray status`, or unset {ADDRESS} to run Ray on this machine"
        ) from error


def _plainly(error: BaseException) -> BaseException:
    """Return what a task raised, or BrokenExecutor where it was its worker that failed."""
    from ray.exceptions import RaySystemError, RayTaskError

    cause = error.cause if isinstance(error, RayTaskError) else error
    if isinstance(cause, RaySystemError):
        why = " ".join(str(cause).split())[:300]
        return UserError(
            f"a Ray worker cannot run provaudit ({why}): install the same version of it, with "
            "what it is given, on every machine of the cluster"
        )
    if not isinstance(error, RayTaskError):
        return BrokenExecutor(str(error))
    return cause if isinstance(cause, BaseException) else error
