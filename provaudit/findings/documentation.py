"""What each rule is about: the header comment of its .sql file is the one source of that text."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from provaudit.model import Rule

HEADINGS = ("What", "Why", "Example", "Fix")
_FILE_NAME = re.compile(r"(PA\d{3})_(\w+)\.sql")
_PARAMETER = re.compile(r"\$(\w+)")


def rule_files() -> tuple[Traversable, ...]:
    """Return the files of all rules, by code."""
    folder = files("provaudit.findings")
    found = [file for file in folder.iterdir() if _FILE_NAME.fullmatch(file.name)]
    return tuple(sorted(found, key=lambda file: file.name))


def rules() -> tuple[Rule, ...]:
    """Return the documentation of every rule, by code."""
    return tuple(documented(file) for file in rule_files())


def documented(file: Traversable) -> Rule:
    """Return the documentation of one rule; ValueError if its file lacks a name or a heading."""
    return _parsed(file.name, file.read_text("utf-8"))


@cache
def _parsed(name: str, sql: str) -> Rule:
    match = _FILE_NAME.fullmatch(name)
    said = _sections(sql)
    if match is None or list(said) != list(HEADINGS) or not all(said.values()):
        raise ValueError(f"{name}: give it a code, a name and {', '.join(HEADINGS)} in this order")
    what, why, example, fix = said.values()
    return Rule(
        code=match[1],
        name=match[2].replace("_", "-"),
        what=what,
        why=why,
        example=example,
        fix=fix,
        thresholds=tuple(sorted(set(_PARAMETER.findall(_without_comments(sql))))),
    )


def _sections(sql: str) -> dict[str, str]:
    sections: dict[str, str] = {}
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        heading, colon, rest = line.removeprefix("--").strip().partition(": ")
        if colon and heading in HEADINGS:
            sections[heading] = rest
        elif sections:
            last = next(reversed(sections))
            sections[last] += " " + line.removeprefix("--").strip()
    return sections


def _without_comments(sql: str) -> str:
    return "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
