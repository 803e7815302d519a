"""What the policy changes in `provaudit check`: levels, required fields, waivers, a baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from provaudit.cli.check_command import command
from provaudit.errors import UserError

MANIFEST = """\
provaudit: 1
name: letters
version: "1"
license: mit
creators: [{name: A}]
language: [en]
sources:
  - id: letters
    files: ["*.txt"]
    category: user-data
    digital_source_type: digitalCreation
    rights: {basis: ""}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.yaml").write_text(MANIFEST.replace(', rights: {basis: ""}', ""))
    return tmp_path


def check(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value, result.stdout


def policy(text: str) -> None:
    Path("provaudit.toml").write_text(text)


SAID = "provenance.yaml:4:10: PA202"


def test_a_level_is_the_policys() -> None:
    assert check()[0] == 0
    policy('fail_on = "warning"\n')
    assert check()[0] == 1
    assert check("--fail-on", "error")[0] == 0
    policy('[PA202]\nlevel = "error"\n')
    code, said = check()
    assert code == 1
    assert said.startswith(SAID)
    policy('[PA202]\nlevel = "off"\n')
    assert check() == (0, "")


@pytest.mark.parametrize(("source", "accepted"), [("letters", False), ("license", True)])
def test_a_waiver_of_the_policy_names_a_place(source: str, accepted: bool) -> None:
    reason = 'reason = "the hub wants it so"\nexpires = 2999-01-01\n'
    policy(f'[[waivers]]\nrule = "PA202"\nsource = "{source}"\n{reason}')
    assert (check("--fail-on", "warning")[0] == 0) == accepted


def test_a_waiver_of_the_policy_names_a_source() -> None:
    text = Path("provenance.yaml").read_text().replace("license: mit", "license: MIT")
    Path("provenance.yaml").write_text(text + "    license: mit\n")
    assert check("--fail-on", "warning")[0] == 1
    waiver = '[[waivers]]\nrule = "PA202"\nsource = "letters"\n'
    policy(waiver + 'reason = "the hub wants it so"\nexpires = 2999-01-01\n')
    assert check("--fail-on", "warning")[0] == 0


def test_required_fields_are_asked_for_where_they_belong() -> None:
    required = '[required]\nmanifest = ["issued", "name"]\n'
    policy(required + 'source = ["language", "license", "collected.start", "rights.basis"]\n')
    code, said = check()
    assert code == 1
    wanted = [line for line in said.splitlines() if "PA008" in line]
    assert wanted == [
        "provenance.yaml:1:1: PA008 the manifest has no 'issued', which the policy requires: "
        "write 'issued'",
        "provenance.yaml:8:5: PA008 source 'letters' has no 'collected.start', which the policy "
        "requires: write 'collected.start'",
        "provenance.yaml:12:21: PA008 source 'letters' has no 'rights.basis', which the policy "
        "requires: write 'rights.basis'",
    ]


def test_what_an_earlier_check_found_is_a_baseline() -> None:
    said = check("--format", "json")[1]
    assert [one["code"] for one in json.loads(said)["findings"]] == ["PA202"]
    Path("base.json").write_text(said)
    policy('fail_on = "warning"\nbaseline = "base.json"\n')
    assert check() == (0, "")
    text = Path("provenance.yaml").read_text()
    Path("provenance.yaml").write_text("# a line more\n" + text)
    assert check() == (0, "")
    Path("provenance.yaml").write_text(text.replace("license: mit", "license: apache-2.0"))
    assert check()[0] == 1


def test_a_ready_policy_by_name_and_a_misspelt_rule() -> None:
    assert "PA008" in check("--policy", "eu-gpai")[1]
    policy('[PA2O2]\nlevel = "off"\n')
    with pytest.raises(UserError, match=r'unknown key "PA2O2": did you mean "PA'):
        check()


def test_what_makes_a_manifest_unusable_cannot_be_switched_off() -> None:
    policy('[PA003]\nlevel = "off"\n')
    with pytest.raises(UserError, match=r"PA003\.level"):
        check()
