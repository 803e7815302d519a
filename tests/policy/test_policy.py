"""The policy: where it is found, what it overrides, and how it says what is wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from provaudit.errors import UserError
from provaudit.model import Waiver
from provaudit.policy import DEFAULT, load_policy
from provaudit.resources import resource_dir


def written(folder: Path, text: str, name: str = "provaudit.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    path = written(folder, text)
    with pytest.raises(UserError) as caught:
        load_policy(path, folder)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    # test_places.py is about lines and columns.
    return re.sub(r"^(:\d+:\d+)?: ", "", message.removeprefix(str(path)))


def test_default(tmp_path: Path) -> None:
    policy = load_policy(None, tmp_path)
    assert (policy.path, policy.fail_on, policy.waivers) == (DEFAULT, "error", ())
    assert policy.levels["PA601"] == "error"
    assert policy.thresholds["PA603"] == {"min_ratio": 0.8, "min_share": 0.01}
    assert policy.thresholds["PA304"] == {}
    assert policy.parameters() == {"max_group_values": 200}
    assert policy.diversity["words"] == 50


def test_single_values_are_overridden(tmp_path: Path) -> None:
    text = 'fail_on = "warning"\n[PA601]\nmax_share = 0.3\n[diversity]\nwords = 20\n'
    policy = load_policy(written(tmp_path, text), tmp_path)
    default = load_policy(None, tmp_path / "..")
    assert policy.fail_on == "warning"
    assert policy.levels == default.levels
    assert policy.thresholds == {**default.thresholds, "PA601": {"max_share": 0.3}}
    assert policy.diversity == {**default.diversity, "words": 20}


def test_waivers(tmp_path: Path) -> None:
    text = (
        '[[waivers]]\nrule = "PA601"\nreason = "by design"\nexpires = 2027-01-31\n'
        '[[waivers]]\nrule = "PA602"\nreason = "old"\nexpires = "2027-02-01"\n'
        'source = "web"\napproved_by = "Kim"\n'
    )
    assert load_policy(written(tmp_path, text), tmp_path).waivers == (
        Waiver("PA601", "by design", "2027-01-31"),
        Waiver("PA602", "old", "2027-02-01", "web", "Kim"),
    )


def test_the_nearest_upwards_is_taken(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    written(tmp_path, '[tool.provaudit]\nfail_on = "never"\n', "pyproject.toml")
    # One without a table of ours is passed over.
    written(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert load_policy(None, below).fail_on == "never"
    assert load_policy(None, below).path == str(tmp_path / "pyproject.toml")
    written(tmp_path, 'fail_on = "warning"\n')
    assert load_policy(None, below).fail_on == "warning"
    own = written(tmp_path / "mine", 'fail_on = "error"\n', "other.toml")
    assert load_policy(own, below).path == str(own)


def test_the_digest_is_of_the_values_in_force(tmp_path: Path) -> None:
    default = load_policy(None, tmp_path).sha256
    assert len(default) == 64
    same = load_policy(written(tmp_path, "# said again\n[PA601]\nmax_share = 0.5\n"), tmp_path)
    other = load_policy(written(tmp_path, "[PA601]\nmax_share = 0.4\n"), tmp_path)
    assert same.sha256 == default
    assert other.sha256 != default


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[PA601]\nmax_shar = 0.5", 'unknown key "PA601.max_shar": did you mean "max_share"?'),
        ("[PA999]\n", 'unknown key "PA999": did you mean'),
        ("[waiver]\n", 'unknown key "waiver": did you mean "waivers"?'),
        ("[zzzzzz]\n", 'unknown key "zzzzzz": known here: baseline, diversity'),
        ('"\\u001b[31m" = 1', 'unknown key "\\x1b[31m": known here'),
        ('[PA601]\nlevel = "eror"', "\"PA601.level\": 'eror' is not one of"),
        ('fail_on = "note"', "\"fail_on\": 'note' is not one of"),
        ("[PA601]\nmax_share = 50", '"PA601.max_share": 50 is greater than the maximum of 1'),
        ("[PA601]\nmax_share = nan", '"PA601.max_share" is nan: give a finite number'),
        ("[PA606]\nmin_measures = inf", '"PA606.min_measures" is inf: give a finite number'),
        ("[PA601]\nmax_share = true", "\"PA601.max_share\": True is not of type 'number'"),
        ("[PA601]\nmax_share = 1979-05-27", '"PA601.max_share": datetime.date(1979'),
        ("PA601 = 0.5", "\"PA601\": 0.5 is not of type 'object'"),
        (
            "[diversity]\nrecords = 5",
            '"diversity.records": 5 is less than the minimum of 20',
        ),
        ("[diversity]\nmin_records = 50", 'unknown key "diversity.min_records": did you mean'),
        ('waivers = "PA601"', "\"waivers\": 'PA601' is not of type 'array'"),
        ("waivers = [1]", '"waivers[0]": 1 is not of type'),
        (
            '[[waivers]]\nrule = "PA601"\nexpires = 2027-01-31',
            "\"waivers[0]\": 'reason' is a required property",
        ),
        (
            '[[waivers]]\nrule = "PA601"\nreason = "r"\nexpires = "2027-02-31"',
            'waivers: "2027-02-31" is no date: write it as 2027-01-31',
        ),
        ("fail_on = \n", "not valid TOML: "),
        ("a = " + "[" * 5000, "not valid TOML: "),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    assert refused(tmp_path, text).startswith(message)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no\.toml: cannot read the policy: No such file"):
        load_policy(tmp_path / "no.toml", tmp_path)
    with pytest.raises(UserError, match="cannot read the policy: Is a directory"):
        load_policy(tmp_path, tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'fail_on = "\xe9rror"')
    with pytest.raises(UserError, match=r"not valid TOML: .*utf-8"):
        load_policy(tmp_path / "latin.toml", tmp_path)


@pytest.mark.parametrize("text", ["tool = 1\n", "[tool]\nprovaudit = 1\n"])
def test_a_project_file_of_another_shape(tmp_path: Path, text: str) -> None:
    written(tmp_path, text, "pyproject.toml")
    with pytest.raises(UserError, match=r"is not a table: write \[tool.provaudit\]"):
        load_policy(None, tmp_path)


def test_the_default_policy_is_valid_and_the_schema_knows_its_keys_and_no_others() -> None:
    schema = json.loads((resource_dir("schemas") / "policy.schema.json").read_text("utf-8"))
    text = (files("provaudit") / "policies" / "default.toml").read_text("utf-8")
    default = tomllib.loads(text)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(default)
    properties = schema["properties"]
    assert set(properties) == set(default) | {
        "extends",
        "baseline",
        "limits",
        "required",
        "waivers",
    }
    for key, value in default.items():
        if isinstance(value, dict):
            assert set(properties[key]["properties"]) == set(value), key
            assert properties[key]["additionalProperties"] is False


def test_importing_and_the_default_need_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from provaudit.policy import load_policy;"
        "load_policy(None, Path(sys.argv[1]));"
        "heavy = {'duckdb', 'pyarrow', 'numpy', 'spacy', 'jsonschema'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
