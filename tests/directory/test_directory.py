from pathlib import Path

import pytest

from provaudit import directory
from provaudit.errors import UserError


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    directory.prepare(tmp_path / "a" / "b", ["/data"], fresh=False)
    assert (tmp_path / "a" / "b" / "tables").is_dir()


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(UserError, match="not empty and no audit"):
        directory.prepare(tmp_path, ["/data"], fresh=False)


def test_an_audit_of_other_inputs_is_refused_and_named(tmp_path: Path) -> None:
    directory.write_run(tmp_path, {"inputs": ["/other"]})
    with pytest.raises(UserError, match="an audit of /other"):
        directory.prepare(tmp_path, ["/data"], fresh=False)


def test_an_audit_of_the_same_inputs_is_resumed(tmp_path: Path) -> None:
    directory.write_run(tmp_path, {"inputs": ["/data"]})
    directory.prepare(tmp_path, ["/data"], fresh=False)
    assert directory.read_run(tmp_path) == {"inputs": ["/data"]}


def test_fresh_removes_only_what_is_ours(tmp_path: Path) -> None:
    directory.write_run(tmp_path, {"inputs": ["/other"]})
    (tmp_path / "thesis.tex").write_text("x")
    (tmp_path / "tables" / "records").mkdir(parents=True)
    (tmp_path / "tables" / "records" / "k.parquet").write_text("x")
    directory.prepare(tmp_path, ["/data"], fresh=True)
    assert (tmp_path / "thesis.tex").read_text() == "x"
    assert directory.read_run(tmp_path) is None
    assert not (tmp_path / "tables" / "records").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(UserError, match="is a file"):
        directory.prepare(tmp_path / "out", ["/data"], fresh=True)


@pytest.mark.parametrize("text", ["", "[]", "{", "\xff"])
def test_a_damaged_run_json_is_no_audit(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, "latin-1")
    with pytest.raises(UserError, match="no audit"):
        directory.require_audit(tmp_path)


def test_an_unfinished_audit_is_named_so(tmp_path: Path) -> None:
    directory.write_run(tmp_path, {"complete": False})
    with pytest.raises(UserError, match="not finished"):
        directory.require_audit(tmp_path)


def test_two_audits_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with (
        directory.locked(tmp_path),
        pytest.raises(UserError, match="another audit"),
        directory.locked(tmp_path),
    ):
        pass
