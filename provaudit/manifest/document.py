"""The nouns inside this house: a manifest as it was read, and a problem that a rule sees in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Place: TypeAlias = tuple[str | int, ...]
"""Where a value stands: keys and list indices from the top, such as ``("sources", 0, "id")``."""
Position: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""

START: Position = (1, 1)


class Unreadable(Exception):
    """What keeps a file from being read as YAML at all; PA001 makes a finding of it."""

    def __init__(self, message: str, fix: str, position: Position = START) -> None:
        super().__init__(message)
        self.message, self.fix, self.position = message, fix, position


@dataclass(frozen=True, slots=True)
class Repeat:
    """A key that its mapping already has: where it stands again, and where first."""

    key: str
    position: Position
    first: Position


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule sees: where, what is wrong, and what to do about it."""

    position: Position
    message: str
    fix: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A manifest file as it was read: its values, where they stand, and what was odd on the way.

    ``data`` is None when ``unreadable`` says why; it may break the schema in any way.
    """

    path: str
    sha256: str
    data: Json = None
    values: dict[Place, Position] = field(default_factory=dict)
    keys: dict[Place, Position] = field(default_factory=dict)
    repeats: tuple[Repeat, ...] = ()
    byte_order_mark: bool = False
    todos: tuple[tuple[Position, str], ...] = ()
    unreadable: Unreadable | None = None

    def value_at(self, place: Place) -> Position:
        """Return where the value at ``place`` begins, or the nearest value around it."""
        while place and place not in self.values:
            place = place[:-1]
        return self.values.get(place, START)

    def key_at(self, place: Place) -> Position:
        """Return where the key that leads to ``place`` begins."""
        return self.keys.get(place) or self.value_at(place)

    def entries(self, key: str) -> Iterator[tuple[Place, dict[str, Json]]]:
        """Yield the place and value of each mapping in the top-level list ``key``."""
        top = self.data.get(key) if isinstance(self.data, dict) else None
        for index, entry in enumerate(top if isinstance(top, list) else ()):
            if isinstance(entry, dict):
                yield (key, index), entry


def source_ids(document: Document) -> dict[str, Place]:
    """Return the id of every source that has one, with the place where it is first used."""
    ids: dict[str, Place] = {}
    for place, source in document.entries("sources"):
        identifier = source.get("id")
        if isinstance(identifier, str):
            ids.setdefault(identifier, (*place, "id"))
    return ids
