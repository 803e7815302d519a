"""Name what is not there: a reader must not take an absent figure for a zero."""

import tomllib
from importlib.resources import files
from typing import Any


def reasons() -> dict[str, str]:
    """Return why a key of the facts may be absent, for those that a reader would look for."""
    file = files("provaudit.report") / "not_measured.toml"
    why: dict[str, str] = tomllib.loads(file.read_text("utf-8"))["why"]
    return why


def name_absences(facts: dict[str, Any]) -> None:
    """Drop keys that hold nothing and add them to ``not_measured``, unless named there already."""
    named = {row["what"] for row in facts["not_measured"]}
    for path, why in reasons().items():
        if _holds_nothing(_find(facts, path)):
            _drop(facts, path)
            if path not in named:
                facts["not_measured"].append({"what": path, "why": why})


def _holds_nothing(value: object) -> bool:
    lists_only = isinstance(value, dict) and all(item == [] for item in value.values())
    return lists_only or value in (None, [])


def _find(facts: dict[str, Any], path: str) -> object:
    value: Any = facts
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _drop(facts: dict[str, Any], path: str) -> None:
    parent, _, last = path.rpartition(".")
    holder = _find(facts, parent) if parent else facts
    if isinstance(holder, dict):
        holder.pop(last, None)
