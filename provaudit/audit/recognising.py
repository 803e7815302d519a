"""Which known dataset a file is of: by its source, its path, the manifest or the card beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from provaudit.addresses import is_remote, key_of
from provaudit.errors import UserError
from provaudit.known_datasets import recognise
from provaudit.manifest.exchange import draft_of, read_bytes
from provaudit.model import Manifest, Source

_CARDS = ("README.md", "croissant.json")


class Recognised(NamedTuple):
    """The id of a known dataset, and how it was recognised; both empty if it was not."""

    id: str = ""
    by: str = ""


def names_of_the_whole(root: str, manifest: Manifest | None) -> tuple[tuple[str, str], ...]:
    """Return what the whole corpus at ``root`` is called, each with who says so.

    Nothing where a manifest names several sources: its name is then that of a mixture. Of a root
    in a store only the name is looked at, without its keys.
    """
    if manifest and len(manifest.sources) > 1:
        return ()
    named = [("manifest", manifest.name)] if manifest else []
    if is_remote(root):
        return (*named, ("folder", key_of(root).rpartition("/")[2]))
    return (*named, *_cards(Path(root)), ("folder", Path(root).name))


def recognised(name: str, source: Source | None, whole: tuple[tuple[str, str], ...]) -> Recognised:
    """Return the dataset of the file ``name``: the nearest name that is known wins."""
    folder, _, file = name.rpartition("/")
    own = _first((("file", file.partition(".")[0]),))
    return own if own.id else _beyond_file(folder, source.id if source else None, whole)


# A folder may hold a million files.
@lru_cache(maxsize=4096)
def _beyond_file(folder: str, source: str | None, whole: tuple[tuple[str, str], ...]) -> Recognised:
    named = [("source", source)] if source is not None else []
    return _first((*named, *_folders(folder), *whole))


def _folders(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the folders of a file, innermost first, each as OWNER/DATASET and then alone."""
    parts = folder.split("/") if folder else []
    for end in range(len(parts), 0, -1):
        if end > 1:
            yield "folder", "/".join(parts[end - 2 : end])
        yield "folder", parts[end - 1]


def _first(names: Iterable[tuple[str, str]]) -> Recognised:
    for who, name in names:
        if known := recognise(name):
            return Recognised(known.id, f"{who} {name}")
    return Recognised()


def _cards(root: Path) -> Iterator[tuple[str, str]]:
    """Yield name and address that the cards beside the data state; one that cannot be read none."""
    for card in _CARDS:
        if (path := root / card).is_file():
            try:
                data = draft_of(read_bytes(path), str(path))[0].data
            except UserError:
                continue
            yield from (
                ("card", data[key]) for key in ("name", "url") if isinstance(data.get(key), str)
            )
