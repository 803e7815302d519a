"""Cut files into shards, and put small files together; a digest of all that matters is the key."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cache, lru_cache
from importlib.resources import files as package_files
from typing import Any

from provaudit import __version__, corpus
from provaudit.model import DataFile, Layout, ScanSettings, Shard, Slice, Source

# Input bytes of a shard: small enough to lose little when killed, large enough to cost little.
SHARD_BYTES = 32 << 20
_FILES_PER_SHARD = 4000
_FILES_IN_MEAN = 1000
_WEST_OF_THE_FENCE = (
    *("corpus", "evidence", "kernels", "scan", "style"),
    *(
        "dates.py",
        "fence.py",
        "generators.csv",
        "generators.py",
        "known_datasets.csv",
        "known_datasets.py",
        "model.py",
        "origin.py",
        "vocabulary.py",
    ),
)


def shards_of(
    files: Iterable[tuple[DataFile, Sequence[bytes]]], settings: ScanSettings
) -> Iterator[Shard]:
    """Cut large files, and put small ones together, into shards of about SHARD_BYTES.

    Beside each file stand the digests of its beginnings, made with the same cuts.
    """
    pending: list[tuple[Slice, int]] = []
    held = 0
    for file, beginnings in files:
        slices = corpus.slices_of(file, SHARD_BYTES)
        if len(slices) > 1:
            size = file.size // len(slices)
            yield from (_shard([(part, size)], settings, beginnings) for part in slices)
            continue
        if pending and (held + file.size > SHARD_BYTES or len(pending) >= _FILES_PER_SHARD):
            yield _shard(pending, settings)
            pending, held = [], 0
        pending.append((slices[0], file.size))
        held += file.size
        if _ends_shard(file):
            yield _shard(pending, settings)
            pending, held = [], 0
    if pending:
        yield _shard(pending, settings)


def _ends_shard(file: DataFile) -> bool:
    """Return whether a shard of small files ends with this one, whichever come before it.

    So a file that is added or removed changes its own shard and no other: the ends of shards are
    drawn by the names, more often the larger the files.
    """
    drawn = zlib.crc32(file.name.encode("utf-8", "surrogatepass")) / (1 << 32)
    return drawn < 2 * file.size / SHARD_BYTES + 1 / _FILES_IN_MEAN


def _shard(
    parts: list[tuple[Slice, int]], settings: ScanSettings, beginnings: Sequence[bytes] = ()
) -> Shard:
    slices = tuple(part for part, _ in parts)
    told = [_told(part, beginnings) for part in slices]
    facts = json.dumps([told, asdict(settings), _version_of_the_scan()], sort_keys=True)
    key = hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Shard(key=key, slices=slices, bytes=sum(size for _, size in parts))


def _told(part: Slice, beginnings: Sequence[bytes]) -> list[Any]:
    """Return all that the tables of a slice depend on; where the file lies is no part of it."""
    file = part.file
    content: list[Any] = [file.name, file.format, file.compression, file.known_by]
    if beginnings and part.end >= 0:
        content += [beginnings[part.end // SHARD_BYTES - 1].hex()]
    else:
        content += [file.size, file.sha256]
    declared = _told_of_alike(file.layout, file.source, file.sources)
    return [*content, declared, part.start, part.end, part.frame]


# A million files are laid out and declared in a few ways only: each is spelled out, and held, once.
@lru_cache(maxsize=4096)
def _told_of_alike(layout: Layout, source: Source | None, sources: tuple[Source, ...]) -> str:
    return json.dumps([asdict(each) for each in (layout, source, *sources) if each])


@cache
def _version_of_the_scan() -> str:
    """Return a digest of all code and data west of the fence: what it finds may have changed."""
    digest = hashlib.sha256(__version__.encode())
    for name in _WEST_OF_THE_FENCE:
        place = package_files("provaudit") / name
        inside = sorted(place.iterdir(), key=lambda file: file.name) if place.is_dir() else [place]
        for file in inside:
            if file.name.endswith((".py", ".toml", ".csv")):
                digest.update(file.read_bytes())
    return digest.hexdigest()
