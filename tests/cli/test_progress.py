"""Progress goes to standard error, only on a terminal, and tells rate and time left."""

import io
import time

import pytest

from provaudit.cli.progress import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_one_bar_a_stage_with_bytes_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    bar = Bar(quiet=False)
    bar("planning", 0, 0)
    for done in range(0, 6):
        bar("scanning", done * 10_000_000, 100_000_000)
        time.sleep(0.15)  # tqdm draws at most ten times a second
    bar.close()
    shown = terminal.getvalue()
    assert "planning" in shown
    last = shown.split("\r")[-3:]
    assert any(
        "50%" in line and "MB/s" in line and "?" not in line for line in shown.split("\r")
    ), last


def test_quiet_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    bar = Bar(quiet=True)
    bar("planning", 0, 0)
    bar("scanning", 5, 10)
    bar.close()
    assert terminal.getvalue() == ""


def test_nothing_is_shown_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr("sys.stderr", screen)
    bar = Bar(quiet=False)
    bar("scanning", 5, 10)
    bar.close()
    assert screen.getvalue() == ""
