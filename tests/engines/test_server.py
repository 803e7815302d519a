"""Workers are forked from a server that is there while it is needed, and finds what we find."""

import os
import sys
import threading
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path

import pytest

from provaudit.engines import local, server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are spawned elsewhere")


def loaded() -> tuple[int, list[str], list[str]]:
    """Return this worker's parent, the modules that it was forked with, and where it imports."""
    return os.getppid(), sorted(sys.modules), sys.path


def threads(process: int) -> set[str]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return {(task / "comm").read_text().strip() for task in tasks}


def asked() -> tuple[int, list[str], list[str]]:
    with local.local_engine(1, local.new_counts()) as (engine, _):
        return engine.submit(loaded).result()


@pytest.fixture
def pid() -> Iterator[int]:
    with server.running():
        yield server._server._forkserver_pid


def test_workers_are_forked_with_all_that_they_need(pid: int) -> None:
    parent, modules, places = asked()
    assert parent == pid
    assert {"numba", "pyarrow", "provaudit.scan.shard", "provaudit.corpus"} <= set(modules)
    assert not {"pandas", "scipy", "spacy", "duckdb"} & set(modules)
    assert places == sys.path


def test_nothing_runs_in_the_server_beside_its_one_thread(pid: int) -> None:
    asked()  # so that it has loaded everything
    # Arrow's allocator is told of each fork and starts its thread anew.
    assert len(threads(pid) - {"jemalloc_bg_thd"}) == 1


def test_it_ends_with_its_last_user() -> None:
    with server.running():
        with server.running():
            pid = server._server._forkserver_pid
        assert server.method() == "forkserver"
    assert server.method() == "spawn"
    assert not Path(f"/proc/{pid}").exists()


def test_it_is_not_ended_under_a_user_and_without_one_it_is() -> None:
    server.start()
    with server.running():
        server.stop()
        assert server.method() == "forkserver"
    server.start()
    assert server.method() == "forkserver"
    server.stop()
    assert server.method() == "spawn"


def test_a_server_that_died_is_not_asked_for_workers(pid: int) -> None:
    os.kill(pid, 9)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert server.method() == "spawn"
    assert asked()[0] == os.getpid()
    with server.running():
        assert server.method() == "forkserver"


def test_the_fork_server_of_the_program_is_left_alone() -> None:
    forkserver.ensure_running()
    theirs = server._server._forkserver_pid
    try:
        with server.running():
            assert server.method() == "spawn"
        assert server._server._forkserver_pid == theirs
    finally:
        server._server._stop()


def test_the_environment_and_the_programs_own_preload_are_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    before, preload = dict(os.environ), server._server._preload_modules
    with server.running():
        assert dict(os.environ) == before
        assert server._server._preload_modules == preload


def test_modules_of_the_working_folder_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numba.py").write_text("raise SystemExit('hostile')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place])
    with server.running():
        pid = server._server._forkserver_pid
        assert asked()[0] == pid


def test_a_path_that_cannot_be_handed_on_means_spawning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, "/a:b"])
    with server.running():
        assert server.method() == "spawn"


def test_two_programs_threads_share_it(pid: int) -> None:
    found: list[int] = []
    both = [threading.Thread(target=lambda: found.append(asked()[0])) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert found == [pid, pid]
