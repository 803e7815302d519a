"""The data files of a folder: as an audit finds them, or by suffix where the extra is missing."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from provaudit.errors import UserError
from provaudit.plain import encodable, plain

_SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".arrow", ".txt")
_ARCHIVES = (".gz", ".zst", ".bz2", ".xz")
_NO_EXTRA = (
    "counts and columns were left out: they need pip install 'provaudit[audit]'; files were "
    "found by their suffix alone"
)


class DataFile(NamedTuple):
    """A file's path and its name below the folder; ``found`` is what the corpus house says."""

    path: str
    name: str
    size: int
    found: Any = None


@dataclass(frozen=True, slots=True)
class Found:
    """The data files sorted by name; ``readable`` says that their records can be read."""

    files: tuple[DataFile, ...]
    readable: bool

    def by_name(self) -> dict[str, DataFile]:
        """Return the files by name."""
        return {file.name: file for file in self.files}


def files_in(root: Path, notes: list[str]) -> Found:
    """Return the data files of a folder; UserError if there is no folder or nothing in it."""
    if not root.is_dir():
        raise UserError(f"{plain(encodable(str(root)), 1000)} is no folder: name the data's folder")
    try:
        from provaudit import corpus
    except ModuleNotFoundError:
        notes.append(_NO_EXTRA)
        return Found(_by_suffix(root), readable=False)
    found = corpus.find((str(root),), root / "audit")
    notes += [f"left out: {plain(name, 100)} ({reason})" for name, reason in found.skipped[:20]]
    if len(found.skipped) > 20:
        notes.append(f"left out: {len(found.skipped) - 20} more files")
    return Found(tuple(DataFile(f.path, f.name, f.size, f) for f in found.files), readable=True)


def _by_suffix(root: Path) -> tuple[DataFile, ...]:
    files = []
    for folder, inside, names in os.walk(root):
        inside[:] = sorted(name for name in inside if not name.startswith(".") and name != "audit")
        for name in names:
            path = os.path.join(folder, name)
            if _is_data(name) and os.path.isfile(path):
                shown = plain(encodable(os.path.relpath(path, root)), 1000).replace(os.sep, "/")
                files.append(DataFile(path, shown, os.stat(path).st_size))
    if not files:
        raise UserError(f"{plain(encodable(str(root)), 1000)}: no data files found")
    return tuple(sorted(files, key=lambda file: file.name))


def _is_data(name: str) -> bool:
    stem = name.lower()
    for archive in _ARCHIVES:
        stem = stem.removesuffix(archive)
    known = stem in ("croissant.json", "dataset_infos.json", "bom.json")
    return stem.endswith(_SUFFIXES) and not known and not name.startswith(".")
