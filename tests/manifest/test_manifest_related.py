"""Several manifests: what one says of another is followed, and held against it."""

from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provaudit.cli.check_command import command
from provaudit.manifest import check_across, load, with_related

HEAD = """provaudit: 1
name: {name}
version: "1"
license: MIT
creators: [{{name: me}}]
{more}sources:
"""
SOURCE = """  - id: {id}
    files: ['{id}/*']
    category: other
    digital_source_type: digitalCreation
    derived_from: [{parents}]
"""


def write(path: Path, parents: dict[str, str], more: str = "") -> str:
    path.parent.mkdir(exist_ok=True, parents=True)
    sources = "".join(SOURCE.format(id=name, parents=stated) for name, stated in parents.items())
    path.write_text(HEAD.format(name=path.parent.name, more=more) + sources, "utf-8")
    return str(path)


def check(*files: str) -> Result:
    return CliRunner().invoke(command, files, standalone_mode=False)


def test_a_cycle_across_manifests_is_told_with_its_way(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine" / "provenance.yaml", {"a": "../base/provenance.yaml#web"})
    base = write(tmp_path / "base" / "provenance.yaml", {"web": "../mine/provenance.yaml#a"})
    assert f"{mine}:11:20: PA420 'mine/provenance.yaml#a' is derived from itself: " in (
        check(mine).stdout
    )
    assert check(base).stdout == (
        f"{base}:11:20: PA420 'base/provenance.yaml#web' is derived from itself: "
        "'base/provenance.yaml#web' from 'mine/provenance.yaml#a' from 'base/provenance.yaml#web': "
        "remove the step that is wrong\n"
    )
    assert check(mine, base).stderr == "2 manifests checked: 2 errors, 0 warnings\n"


def test_a_manifest_or_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path / "base" / "provenance.yaml", {"web": ""})
    mine = write(
        tmp_path / "mine" / "provenance.yaml",
        {"a": "../base/provenance.yaml#wbe, ../none/provenance.yaml, ../base/provenance.yaml"},
    )
    told = check(mine).stdout.splitlines()
    assert [line.split(":")[3].split()[0] for line in told] == ["PA421", "PA421"]
    assert "source 'a' is derived from '../base/provenance.yaml#wbe', but there is no" in told[0]
    assert "'../none/provenance.yaml'" in told[1]


def test_a_waiver_accepts_it(tmp_path: Path) -> None:
    waiver = (
        "waivers: [{rule: PA421, source: a, reason: the parent is lost, expires: 2999-01-01}]\n"
    )
    mine = write(tmp_path / "mine" / "provenance.yaml", {"a": "../none.yaml"}, waiver)
    result = check(mine)
    assert "1 waived" in result.stderr
    assert result.return_value == 0


def test_a_manifest_in_the_same_folder_is_no_unknown_parent(tmp_path: Path) -> None:
    write(tmp_path / "base.yaml", {"web": ""})
    assert check(write(tmp_path / "provenance.yaml", {"a": "base.yaml#web"})).stdout == ""


def test_what_is_pointed_at_is_read_on_and_on_in_any_order(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / name / "provenance.yaml", {"s": f"../{parent}/provenance.yaml#s"})
        for name, parent in (("a", "b"), ("b", "c"), ("c", "d"))
    ]
    write(tmp_path / "d" / "provenance.yaml", {"s": "owner/set"})
    loaded = [manifest for path in paths if (manifest := load(Path(path))[0])]
    families = {with_related(order) for order in permutations(loaded)} | {with_related(loaded[:1])}
    assert [[one.name for one in family] for family in families] == [["a", "b", "c", "d"]]
    assert check_across(families.pop()) == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    mine = write(tmp_path / "provenance.yaml", {"a": "./pipe.yaml#x"})
    assert "PA421" in check(mine).stdout
