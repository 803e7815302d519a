"""The names by which fields are known, from ``fields.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Fields:
    """The tables of ``fields.toml``; lists keep its order, which is preference."""

    text: tuple[str, ...]
    turns: tuple[str, ...]
    answering: frozenset[str]
    asking: frozenset[str]
    wrappers: frozenset[str]
    markers: tuple[str, ...]
    prompts: tuple[str, ...]
    inputs: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    answers_alone: tuple[tuple[str, ...], ...]
    inside_answers: tuple[str, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def known_fields() -> Fields:
    """Return the known names of fields, read once."""
    tables = tomllib.loads((files(__package__) / "fields.toml").read_text("utf-8"))
    return Fields(
        text=tuple(tables["text"]),
        turns=tuple(tables["turns"]),
        answering=frozenset(tables["answering"]),
        asking=frozenset(tables["asking"]),
        wrappers=frozenset(tables["wrappers"]),
        markers=tuple(tables["markers"]),
        prompts=tuple(tables["prompts"]),
        inputs=tuple(tables["inputs"]),
        answers=tuple(map(tuple, tables["answers"])),
        answers_alone=tuple(map(tuple, tables["answers_alone"])),
        inside_answers=tuple(tables["inside_answers"]),
        roles=tuple((role, tuple(names)) for role, names in tables["roles"].items()),
    )


def folded(name: str) -> str:
    """Return a column's name as ``fields.toml`` writes names."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")
