"""Digests of the data files: what was audited, and whether it changed since or meanwhile."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from provaudit.addresses import shown
from provaudit.audit.request import Progress
from provaudit.model import DataFile
from provaudit.storage import open_input, state_of

_AT_A_TIME = 64


def digests_of(paths: dict[str, int], known: dict[str, Any], tell: Progress) -> dict[str, Any]:
    """Return the digest of each file; hashing lets go of the interpreter, so threads share it.

    ``paths`` gives each file's size; digests are named by paths without any keys of a store.
    """
    names, total = list(paths), sum(paths.values())
    digests: dict[str, Any] = {}
    done = 0
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
        # Some at a time, since a million waiting files must not become a million futures.
        for first in range(0, len(paths), _AT_A_TIME):
            some = names[first : first + _AT_A_TIME]
            found = list(threads.map(lambda path: _digest(path, known), some))
            digests.update(zip(map(shown, some), found, strict=True))
            done += sum(digest[0] for digest in found)
            tell("reading digests", done, total)
    return digests


def is_as_digested(file: DataFile, digests: dict[str, Any]) -> bool:
    """Say whether a file still has the size and time of change that it had when digested."""
    try:
        state = state_of(file.path)
    except OSError:
        return False
    return bool(digests[shown(file.path)][:2] == state)


def _digest(path: str, known: dict[str, Any]) -> list[Any]:
    """Return size, time of change and sha256; a file of known size and time is not read again."""
    state = state_of(path)
    before = known.get(shown(path))
    if before and before[:2] == state:
        return list(before)
    with open_input(path) as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return [*state, sha256]
