"""Digests of the data files: what was audited, and whether it changed since or meanwhile."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from provaudit.audit.request import Progress
from provaudit.model import DataFile

_AT_A_TIME = 64


def digests_of(paths: list[str], known: dict[str, Any], tell: Progress) -> dict[str, Any]:
    """Return the digest of each file; hashing lets go of the interpreter, so threads share it."""
    total = sum(os.stat(path).st_size for path in paths)
    digests: dict[str, Any] = {}
    done = 0
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
        # Some at a time, since a million waiting files must not become a million futures.
        for first in range(0, len(paths), _AT_A_TIME):
            some = paths[first : first + _AT_A_TIME]
            found = list(threads.map(lambda path: _digest(Path(path), known), some))
            digests.update(zip(some, found, strict=True))
            done += sum(digest[0] for digest in found)
            tell("reading digests", done, total)
    return digests


def is_as_digested(file: DataFile, digests: dict[str, Any]) -> bool:
    """Say whether a file still has the size and time of change that it had when digested."""
    try:
        state = os.stat(file.path)
    except OSError:
        return False
    return bool(digests[file.path][:2] == [state.st_size, state.st_mtime_ns])


def _digest(path: Path, known: dict[str, Any]) -> list[Any]:
    """Return size, time of change and sha256; a file of known size and time is not read again."""
    state = os.stat(path)
    before = known.get(str(path))
    if before and before[:2] == [state.st_size, state.st_mtime_ns]:
        return list(before)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return [state.st_size, state.st_mtime_ns, sha256]
