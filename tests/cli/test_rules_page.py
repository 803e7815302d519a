from pathlib import Path

from click.testing import CliRunner

from provaudit import findings, manifest
from provaudit.cli.rules_command import command

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_page_is_what_the_rules_say() -> None:
    made = CliRunner().invoke(command, ["--markdown"], standalone_mode=False).output
    assert PAGE.read_text("utf-8") == made, "run `make rules`"


def test_rules_that_two_houses_share_have_one_name() -> None:
    names: dict[str, str] = {}
    for rule in (*manifest.rules(), *findings.rules()):
        assert names.setdefault(rule.code, rule.name) == rule.name
