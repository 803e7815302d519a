"""The cards beside the data: found, read, and told to the draft and to each of its sources."""

from pathlib import Path
from typing import Any, NamedTuple

from provaudit.drafting.grouping import Group
from provaudit.errors import UserError
from provaudit.manifest.exchange import FORMATS, Draft, draft_of, read_bytes
from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE
from provaudit.manifest.matching import matches_any
from provaudit.plain import encodable, plain

_SUFFIXES = (".json", ".jsonld")
_LARGEST = 5_000_000
_MOST = 200
# Not taken over from a card: what the draft knows better, or what speaks of the card alone.
_NOT_COMMON = frozenset(("provaudit", "sources", "records", "attributes", "waivers"))
_NOT_OF_SOURCE = frozenset(("id", "files", "contents", "share", "category"))
# The order in which cards are believed where two say different things.
_ORDER = ("croissant", "huggingface", "spdx", "dps", "data-provenance", "cyclonedx")


class Card(NamedTuple):
    """A card that was read: the file's name and what it declares."""

    name: str
    format: str
    draft: Draft


def cards_in(root: Path, notes: list[str]) -> list[Card]:
    """Return the cards in a folder, in the order in which they are believed."""
    found = []
    for path in _candidates(root):
        name = plain(encodable(path.name), 100)
        try:
            draft, format = draft_of(read_bytes(path), str(path))
        except UserError as error:
            if path.suffix.lower() == ".md" or path.name == "croissant.json":
                notes.append(f"not read: {error}")
            continue
        if draft.data.get("sources"):
            found.append(Card(name, format, draft))
            notes += [f"{name}: {note}" for note in draft.notes]
    return sorted(found, key=lambda card: (_ORDER.index(card.format), card.name))


def _candidates(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    paths = sorted(path for path in root.iterdir() if path.is_file())
    wanted = [p for p in paths if p.name.lower() == "readme.md" or p.suffix.lower() in _SUFFIXES]
    return [path for path in wanted if path.stat().st_size <= _LARGEST][:_MOST]


def common_facts(draft: Draft, cards: list[Card]) -> None:
    """Give the draft what cards say of the whole dataset; the first that says a thing counts."""
    for card in cards:
        for key, value in card.draft.data.items():
            if key in _NOT_COMMON or _is_placeholder(card.draft, (key,), value):
                continue
            if key not in draft.data:
                draft.put((key,), value, _said(card, (key,)))
                _ask_too(draft, (key,), card, (key,))
            elif key == "license" and draft.data[key] != value:
                draft.ask((key,), f"{card.name} says {plain(str(value), 60)}: which is true?")


def declared_for(draft: Draft, index: int, group: Group, cards: list[Card], *, alone: bool) -> None:
    """Give a source what the cards say of the files in it."""
    for card in cards:
        at = _place_in(card, group, alone=alone)
        if at is None:
            continue
        stated: dict[str, Any] = card.draft.data["sources"][at]
        for key, value in stated.items():
            theirs, ours = ("sources", at, key), ("sources", index, key)
            source = draft.data["sources"][index]
            if key in _NOT_OF_SOURCE or _is_placeholder(card.draft, theirs, value):
                continue
            if key not in source:
                draft.put(ours, value, _said(card, theirs))
                _ask_too(draft, ours, card, theirs)
            elif key == "digital_source_type" and value != source[key]:
                draft.ask(ours, f"{card.name} says {value}: which is true?")


def _place_in(card: Card, group: Group, *, alone: bool) -> int | None:
    """Return which source of a card the files belong to: by globs, else the only one there is."""
    sources = card.draft.data["sources"]
    for at, source in enumerate(sources):
        globs = tuple(source["files"])
        if globs != ("**",) and all(matches_any(name, globs) for name in group.names):
            return at
        if source["id"] == group.id and len(sources) > 1:
            return at
    whole = len(sources) == 1 and (alone or tuple(sources[0]["files"]) == ("**",))
    return 0 if whole else None


def _is_placeholder(card: Draft, place: tuple[str | int, ...], value: object) -> bool:
    """Return whether a value was only filled in because the schema requires one."""
    nothing = value in (UNKNOWN_LICENCE, "unknown", [{"model": "unknown"}])
    return nothing or (place in card.todo and place not in card.said)


def _said(card: Card, place: tuple[str | int, ...]) -> str:
    words = card.draft.said.get(place)
    title = FORMATS[card.format].title
    return f"{card.name} ({words})" if words else f"{card.name} ({title})"


def _ask_too(
    draft: Draft, ours: tuple[str | int, ...], card: Card, theirs: tuple[str | int, ...]
) -> None:
    if theirs in card.draft.todo:
        draft.ask(ours, card.draft.todo[theirs])
