"""What is loaded beside the scan: only what is needed, all of it, and an error waits for little."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from provaudit import estimate, report
from provaudit.audit import Request, loading


class Steps:
    """Stands for the three things to load; the second takes until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.begun, self.let_go = threading.Event(), threading.Event()
        monkeypatch.setattr(loading, "_load_measuring", lambda: self.done.append("measuring"))
        monkeypatch.setattr(estimate, "load_tokenizer", self.tokenizer)
        monkeypatch.setattr(report, "load_drawing", lambda: self.done.append("drawing"))

    def tokenizer(self) -> None:
        self.begun.set()
        assert self.let_go.wait(30)
        self.done.append("tokenizer")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    return Steps(monkeypatch)


def request(**options: bool) -> Request:
    return Request(paths=("data",), out=Path("audit"), **options)  # type: ignore[arg-type]


def test_all_is_there_after_the_block(steps: Steps) -> None:
    with loading.loading_ahead(request()):
        steps.let_go.set()
    assert steps.done == ["measuring", "tokenizer", "drawing"]


@pytest.mark.parametrize("options", [{"linguistics": False}, {"redact": True}])
def test_no_tokenizer_where_no_text_is_tokenised(steps: Steps, options: dict[str, bool]) -> None:
    with loading.loading_ahead(request(**options)):
        pass
    assert steps.done == ["measuring", "drawing"]


def test_with_little_memory_measuring_is_loaded_when_the_workers_are_gone(steps: Steps) -> None:
    steps.let_go.set()
    with loading.loading_ahead(replace(request(), memory=512 << 20)):
        pass
    assert steps.done == ["tokenizer", "drawing"]


def interrupted(steps: Steps) -> None:
    with loading.loading_ahead(request()):
        assert steps.begun.wait(30)
        raise KeyboardInterrupt


def test_an_error_does_not_wait_and_nothing_more_is_begun(steps: Steps) -> None:
    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt):
        interrupted(steps)
    (thread,) = set(threading.enumerate()) - before
    assert thread.is_alive()  # the step that was begun still runs, and nobody waits for it here
    steps.let_go.set()
    thread.join(30)
    assert steps.done == ["measuring", "tokenizer"]


def test_what_cannot_be_loaded_fails_where_it_is_needed(
    steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("no such library")

    monkeypatch.setattr(estimate, "load_tokenizer", broken)
    with loading.loading_ahead(request()):
        pass
    assert steps.done == ["measuring"]
