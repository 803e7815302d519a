"""The names by which fields are known, from ``fields.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Pair:
    """Fields that hold a prompt and its answers; ``optional`` prompt fields may be missing."""

    prompt: tuple[str, ...]
    optional: tuple[str, ...]
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The tables of ``fields.toml``; lists keep its order, which is preference."""

    text: tuple[str, ...]
    turns: tuple[str, ...]
    answering: frozenset[str]
    asking: frozenset[str]
    wrappers: frozenset[str]
    markers: tuple[str, ...]
    pairs: tuple[Pair, ...]
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
        pairs=tuple(
            Pair(tuple(pair["prompt"]), tuple(pair.get("optional", ())), tuple(pair["answer"]))
            for pair in tables["pairs"]
        ),
        roles=tuple((role, tuple(names)) for role, names in tables["roles"].items()),
    )


def folded(name: str) -> str:
    """Return a column's name as ``fields.toml`` writes names."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")
