"""``provaudit convert`` on the command line."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from provaudit.cli import group
from provaudit.errors import UserError
from provaudit.manifest.reading import document_of

FULL = Path(__file__).parent / "full.yaml"


def convert(*arguments: object) -> str:
    result = CliRunner().invoke(group, ["convert", *map(str, arguments)], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.stdout


@pytest.mark.parametrize("format", ["croissant", "huggingface", "spdx", "dps"])
def test_a_manifest_there_and_back(format: str, tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back.yaml"
    convert(FULL, "--to", format, "--out", there)
    convert(there, "--out", back)
    assert document_of(back.read_bytes(), "").data == document_of(FULL.read_bytes(), "").data


def test_a_card_becomes_a_manifest_that_says_where_from(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text("---\nlicense: mit\nlanguage_creators: [machine-generated]\n---\n# Card\n")
    text = convert(card)
    assert "license: MIT  # from the card's license: mit\n" in text
    assert "digital_source_type: trainedAlgorithmicMedia  # TODO: " in text
    assert text.startswith("# Drafted by provaudit from README.md, a Hugging Face dataset card\n")


def test_wrong_use_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="a manifest already"):
        convert(FULL)
    broken = tmp_path / "broken.yaml"
    broken.write_text("provaudit: 1\nname: x\n")
    with pytest.raises(UserError, match="PA003"):
        convert(broken, "--to", "dps")
    with pytest.raises(UserError, match="cannot read"):
        convert(tmp_path / "none.json")
    there = Path(shutil.copy(FULL, tmp_path / "there.json"))
    with pytest.raises(UserError, match="already there"):
        convert(FULL, "--to", "dps", "--out", there)
