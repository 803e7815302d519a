"""Whether data files are declared: by a source of the nearest manifest at or above their folder."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from provaudit.manifest.loading import load
from provaudit.manifest.matching import match_source
from provaudit.model import Finding, Manifest
from provaudit.plain import plain

NAMES = ("provenance.yaml", "provenance.yml", "provenance.json")


def uncovered(files: Iterable[Path]) -> Iterator[Finding]:
    """Yield a finding for each file that has no manifest, or that no source of it matches.

    The codes are those of the same rules on data: PA304 and PA403. A manifest that names a column
    with the source of each record (``records.source``) covers all files below it. Where the
    nearest manifest cannot be used, its own findings come instead, once.
    """
    told: set[Path] = set()
    for file in files:
        folder = file.absolute().parent
        path = next((m for above in (folder, *folder.parents) if (m := _in(above))), None)
        if path is None:
            yield _finding("PA304", "no-manifest", file, *_NO_MANIFEST)
        elif file.name not in NAMES:
            declared, findings = _loaded(path)
            if declared is None and path not in told:
                told.add(path)
                yield from findings
            elif declared and not _has(declared, file.absolute().relative_to(path.parent)):
                shown = plain(_near(path), limit=1000)
                message = f"no source of {shown} matches this file"
                fix = "add it to the 'files' of a source, or add a source for it"
                yield _finding("PA403", "file-without-source", file, message, fix)


_NO_MANIFEST = (
    "no provenance.yaml lies in this file's folder or above it",
    "write one there (`provaudit init` drafts it; docs/manifest.md has an example)",
)


def _has(manifest: Manifest, name: Path) -> bool:
    return bool(manifest.records.source or match_source(manifest, name.as_posix()))


@cache
def _in(folder: Path) -> Path | None:
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


@cache
def _loaded(path: Path) -> tuple[Manifest | None, tuple[Finding, ...]]:
    return load(path)


def _near(path: Path) -> str:
    """Return a path as seen from the current folder, where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _finding(code: str, name: str, file: Path, message: str, fix: str) -> Finding:
    return Finding(code, name, "error", message, fix, str(file), path=str(file), line=1, column=1)
