"""One policy may extend another: a ready one by name, or a file. What is said last holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from provaudit.errors import UserError
from provaudit.model import Level
from provaudit.plain import plain
from provaudit.policy.toml_files import Settings, own_settings, place_of
from provaudit.resources import data_file

READY = ("default", "strict", "pretraining", "eu-gpai")
# Lists that grow from policy to policy; every other value replaces the one before.
_LISTS = ("limits", "waivers")
_BARE: Settings = {"baseline": "", "limits": [], "required": {}, "waivers": []}


def in_force(named: Path | None) -> Settings:
    """Return all values of the policy ``named``, those that it extends below its own."""
    default = ready("default")
    chain: list[Settings] = []
    seen: list[Path] = []
    while named is not None and str(named) != "default":
        own = _checked(named, default, seen)
        chain.append(own)
        named = _extended(own, named)
    settings = _BARE | default
    for own in reversed(chain):
        settings = _merged(settings, own)
    return settings


@cache
def default_levels() -> Mapping[str, Level]:
    """Return the level of every rule, by code, as the default policy has it."""
    settings = ready("default")
    return {code: values["level"] for code, values in settings.items() if code.startswith("PA")}


@cache
def ready(name: str) -> Settings:
    """Return what the ready policy ``name`` says itself; not to be changed by who asks."""
    path = data_file(f"policies/{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _checked(named: Path, default: Settings, seen: list[Path]) -> Settings:
    if _is_ready(named):
        return ready(str(named))
    if not named.is_file() and len(named.parts) == 1 and not named.suffix:
        raise UserError(
            f'"{plain(str(named), 80)}" is no policy and no file: {_advice(str(named))}'
        )
    if named.resolve() in seen:
        circle = " extends ".join(str(path) for path in (*seen, named.resolve()))
        raise UserError(f"{named}: policies extend each other in a circle: {plain(circle)}")
    seen.append(named.resolve())
    from provaudit.policy.checking import check  # a policy of one's own is rare

    own = own_settings(named)
    check(own, _BARE | {"extends": ""} | default, named)
    if own.get("baseline"):
        own["baseline"] = str(named.parent / own["baseline"])
    return own


def _is_ready(named: Path) -> bool:
    return str(named) in READY and not named.is_file()


def _extended(own: Settings, named: Path) -> Path | None:
    """Return the policy that ``own`` extends; a path is meant from the file that names it."""
    name: str | None = own.get("extends")
    if name is None or name in READY:
        return None if name is None else Path(name)
    file = named.parent / name
    if not file.is_file():
        where = place_of(named, ("extends",))
        raise UserError(f'{where}: "{plain(name, 80)}" is no policy and no file: {_advice(name)}')
    return file


def _advice(name: str) -> str:
    import difflib

    close = difflib.get_close_matches(name, READY, n=1)
    return f'did you mean "{close[0]}"?' if close else f"ready are {', '.join(READY)}"


def _merged(below: Settings, own: Settings) -> Settings:
    merged = dict(below)
    for key, value in own.items():
        if key in _LISTS:
            merged[key] = below[key] + value
        elif isinstance(value, dict):
            merged[key] = below.get(key, {}) | value
        elif key != "extends":
            merged[key] = value
    return merged
