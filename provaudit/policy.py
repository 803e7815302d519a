"""The policy: levels and limits of the findings, accepted findings, settings of the statistics.

A user's policy overrides single values of ``policies/default.toml``; ``docs/policy.md`` says how.
"""

from __future__ import annotations

import difflib
import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from provaudit.errors import UserError
from provaudit.model import Level, Waiver
from provaudit.plain import plain
from provaudit.resources import resource_dir

Settings = dict[str, Any]

DEFAULT = "default policy"


@dataclass(frozen=True, slots=True)
class Policy:
    """What an audit is judged by.

    ``levels`` and ``thresholds`` are keyed by the code of a rule; ``path`` is the file that was
    read, ``sha256`` the digest of the values in force, whichever file they came from.
    """

    levels: Mapping[str, Level | Literal["off"]]
    thresholds: Mapping[str, Mapping[str, float]]
    fail_on: Literal["error", "warning", "never"]
    waivers: tuple[Waiver, ...]
    statistics: Mapping[str, int]
    diversity: Mapping[str, int]
    path: str
    sha256: str

    def parameters(self) -> dict[str, int]:
        """Return the ``$parameters`` of the statistics."""
        return dict(self.statistics)


def load_policy(path: Path | None, start: Path) -> Policy:
    """Read the policy at ``path``, else the nearest one at or above ``start``, else the default.

    Nearest is ``provaudit.toml``, or ``pyproject.toml`` with a table ``[tool.provaudit]``.
    Raises UserError, naming file and key, for a policy that cannot be read or does not hold.
    """
    default = tomllib.loads((files("provaudit") / "policies" / "default.toml").read_text("utf-8"))
    own: Settings = {}
    name = DEFAULT
    found = path or _nearest(start)
    if found is not None:
        own, name = _own_settings(found), str(found)
        _check_keys(own, default, name)
        _check_values(own, name)
    return _policy(_merged(default, own), name)


def _nearest(start: Path) -> Path | None:
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / "provaudit.toml").is_file():
            return place / "provaudit.toml"
        project = place / "pyproject.toml"
        if project.is_file() and "provaudit" in _tools(_read(project), project):
            return project
    return None


def _own_settings(path: Path) -> Settings:
    settings = _read(path)
    if path.name == "pyproject.toml":
        settings = _tools(settings, path).get("provaudit", {})
    if not isinstance(settings, dict):
        raise UserError(f"{path}: tool.provaudit is not a table: write [tool.provaudit]")
    for waiver in _tables(settings.get("waivers")):
        if isinstance(waiver.get("expires"), date):
            waiver["expires"] = waiver["expires"].isoformat()
    return settings


def _read(path: Path) -> Settings:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UserError(f"{path}: cannot read the policy: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = plain(str(error) or "nested too deeply")
        raise UserError(f"{path}: not valid TOML: {reason}") from error


def _tools(project: Settings, path: Path) -> Settings:
    tools = project.get("tool", {})
    if not isinstance(tools, dict):
        raise UserError(f"{path}: tool is not a table: write [tool.provaudit]")
    return tools


def _tables(value: object) -> list[Settings]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _check_keys(own: Settings, default: Settings, path: str) -> None:
    known = {**default, "waivers": []}
    for key, value in own.items():
        _check_key(key, known, path, "")
        if isinstance(value, dict) and isinstance(known[key], dict):
            for inner in value:
                _check_key(inner, known[key], path, f"{key}.")


def _check_key(key: str, known: Settings, path: str, prefix: str) -> None:
    if key in known:
        return
    close = difflib.get_close_matches(key, known, n=1)
    advice = f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(sorted(known))}"
    raise UserError(f'{path}: unknown key "{plain(prefix + key, 80)}": {advice}')


def _check_values(own: Settings, path: str) -> None:
    for key, value in _numbers(own, ""):
        if not math.isfinite(value):
            raise UserError(f'{path}: "{key}" is {value}: give a finite number')
    # Slow to import, and a policy of one's own is rare.
    from jsonschema import Draft202012Validator

    schema = json.loads((resource_dir("schemas") / "policy.schema.json").read_text("utf-8"))
    errors = Draft202012Validator(schema).iter_errors(own)
    for error in sorted(errors, key=lambda one: one.json_path):
        where = plain(error.json_path.removeprefix("$."), 80)
        raise UserError(f'{path}: "{where}": {plain(error.message)}')
    for waiver in own.get("waivers", []):
        _check_date(waiver["expires"], path)


def _numbers(settings: Settings, prefix: str) -> Iterator[tuple[str, float]]:
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from _numbers(value, f"{prefix}{key}.")
        elif isinstance(value, float):
            yield prefix + key, value


def _check_date(text: str, path: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f'{path}: waivers: "{text}" is no date: write it as 2027-01-31') from error


def _merged(default: Settings, own: Settings) -> Settings:
    merged = default | {"waivers": []} | own
    for key, value in default.items():
        if isinstance(value, dict):
            merged[key] = value | own.get(key, {})
    return merged


def _policy(settings: Settings, path: str) -> Policy:
    rules = {code: values for code, values in settings.items() if code.startswith("PA")}
    return Policy(
        levels={code: values["level"] for code, values in rules.items()},
        thresholds={
            code: {name: value for name, value in values.items() if name != "level"}
            for code, values in rules.items()
        },
        fail_on=settings["fail_on"],
        waivers=tuple(Waiver(**waiver) for waiver in settings["waivers"]),
        statistics=settings["statistics"],
        diversity=settings["diversity"],
        path=path,
        sha256=sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest(),
    )
