"""Find the data files below the paths that the user gave, and say what was left out."""

import glob
import os
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from provaudit.addresses import is_remote, shown
from provaudit.corpus.find_remote import common_root, found_remotely
from provaudit.corpus.formats import known_suffixes
from provaudit.corpus.kinds import Kind, kind_of
from provaudit.corpus.names import below, named
from provaudit.corpus.walk import is_below, walk
from provaudit.errors import UserError
from provaudit.plain import encodable, plain


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A data file; ``name`` is its printable, unique path below the audited root."""

    path: str
    name: str
    format: str
    compression: str
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """The data files sorted by name, what was skipped and why, and the audited root."""

    files: tuple[FoundFile, ...]
    skipped: tuple[tuple[str, str], ...]
    root: str


def find(paths: Sequence[str], exclude: Path | str) -> Found:
    """Find the data files in folders (with all below them), globs and single files.

    Hidden files, the folder ``exclude`` and known companions of data are left out silently;
    everything else that is left out is named with its reason. Raises UserError if a path is not
    there or lies inside ``exclude``, if a file that was named is of no known kind, or if nothing
    is found.
    """
    sizes: dict[str, int] = {}
    if any(map(is_remote, paths)):
        roots, skipped, sizes, explicit = found_remotely(paths, str(exclude))
    else:
        roots, skipped, explicit = _found_here(paths, exclude)
    places: list[tuple[str, str]] = []
    kinds: list[Kind] = []
    for path in sorted(roots):
        kind = kind_of(path, explicit=path in explicit, size=sizes.get(path))
        if isinstance(kind, Kind):
            places.append((roots[path], path))
            kinds.append(kind)
        elif kind.reason:
            skipped[below(roots[path], path)] = kind.reason
    files = _files(places, kinds)
    if not files:
        raise UserError(_nothing(paths, skipped))
    left_out = sorted((name, reason) for name, reason in skipped.items() if reason)
    return Found(files, tuple(left_out), _common_root(set(roots.values())))


def _found_here(
    paths: Sequence[str], exclude: Path | str
) -> tuple[dict[str, str], dict[str, str], set[str]]:
    """Return roots by file of this machine, reasons by what is skipped, and files named singly."""
    roots: dict[str, str] = {}
    skipped: dict[str, str] = {}
    explicit: set[str] = set()
    out = os.path.realpath(exclude)
    for given in paths:
        _refuse_inside(given, out)
        for root, top, is_named in _starts(given):
            if is_named and not os.path.isdir(top):
                explicit.add(top)
            for path, reason in walk(top, out):
                if reason:
                    skipped[below(root, path)] = reason
                elif (other := roots.setdefault(path, root)) != root:
                    # Found from two roots: the one further up gives the name.
                    roots[path] = min(other, root, key=lambda r: (len(r), r))
    return roots, skipped, explicit


def _starts(given: str) -> list[tuple[str, str, bool]]:
    """Return (root, place to start from, whether the user named it) for one path or glob."""
    if os.path.isdir(given):
        return [(os.path.abspath(given), os.path.abspath(given), True)]
    if os.path.lexists(given):
        path = os.path.abspath(given)
        return [(os.path.dirname(path), path, True)]
    if not glob.has_magic(given):
        raise UserError(f"{_shown(given)}: no such file or folder: check the path")
    root = os.path.abspath(_before_magic(given))
    matches = sorted(glob.glob(given, recursive=True))
    if not matches:
        raise UserError(f"{_shown(given)}: no file matches: check the pattern")
    return [(root, os.path.abspath(match), False) for match in matches]


def _refuse_inside(given: str, out: str) -> None:
    """Raise UserError for a path of which nothing would be read: the output folder is no data."""
    if is_below(_before_magic(given) if glob.has_magic(given) else given, out):
        raise UserError(
            f"{_shown(given)}: everything in it lies inside the output folder {_shown(out)}, which "
            "is never read as data: choose another folder with --out"
        )


def _shown(path: str) -> str:
    return plain(encodable(shown(path)))


def _before_magic(pattern: str) -> str:
    steps = Path(pattern).parts
    plain_steps = next(i for i, step in enumerate(steps) if glob.has_magic(step))
    return os.path.join("", *steps[:plain_steps]) or os.curdir


def _files(places: list[tuple[str, str]], kinds: list[Kind]) -> tuple[FoundFile, ...]:
    found = zip(places, named(places), kinds, strict=True)
    files = (FoundFile(path, name, *kind) for (_, path), name, kind in found)
    return tuple(sorted(files, key=attrgetter("name")))


def _common_root(roots: set[str]) -> str:
    if any(map(is_remote, roots)):
        return common_root(roots)
    return os.path.commonpath(sorted(roots))


def _nothing(paths: Sequence[str], skipped: dict[str, str]) -> str:
    where = ", ".join(map(_shown, paths)) or "no path given"
    reasons = sorted((name, reason) for name, reason in skipped.items() if reason)
    left_out = "".join(f" Left out: {name} ({reason})." for name, reason in reasons[:3])
    return f"{where}: no data files found.{left_out} Known are {known_suffixes()}."
