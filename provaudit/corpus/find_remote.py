"""Find the files in a store (``s3://`` and others): by one listing of each path or pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import translate

from provaudit import addresses, storage
from provaudit.errors import UserError
from provaudit.plain import plain

_AN_AUDIT = "an audit's own folder"
_MAGIC = re.compile(r"[*\[]")


def found_remotely(
    paths: Sequence[str], exclude: str
) -> tuple[dict[str, str], dict[str, str], dict[str, int], set[str]]:
    """Return roots by file, reasons by what is skipped, sizes by file, and files named singly.

    Hidden entries and what lies in the folder ``exclude`` are passed over. Raises UserError for a
    path where nothing is, and for paths of several stores.
    """
    if len({addresses.store_of(path) if addresses.is_remote(path) else "" for path in paths}) > 1:
        raise UserError(
            "an audit reads this machine or one bucket of one store: give paths of one of them"
        )
    roots: dict[str, str] = {}
    skipped: dict[str, str] = {}
    sizes: dict[str, int] = {}
    explicit: set[str] = set()
    for given in paths:
        root, entries = _entries(given)
        if [entry.uri for entry in entries] == [addresses.at(given, addresses.key_of(given))]:
            explicit.add(entries[0].uri)
        audits = _audits(entries)
        for entry in entries:
            if _is_below(entry.uri, exclude) or _is_hidden(addresses.below(root, entry.uri)):
                continue
            inside = next((folder for folder in audits if _is_below(entry.uri, folder)), None)
            if inside is not None:
                skipped[plain(addresses.below(root, inside))] = _AN_AUDIT
                continue
            roots[entry.uri] = min(roots.get(entry.uri, root), root, key=lambda r: (len(r), r))
            sizes[entry.uri] = entry.size
    return roots, skipped, sizes, explicit


def common_root(roots: set[str]) -> str:
    """Return the folder of a store that holds all ``roots``."""
    first = min(roots)
    steps = zip(*(addresses.key_of(root).split("/") for root in roots), strict=False)
    common = [names[0] for names in steps if len(set(names)) == 1]
    return addresses.at(first, "/".join(common))


def _entries(given: str) -> tuple[str, list[storage.Entry]]:
    """Return the root and the files of a folder, a file or a pattern; UserError for nothing."""
    key = addresses.key_of(given)
    found = storage.listing(given)
    if found is not None:
        is_file = [entry.uri for entry in found] == [addresses.at(given, key)]
        return addresses.at(given, key.rpartition("/")[0] if is_file else key), found
    if not _MAGIC.search(key):
        raise UserError(f"{addresses.shown(given)}: nothing is there: check the address")
    before = "/".join(_before_magic(key))
    matches = re.compile(_pattern(key)).fullmatch
    root = addresses.at(given, before)
    below = [one for one in storage.listing(root) or () if matches(addresses.key_of(one.uri))]
    if not below:
        raise UserError(f"{addresses.shown(given)}: no file matches: check the pattern")
    return root, below


def _before_magic(key: str) -> list[str]:
    steps = key.split("/")
    return steps[: next(i for i, step in enumerate(steps) if _MAGIC.search(step))]


def _pattern(key: str) -> str:
    """Return a regular expression for a pattern in which ``**`` stands for any folders."""
    parts = []
    for step in key.split("/"):
        if step == "**":
            parts.append(r"(?:[^/]+/)*")
        else:
            one = translate(step).removeprefix("(?s:").removesuffix(r")\Z").replace(".*", "[^/]*")
            parts.append(one + "/")
    return "".join(parts).removesuffix("/") + r"(?:/.*)?"


def _audits(entries: Sequence[storage.Entry]) -> list[str]:
    """Return the folders that hold an audit: run.json beside tables/."""
    uris = [entry.uri for entry in entries]
    runs = [uri.removesuffix("/run.json") for uri in uris if uri.endswith("/run.json")]
    return [run for run in runs if any(uri.startswith(f"{run}/tables/") for uri in uris)]


def _is_hidden(name: str) -> bool:
    return any(step.startswith(".") for step in name.split("/"))


def _is_below(uri: str, folder: str) -> bool:
    if not addresses.is_remote(folder) or addresses.store_of(uri) != addresses.store_of(folder):
        return False
    return f"{addresses.key_of(uri)}/".startswith(f"{addresses.key_of(folder)}/")
