"""Which source of a manifest a data file belongs to."""

import fnmatch
import re
from collections.abc import Callable
from functools import lru_cache
from glob import has_magic
from itertools import takewhile

from provaudit.model import Manifest, Source

_ANY_FOLDERS = None


def match_source(manifest: Manifest, name: str) -> Source | None:
    """Return the first source, in manifest order, one of whose ``files`` matches ``name``.

    ``name`` is the path of a file relative to the audited root, with ``/``. None if none has it.
    """
    return next((one for one in manifest.sources if matches_any(name, one.files)), None)


def source_matcher(manifest: Manifest) -> Callable[[str], Source | None]:
    """Return ``match_source`` for one manifest and many names.

    It asks only the sources with a glob whose first folders, up to the first wildcard, are those
    of the name: with a thousand sources and a million files, all of each would take half an hour.
    """
    numbers: dict[str, set[int]] = {}
    for number, source in enumerate(manifest.sources):
        for glob in source.files:
            numbers.setdefault(_before_magic(glob), set()).add(number)

    def match(name: str) -> Source | None:
        parts = name.split("/")
        beginnings = ("/".join(parts[:count]) for count in range(len(parts) + 1))
        few = set().union(*(numbers.get(beginning, ()) for beginning in beginnings))
        ordered = (manifest.sources[number] for number in sorted(few))
        return next((one for one in ordered if matches_any(name, one.files)), None)

    return match


def matches_any(name: str, globs: tuple[str, ...]) -> bool:
    """Return whether one of the globs matches the path ``name``."""
    return any(glob_matches(glob, name) for glob in globs)


def glob_matches(glob: str, name: str) -> bool:
    """Return whether a glob of ``files`` matches a path relative to the root, with ``/``."""
    return _matches(name.split("/"), _compiled(glob))


@lru_cache(maxsize=4096)
def _compiled(glob: str) -> tuple[re.Pattern[str] | None, ...]:
    """Return one pattern a folder level; None for ``**``, any number of levels.

    ``*``, ``?`` and ``[...]`` never cross ``/`` since each level is matched alone; a trailing
    ``/`` means everything in that folder.
    """
    return tuple(
        _ANY_FOLDERS if level == "**" else re.compile(fnmatch.translate(level))
        for level in _levels(glob)
    )


def _levels(glob: str) -> list[str]:
    return (glob.removeprefix("./") + ("**" if glob.endswith("/") else "")).split("/")


def _before_magic(glob: str) -> str:
    return "/".join(takewhile(lambda level: not has_magic(level), _levels(glob)))


def _matches(parts: list[str], levels: tuple[re.Pattern[str] | None, ...]) -> bool:
    """Walk all ways through the levels at once, so that many ``**`` cost no more than one."""
    reached = _skip({0}, levels)
    for part in parts:
        stay = {at for at in reached if at < len(levels) and levels[at] is _ANY_FOLDERS}
        step = {at + 1 for at in reached if at < len(levels) and _fits(levels[at], part)}
        reached = _skip(stay | step, levels)
    return len(levels) in reached


def _skip(reached: set[int], levels: tuple[re.Pattern[str] | None, ...]) -> set[int]:
    """Add what lies behind each ``**``, which may stand for no folder at all."""
    for at, level in enumerate(levels):
        if at in reached and level is _ANY_FOLDERS:
            reached = reached | {at + 1}
    return reached


def _fits(level: re.Pattern[str] | None, part: str) -> bool:
    return level is not None and level.match(part) is not None
