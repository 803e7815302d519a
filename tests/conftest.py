"""What all tests share: the real data beside the checkout, an engine and a command line inside."""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from provaudit.cli import main

# Machines are noisy: no test depends on time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


# Their tests share an audit, a server, a cluster or a browser, which each worker makes for itself.
SHARING = (
    "tests/audit/test_engine_laws.py",
    "tests/audit/test_hostile.py",
    "tests/audit/test_laws.py",
    "tests/audit/test_ray_engine.py",
    "tests/audit/test_real_data.py",
    "tests/cli/test_cli.py",
    "tests/golden/",
    "tests/precommit/",
    "tests/report/test_report_browser.py",
    "tests/review/",
    "tests/storage/test_s3.py",
    "tests/wheel/",
)


class Together(LoadScopeScheduling):
    """Tests that share something costly run on one worker, and first; others wherever is room."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in SHARING if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:  # noqa: ANN401
    return Together(config, log) if config.getvalue("dist") == "load" else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden audit anew")
    parser.addoption("--wheel", action="store_true", help="build and try the wheel (slow)")


class Inline(Executor):
    """An engine that runs each task at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture(scope="session")
def inline() -> Executor:
    return Inline()


@pytest.fixture(scope="session")
def provaudit() -> Callable[..., CompletedProcess[str]]:
    """Run a command line in this process: without the seconds that a new one takes to start."""

    def run(*arguments: str | Path, cwd: Path) -> CompletedProcess[str]:
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patch, chdir(cwd):
            patch.setattr(sys, "argv", ["provaudit", *map(str, arguments)])
            with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
                main()
        return CompletedProcess(
            sys.argv, int(ended.value.code or 0), out.getvalue(), err.getvalue()
        )

    return run


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data; skip where it is absent."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the real data is not beside this checkout")
    return folder
