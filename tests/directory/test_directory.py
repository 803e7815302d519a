from pathlib import Path

import pytest

from provaudit import directory
from provaudit.errors import UserError


def test_a_new_folder_is_made_and_removed_again_if_nothing_came_of_it(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    directory.prepare(out, ["/data"], fresh=False)
    with directory.locked(out):
        assert out.is_dir()
    assert not out.exists()
    with directory.locked(out):
        directory.write_run(out, {"inputs": ["/data"]})
    assert directory.read_run(out) == {"inputs": ["/data"]}


@pytest.mark.parametrize("fresh", [True, False])
def test_a_folder_with_other_things_is_refused(tmp_path: Path, fresh: bool) -> None:
    (tmp_path / "report.html").write_text("x")  # not ours, though it has the name
    with pytest.raises(UserError, match="not empty and no audit"):
        directory.prepare(tmp_path, ["/data"], fresh=fresh)


def test_an_audit_of_other_inputs_is_refused_and_named(tmp_path: Path) -> None:
    directory.write_run(tmp_path, {"inputs": ["/other"]})
    with pytest.raises(UserError, match="an audit of /other"):
        directory.prepare(tmp_path, ["/data"], fresh=False)


def test_an_audit_of_the_same_inputs_is_resumed(tmp_path: Path) -> None:
    directory.write_run(tmp_path, {"inputs": ["/data"]})
    directory.prepare(tmp_path, ["/data"], fresh=False)
    assert directory.read_run(tmp_path) == {"inputs": ["/data"]}


def test_only_what_is_ours_is_removed(tmp_path: Path) -> None:
    directory.write_run(tmp_path, {"inputs": ["/other"]})
    (tmp_path / "thesis.tex").write_text("x")
    (tmp_path / "tables" / "records").mkdir(parents=True)
    (tmp_path / "tables" / "records" / "k.parquet").write_text("x")
    directory.prepare(tmp_path, ["/data"], fresh=True)
    directory.remove_audit(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]


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
