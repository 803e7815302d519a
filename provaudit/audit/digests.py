"""Digests of the data files: what was audited, and whether it changed since or meanwhile."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

from provaudit import corpus
from provaudit.addresses import shown
from provaudit.audit.request import Progress
from provaudit.corpus import FoundFile
from provaudit.model import DataFile
from provaudit.storage import open_input, state_of

# What a thread is handed at a time: a million small files must not become a million tasks.
_FILES_AT_A_TIME, _BYTES_AT_A_TIME = 256, 8 << 20
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Digest:
    """Size in bytes, time of change in ns (of an object: its ETag), and SHA-256 of a file.

    Where a file is cut at any byte, every ``cut`` bytes, ``beginnings`` are the SHA-256 of all up
    to the end of the line that crosses each cut: what is scanned between two cuts depends on
    nothing behind that line, so it is known when the file has only grown.
    """

    size: int
    changed: str
    sha256: str
    cut: int = 0
    beginnings: tuple[str, ...] = ()


Digests = Mapping[str, Digest]


def digests_of(
    files: Sequence[FoundFile], known: Digests, cut: int, tell: Progress
) -> dict[str, Digest]:
    """Return the digest of each file; ``cut`` bytes lie between two cuts.

    Digests are named by paths without any keys of a store. Hashing lets go of the interpreter,
    so threads share it.
    """
    total = sum(file.size for file in files)
    digests: dict[str, Digest] = {}
    done = 0

    def digest_all(some: list[FoundFile]) -> list[Digest]:
        return [_digest(file, known, cut) for file in some]

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
        for lots in _some_at_a_time(_lots(files), 16):
            for lot, found in zip(lots, threads.map(digest_all, lots), strict=True):
                digests.update(zip((shown(file.path) for file in lot), found, strict=True))
                done += sum(digest.size for digest in found)
                tell("reading digests", done, total)
    return digests


def is_as_digested(file: DataFile, digests: Digests) -> bool:
    """Say whether a file still has the size and time of change that it had when digested."""
    try:
        size, changed = state_of(file.path)
    except OSError:
        return False
    digest = digests[shown(file.path)]
    return (digest.size, digest.changed) == (size, str(changed))


def _lots(files: Sequence[FoundFile]) -> Iterator[list[FoundFile]]:
    lot: list[FoundFile] = []
    held = 0
    for file in files:
        if lot and (len(lot) == _FILES_AT_A_TIME or held + file.size > _BYTES_AT_A_TIME):
            yield lot
            lot, held = [], 0
        lot.append(file)
        held += file.size
    if lot:
        yield lot


def _some_at_a_time(
    lots: Iterator[list[FoundFile]], number: int
) -> Iterator[list[list[FoundFile]]]:
    some: list[list[FoundFile]] = []
    for lot in lots:
        some.append(lot)
        if len(some) == number:
            yield some
            some = []
    if some:
        yield some


def _digest(file: FoundFile, known: Digests, cut: int) -> Digest:
    """Return a file's digest; a file of known size and time of change is not read again."""
    size, state = state_of(file.path)
    changed = str(state)
    cut = cut if corpus.is_cut_anywhere(file) and size > cut else 0
    before = known.get(shown(file.path))
    if before and (before.size, before.changed, before.cut) == (size, changed, cut):
        return before
    with open_input(file.path) as stream:
        if cut:
            sha256, *beginnings = _with_beginnings(stream, cut)
            return Digest(size, changed, sha256, cut, tuple(beginnings))
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return Digest(size, changed, sha256)


def _with_beginnings(stream: BinaryIO, cut: int) -> list[str]:
    """Return the digest of all, then that of each beginning, in one pass.

    The line that crosses a cut ends with the first newline at or after the byte before the cut;
    where there is none, the beginning is all there is.
    """
    whole, beginnings = hashlib.sha256(), []
    at, next_cut = 0, cut
    while chunk := stream.read(_CHUNK):
        hashed = 0
        while (begin := max(next_cut - 1 - at, hashed)) < len(chunk):
            newline = chunk.find(b"\n", begin)
            if newline < 0:
                break
            whole.update(memoryview(chunk)[hashed : newline + 1])
            hashed = newline + 1
            # All cuts inside of the same line have the same beginning.
            while next_cut <= at + hashed:
                beginnings.append(whole.hexdigest())
                next_cut += cut
        whole.update(memoryview(chunk)[hashed:])
        at += len(chunk)
    crossed = range(next_cut, at, cut)
    return [whole.hexdigest(), *beginnings, *(whole.hexdigest() for _ in crossed)]
