"""Put data files into sources: by top folder and suffix; at the top, by name without its number."""

import re
from collections import defaultdict
from typing import NamedTuple

from provaudit.manifest.exchange.values import slug
from provaudit.manifest.matching import matches_any

_ARCHIVES = (".gz", ".zst", ".bz2", ".xz")
# train-00000-of-00005, part_12, shard.3, 2024-05-01
_NUMBER = re.compile(r"(?:[-_.]?\d+(?:-of-\d+)?)+$")
_MOST_NAMED = 500


class Group(NamedTuple):
    """The files of one source: its id, globs that match them and no others, and their names."""

    id: str
    globs: tuple[str, ...]
    names: tuple[str, ...]


def grouped(names: list[str]) -> list[Group]:
    """Return sources for files, named by their paths below the folder, in a fixed order."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(names):
        folder, _, rest = name.partition("/")
        key = (folder + "/", _suffix(rest)) if rest else _pattern(name)
        found[key].append(name)
    several = {folder for folder, _ in found if sum(f == folder for f, _ in found) > 1}
    taken: set[str] = set()
    groups = []
    for (stem, suffix), inside in sorted(found.items()):
        wanted = stem + (suffix.replace(".", "-") if stem in several else "")
        identifier = slug(wanted.replace("/", ""), taken)
        taken.add(identifier)
        groups.append(Group(identifier, _globs(stem, suffix, inside, names), tuple(inside)))
    return groups


def _suffix(name: str) -> str:
    last = name.rpartition("/")[2]
    stem, archive = last, ""
    for one in _ARCHIVES:
        if last.lower().endswith(one):
            stem, archive = last[: -len(one)], last[-len(one) :]
    _, dot, suffix = stem.rpartition(".")
    return dot + suffix + archive


def _pattern(name: str) -> tuple[str, str]:
    suffix = _suffix(name)
    stem = name[: -len(suffix)] if suffix else name
    return _NUMBER.sub("", stem) or stem, suffix


def _globs(stem: str, suffix: str, inside: list[str], names: list[str]) -> tuple[str, ...]:
    """Return one glob if it matches exactly these files, else the names themselves."""
    if len(inside) == 1:
        return (_escaped(inside[0]),)
    wide = "**/*" if stem.endswith("/") else "*"
    glob = _escaped(stem) + wide + _escaped(suffix)
    mine = set(inside)
    exact = all(matches_any(name, (glob,)) == (name in mine) for name in names)
    if exact or len(inside) > _MOST_NAMED:
        return (glob,)
    return tuple(map(_escaped, inside))


def _escaped(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
