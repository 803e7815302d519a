"""Find and read the TOML file of a policy, and say where in it a key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from provaudit.errors import UserError
from provaudit.plain import plain

Settings = dict[str, Any]
Key = str | int

_PROJECT = "pyproject.toml"
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_HEADER = re.compile(r"\s*\[(\[?)([^\[\]]+)\]\]?")
_ENTRY = re.compile(r"""(\s*)("[^"]*"|'[^']*'|[\w.-]+)\s*=""")


def nearest(start: Path) -> Path | None:
    """Return the policy at or above the folder ``start``; a ``provaudit.toml`` goes first."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / "provaudit.toml").is_file():
            return place / "provaudit.toml"
        project = place / _PROJECT
        if project.is_file() and "provaudit" in _tools(read_toml(project), project):
            return project
    return None


def own_settings(path: Path) -> Settings:
    """Return what the policy at ``path`` says itself; in ``pyproject.toml`` below tool.provaudit.

    Dates of waivers become text.
    """
    settings = read_toml(path)
    if path.name == _PROJECT:
        settings = _tools(settings, path).get("provaudit", {})
    if not isinstance(settings, dict):
        raise UserError(f"{path}: tool.provaudit is not a table: write [tool.provaudit]")
    waivers = settings.get("waivers")
    for waiver in waivers if isinstance(waivers, list) else []:
        if isinstance(waiver, dict) and isinstance(waiver.get("expires"), date):
            waiver["expires"] = waiver["expires"].isoformat()
    return settings


def read_toml(path: Path) -> Settings:
    """Parse the file at ``path``; UserError with line and column where it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UserError(f"{path}: cannot read the policy: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = str(error) or "nested too deeply"
        where = _WHERE.search(reason)
        place = f":{where[1]}:{where[2]}" if where and where[1] else ""
        reason = plain(_WHERE.sub("", reason))
        raise UserError(f"{path}{place}: not valid TOML: {reason}") from error


def _tools(project: Settings, path: Path) -> Settings:
    tools = project.get("tool", {})
    if not isinstance(tools, dict):
        raise UserError(f"{path}: tool is not a table: write [tool.provaudit]")
    return tools


def place_of(path: Path, keys: Sequence[Key]) -> str:
    """Return ``path:line:col`` of the key that ``keys`` lead to; the path where there is none."""
    line, column = position_of(path, keys)
    return f"{path}:{line}:{column}" if line else str(path)


def position_of(path: Path, keys: Sequence[Key]) -> tuple[int, int]:
    """Return line and column of the key that ``keys`` lead to, or of the nearest above it, else 0.

    TOML readers keep no positions, so the text is searched: table headers and keys at the start
    of a line. A key inside an inline table gets the place of its table.
    """
    prefix: tuple[Key, ...] = ("tool", "provaudit") if path.name == _PROJECT else ()
    wanted = (*prefix, *keys)
    best, place = len(prefix), (0, 0)
    for row, column, found in _entries(path.read_text("utf-8-sig")):
        depth = len(found)
        if depth > best and wanted[:depth] == found:
            best, place = depth, (row, column)
    return place


def _entries(text: str) -> list[tuple[int, int, tuple[Key, ...]]]:
    """Return line, column and path of each table and key; an array of tables counts its tables."""
    entries: list[tuple[int, int, tuple[Key, ...]]] = []
    table: tuple[Key, ...] = ()
    counts: dict[tuple[Key, ...], int] = {}
    for row, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parts(header[2])
            if header[1]:
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            entries.append((row, line.index("[") + 1, table))
        elif entry := _ENTRY.match(line):
            entries.append((row, len(entry[1]) + 1, (*table, *_parts(entry[2]))))
    return entries


def _parts(key: str) -> tuple[Key, ...]:
    quoted = key[:1] in "\"'"
    return (key[1:-1],) if quoted else tuple(part.strip(" \"'") for part in key.split("."))
