"""Compiled templates are kept, where they can be, and belong to the options they were made by."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from provaudit.report import compiled
from provaudit.report.compiled import compiled_templates
from provaudit.report.page import environment


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    environment.cache_clear()
    monkeypatch.setattr(compiled, "_HERE", tmp_path / "package")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    (tmp_path / "package").mkdir()
    yield tmp_path
    environment.cache_clear()


def test_a_second_environment_finds_what_the_first_compiled(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment().get_template("report.html.j2")
    kept = list((here / "package" / "__pycache__").iterdir())
    assert len(kept) == 1
    environment.cache_clear()
    again = environment()
    monkeypatch.setattr(type(again), "compile", None)  # it would fail if it were called
    again.get_template("report.html.j2")


def test_other_options_have_other_files(here: Path) -> None:
    one, other = here / "a.py", here / "b.py"
    one.write_text("trim_blocks=True")
    other.write_text("trim_blocks=False")
    assert len({compiled_templates(one).pattern, compiled_templates(other).pattern}) == 2  # type: ignore[union-attr]


def test_the_users_folder_where_the_package_cannot_be_written(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda place, mode: "package" not in str(place))
    environment().get_template("report.html.j2")
    assert len(list((here / "user" / "provaudit").iterdir())) == 1


def test_none_where_nothing_can_be_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, mode: False)
    assert compiled_templates(Path(__file__)) is None
    assert environment().get_template("report.html.j2")
