"""What the documents say and what the code does are held against each other."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from provaudit import fence
from provaudit.cli import COMMANDS, group

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TABLES = (ROOT / "docs" / "tables.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_line_in_the_readme(name: str) -> None:
    assert f"`provaudit {name}" in README
    shown = CliRunner().invoke(group, [name, "--help"])
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) > 3


@pytest.mark.parametrize("name", fence.TABLES)
def test_every_column_at_the_fence_is_documented(name: str) -> None:
    section = re.split(r"^### ", TABLES, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(f"{name}:")]
    documented = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|[^|]*\|", text, re.MULTILINE))))
    assert documented - {"attribute_NAME"} == set(fence.TABLES[name].names)


def test_documents_that_are_linked_exist() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        text = re.sub(r"`[^`]*`", "", document.read_text("utf-8"))
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_files_named_in_contributing_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.\w+|[\w-]+\.(?:py|toml))`", text)
    assert len(named) > 10
    houses = [ROOT, ROOT / "provaudit", ROOT / "report_templates"]
    missing = [
        name
        for name in named
        if "NAME" not in name and "PAnnn" not in name
        and not any((house / name).exists() for house in houses)
    ]  # fmt: skip
    assert missing == []
