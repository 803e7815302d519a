"""Say all that is wrong with a policy, each problem with its place and what to write instead."""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from provaudit.errors import UserError
from provaudit.plain import plain
from provaudit.policy.limits import BOUNDS, SCOPES
from provaudit.policy.toml_files import Key, Settings, place_of
from provaudit.resources import resource_dir

_Problem = tuple[tuple[Key, ...], str]


def check(own: Settings, known: Settings, path: Path) -> None:
    """Raise UserError if ``own`` does not hold; ``known`` has every key that a policy may have.

    The error has one line for each problem, in the order of the file.
    """
    problems = list(_unknown(own, known)) or list(_not_finite(own)) or list(_invalid(own))
    problems = problems or [*_dates(own), *_scopes(own)]
    lines = [f"{place_of(path, keys)}: {message}" for keys, message in problems]
    if lines:
        raise UserError("\n".join(lines))


def _unknown(own: Settings, known: Settings) -> Iterator[_Problem]:
    for key, value in own.items():
        if key not in known:
            yield (key,), _did_you_mean(key, key, known)
        elif isinstance(value, dict) and isinstance(known[key], dict) and known[key]:
            for inner in sorted(set(value) - set(known[key])):
                yield (key, inner), _did_you_mean(f"{key}.{inner}", inner, known[key])
    yield from _unknown_in_limits(own)


def _unknown_in_limits(own: Settings) -> Iterator[_Problem]:
    for index, limit in enumerate(_tables(own.get("limits"))):
        for key in limit:
            if key not in (*SCOPES, *BOUNDS):
                message = _did_you_mean(key, key, dict.fromkeys((*SCOPES, *BOUNDS)))
                yield ("limits", index, key), message


def _did_you_mean(said: str, key: str, known: Settings) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    names = [name for name in sorted(known) if not name.startswith("PA")]
    rules = " and the code of a rule (`provaudit rules`)" if len(names) < len(known) else ""
    advice = f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(names)}{rules}"
    return f'unknown key "{plain(said, 80)}": {advice}'


def _not_finite(own: object, keys: tuple[Key, ...] = ()) -> Iterator[_Problem]:
    if isinstance(own, dict):
        for key, value in own.items():
            yield from _not_finite(value, (*keys, key))
    elif isinstance(own, list):
        for index, value in enumerate(own):
            yield from _not_finite(value, (*keys, index))
    elif isinstance(own, float) and not math.isfinite(own):
        yield keys, f'"{_said(keys)}" is {own}: give a finite number'


def _invalid(own: Settings) -> Iterator[_Problem]:
    # Slow to import, and a policy of one's own is rare.
    from jsonschema import Draft202012Validator

    schema = json.loads((resource_dir("schemas") / "policy.schema.json").read_text("utf-8"))
    errors = Draft202012Validator(schema).iter_errors(own)
    for error in sorted(errors, key=lambda one: [str(part) for part in one.absolute_path]):
        keys = tuple(error.absolute_path)
        yield keys, f'"{_said(keys)}": {plain(error.message)}'


def _dates(own: Settings) -> Iterator[_Problem]:
    for index, waiver in enumerate(own.get("waivers", [])):
        try:
            date.fromisoformat(waiver["expires"])
        except ValueError:
            message = f'waivers: "{waiver["expires"]}" is no date: write it as 2027-01-31'
            yield ("waivers", index, "expires"), message


def _scopes(own: Settings) -> Iterator[_Problem]:
    for index, limit in enumerate(own.get("limits", [])):
        keys = ("limits", index)
        named = [scope for scope in SCOPES if scope in limit]
        if len(named) > 1:
            yield keys, f"a limit holds for one of {', '.join(SCOPES)}: write one limit for each"
        elif not set(BOUNDS) & set(limit):
            yield keys, f"this limit limits nothing: give one of {', '.join(BOUNDS)}"
        elif "group" in limit and "=" not in limit["group"]:
            yield (*keys, "group"), 'write a group as "attribute=value"'
        elif "min_share" in limit and not named:
            yield (*keys, "min_share"), f"of which part? Name one of {', '.join(SCOPES)}"
        elif "licences" in limit and named not in ([], ["source"]):
            yield (*keys, "licences"), "licences are limited in the whole corpus or in a source"


def _said(keys: tuple[Key, ...]) -> str:
    said = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return plain(said.removeprefix("."), 80)


def _tables(value: object) -> list[Settings]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
