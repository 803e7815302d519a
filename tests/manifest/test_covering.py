from pathlib import Path

import pytest
from click.testing import CliRunner

from provaudit.cli.check_command import command

SOUND = (Path(__file__).parent / "cases" / "no_such_day.yaml").read_text("utf-8")
SOUND = SOUND.replace("2025-04-31", "2025-04-30")


def covered(*files: str) -> list[str]:
    result = CliRunner().invoke(command, ["--covered", *files], standalone_mode=False)
    return [line.split(": ", 1)[1] for line in result.stdout.splitlines()]


def test_the_nearest_manifest_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("letters/a.txt", "inner/letters/a.txt", "inner/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "provenance.yaml").write_text(SOUND)
    assert covered("letters/a.txt", "provenance.yaml") == []
    assert len(covered("inner/letters/a.txt", "inner/b.txt")) == 2


def test_a_manifest_that_cannot_be_used_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.yaml").write_text("a: [\n")
    said = covered("x.csv", "y.csv")
    assert len(said) == 1
    assert said[0].startswith("PA001")
