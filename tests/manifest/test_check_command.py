"""``provaudit check`` as a person or a pre-commit hook meets it."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provaudit.cli.check_command import command
from provaudit.errors import UserError

CASES = Path(__file__).resolve().parent / "cases"
SOUND = str(CASES / "sound.yaml")
BROKEN = str(CASES / "duplicate_source_id.yaml")


def check(*files: str) -> Result:
    return CliRunner().invoke(command, files, standalone_mode=False)


def test_a_clean_manifest_is_silent_on_standard_output() -> None:
    result = check(SOUND)
    assert result.stdout == ""
    assert result.stderr == "1 manifest checked: 0 errors, 0 warnings\n"
    assert result.return_value == 0


def test_a_finding_is_one_line_with_its_place() -> None:
    result = check(SOUND, BROKEN)
    assert result.stdout == (
        f"{BROKEN}:12:9: PA101 the id 'letters' already belongs to the source on line 8: "
        "give this source another id, or put its files under the other one\n"
    )
    assert result.stderr == "2 manifests checked: 1 error, 0 warnings\n"
    assert result.return_value == 1


def test_a_warning_alone_does_not_fail(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + Path(SOUND).read_bytes())
    result = check(str(path))
    assert ":1:1: PA004 the file begins with a byte order mark: save it" in result.stdout
    assert result.stderr == "1 manifest checked: 0 errors, 1 warning\n"
    assert result.return_value == 0


def test_without_a_file_the_one_in_this_folder_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    error = check().exception
    assert isinstance(error, UserError)
    assert "there is no provenance.yaml in this folder" in str(error)
    (tmp_path / "provenance.yaml").write_bytes(Path(BROKEN).read_bytes())
    assert check().stdout.startswith("provenance.yaml:12:9: PA101 ")


def test_hostile_text_comes_out_on_one_line_without_escapes(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m.yaml"
    path.write_text('"\\e[31m\\nred\\u202e": 1\n', encoding="utf-8")
    lines = check(str(path)).stdout.splitlines()
    assert all(r"a\nb\x1b[31m.yaml:1:1: PA003" in line for line in lines)
    assert any(r"'\x1b[31m\nred\u202e' is not a key" in line for line in lines)


def test_nothing_heavy_is_imported() -> None:
    program = (
        "import sys; from provaudit.manifest import load; from pathlib import Path;"
        "load(Path(sys.argv[1]));"
        "print(sorted({'duckdb', 'pyarrow', 'numpy', 'orjson', 'spacy'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, SOUND], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"


@pytest.mark.parametrize(("arguments", "code"), [([SOUND], 0), ([BROKEN], 1), (["none.yaml"], 2)])
def test_exit_codes_of_the_program(arguments: list[str], code: int) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "provaudit", "check", *arguments], capture_output=True, text=True
    )
    assert (run.returncode, "Traceback" in run.stderr) == (code, False)
