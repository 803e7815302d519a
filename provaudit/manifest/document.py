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
class Edit:
    """A change that mends a problem and means nothing else: ``old`` at a position becomes ``new``.

    ``quote`` puts quotation marks around a plain value, which stays what it is.
    """

    position: Position
    old: str
    new: str
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule sees: where, what is wrong, what to do, and the edit that is sure to be right."""

    position: Position
    message: str
    fix: str
    where: str = ""
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A manifest file as it was read: its values, where they stand, and what was odd on the way.

    ``plain`` holds the values without quotation marks where the schema wants text.
    ``data`` is None when ``unreadable`` says why; it may break the schema in any way.
    """

    path: str
    sha256: str
    data: Json = None
    values: dict[Place, Position] = field(default_factory=dict)
    keys: dict[Place, Position] = field(default_factory=dict)
    repeats: tuple[Repeat, ...] = ()
    plain: dict[Place, str] = field(default_factory=dict)
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


def is_unfinished(value: Json) -> bool:
    """Return whether a value is one that a person has yet to write."""
    return isinstance(value, str) and value.upper().startswith("TODO")


def text_of(entry: Json, key: str) -> str:
    """Return the text at ``key``, empty where there is none or it is yet to be written."""
    value = entry.get(key) if isinstance(entry, dict) else None
    return value if isinstance(value, str) and not is_unfinished(value) else ""


def texts_of(entry: Json, key: str) -> Iterator[tuple[int, str]]:
    """Yield the index and value of each text in the list at ``key`` that is written already."""
    values = entry.get(key) if isinstance(entry, dict) else None
    for index, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, str) and value and not is_unfinished(value):
            yield index, value


def mappings_of(entry: Json, key: str) -> Iterator[tuple[int, dict[str, Json]]]:
    """Yield the index and value of each mapping in the list at ``key``."""
    values = entry.get(key) if isinstance(entry, dict) else None
    for index, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, dict):
            yield index, value


def source_ids(document: Document) -> dict[str, Place]:
    """Return the id of every source that has one, with the place where it is first used."""
    ids: dict[str, Place] = {}
    for place, source in document.entries("sources"):
        identifier = source.get("id")
        if isinstance(identifier, str):
            ids.setdefault(identifier, (*place, "id"))
    return ids
