"""Every problem of a policy in one run, each with its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from provaudit.errors import UserError
from provaudit.policy import load_policy

CASES = {
    "two unknown keys": (
        "[PA601]\nmax_shar = 0.5\n\n[PA60]\n",
        ['2:1: unknown key "PA601.max_shar"', '4:1: unknown key "PA60"'],
    ),
    "two values": (
        "[PA601]\n  max_share = 5\n[PA602]\nlevel = 'x'\n",
        ['2:3: "PA601.max_share": 5 is greater', "4:1: \"PA602.level\": 'x' is not one of"],
    ),
    "a key of the second limit": (
        "[[limits]]\nmax_unknown = 1\n[[limits]]\nsource = 'a'\nmax_unknwon = 1\n",
        ['5:1: unknown key "max_unknwon": did you mean "max_unknown"?'],
    ),
    "a value of the second limit": (
        "[[limits]]\nmax_unknown = 1\n[[limits]]\nmax_unknown = 2\n",
        ['4:1: "limits[1].max_unknown": 2 is greater than the maximum of 1'],
    ),
    "two parts in one limit": (
        "[[limits]]\nsource = 'a'\nsplit = 'b'\nmax_unknown = 1\n",
        ["1:1: a limit holds for one of source, split, language, group"],
    ),
    "a limit that limits nothing": (
        "[[limits]]\nsource = 'a'\n",
        ["1:1: this limit limits nothing"],
    ),
    "a group without a value": (
        "[[limits]]\ngroup = 'gender'\nmax_unknown = 1\n",
        ['2:1: write a group as "attribute=value"'],
    ),
    "a share of what": ("[[limits]]\nmin_share = 0.1\n", ["2:1: of which part?"]),
    "licences of a language": (
        "[[limits]]\nlanguage = 'sw'\nlicences = ['MIT']\n",
        ["3:1: licences are limited in the whole corpus or in a source"],
    ),
    "a date": (
        "[[waivers]]\nrule = 'PA601'\nreason = 'r'\nexpires = '2027-02-31'\n",
        ['4:1: waivers: "2027-02-31" is no date'],
    ),
    "no TOML": ("fail_on = \n", ["1:11: not valid TOML"]),
    "extends nothing": (
        "extends = 'strickt'\n",
        ['1:1: "strickt" is no policy and no file: did you mean "strict"?'],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_problem_has_its_place(tmp_path: Path, name: str) -> None:
    text, expected = CASES[name]
    path = tmp_path / "provaudit.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError) as caught:
        load_policy(path, tmp_path)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(expected), lines
    for line, start in zip(lines, expected, strict=True):
        assert line.startswith(f"{path}:{start}"), line


def test_a_place_in_pyproject(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[project]\nname = 'x'\n[tool.provaudit.PA601]\nmax_share = 2\n", "utf-8")
    with pytest.raises(UserError, match=r"pyproject\.toml:4:1: \"PA601\.max_share\""):
        load_policy(path, tmp_path)
