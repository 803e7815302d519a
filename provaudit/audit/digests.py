"""Digests of the data files: what was audited, and whether it changed since or meanwhile."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from provaudit import corpus
from provaudit.addresses import shown
from provaudit.audit.request import Progress, silent
from provaudit.corpus import FoundFile
from provaudit.model import DataFile
from provaudit.storage import open_input, state_of

# What a thread is handed at a time: a million small files must not become a million tasks.
_FILES_AT_A_TIME, _BYTES_AT_A_TIME = 256, 8 << 20
_CHUNK = 1 << 20
_ROWS = 1024


# A row a file, in the order of the files. A path is kept as bytes, since it need not be UTF-8.
_SHA256 = pa.binary(32)
SCHEMA = pa.schema(
    [
        ("path", pa.binary()),
        ("size", pa.int64()),
        ("changed", pa.string()),
        ("sha256", _SHA256),
        ("cut", pa.int64()),
        ("beginnings", pa.list_(_SHA256)),
    ]
)


class Digest(NamedTuple):
    """Size in bytes, time of change in ns (of an object: its ETag), and SHA-256 of a file.

    Where a file is cut at any byte, every ``cut`` bytes, ``beginnings`` are the SHA-256 of all up
    to the end of the line that crosses each cut: what is scanned between two cuts depends on
    nothing behind that line, so it is known when the file has only grown.
    """

    size: int
    changed: str
    sha256: bytes
    cut: int = 0
    beginnings: Sequence[bytes] = ()


def none_known() -> pa.Table:
    """Return the digests of no files."""
    return SCHEMA.empty_table()


def digests_of(
    files: Sequence[FoundFile], known: pa.Table, cut: int, tell: Progress = silent
) -> pa.Table:
    """Return the digest of each file, in their order; ``cut`` bytes lie between two cuts.

    ``known`` are digests of before. A path stands without any keys of a store. Hashing lets go of
    the interpreter, so threads share it.
    """
    total = sum(file.size for file in files)
    places = _places(files, known)
    batches: list[pa.RecordBatch] = []
    begun = done = 0

    def digest_all(some: tuple[list[FoundFile], list[Digest | None]]) -> list[Digest]:
        return [_digest(file, before, cut) for file, before in zip(*some, strict=True)]

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as threads:
        for lots in _some_at_a_time(_lots(files), 16):
            paths = [_path(file) for lot in lots for file in lot]
            before = iter(_known_at(places[begun : begun + len(paths)], known))
            work = [(lot, list(islice(before, len(lot)))) for lot in lots]
            found = [digest for lot in threads.map(digest_all, work) for digest in lot]
            batches.append(_batch(paths, found))
            begun += len(paths)
            done += sum(digest.size for digest in found)
            tell("reading digests", done, total)
    return pa.Table.from_batches(batches, SCHEMA)


def rows_of(digests: pa.Table) -> Iterator[Digest]:
    """Yield the digests of a table one by one."""
    for batch in digests.to_batches(max_chunksize=_ROWS):
        columns = (column.to_pylist() for column in batch.columns[1:])
        yield from map(Digest._make, zip(*columns, strict=True))


def is_as_digested(file: DataFile, digest: Digest) -> bool:
    """Say whether a file still has the size and time of change that it had when digested."""
    try:
        size, changed = state_of(file.path)
    except OSError:
        return False
    return (digest.size, digest.changed) == (size, str(changed))


def _path(file: FoundFile) -> bytes:
    return os.fsencode(shown(file.path))


def _places(files: Sequence[FoundFile], known: pa.Table) -> pa.Array:
    """Return at which row of ``known`` each file is, null where it is at none."""
    if not known.num_rows:
        return pa.nulls(len(files), pa.int32())
    return pc.index_in(pa.array(map(_path, files), pa.binary()), value_set=known["path"])


def _known_at(places: pa.Array, known: pa.Table) -> list[Digest | None]:
    found = rows_of(known.take(places.drop_null()))
    return [next(found) if place.is_valid else None for place in places]


def _batch(paths: list[bytes], digests: list[Digest]) -> pa.RecordBatch:
    columns = (paths, *zip(*digests, strict=True))
    arrays = [pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
    return pa.record_batch(arrays, schema=SCHEMA)


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


def _digest(file: FoundFile, before: Digest | None, cut: int) -> Digest:
    """Return a file's digest; a file of known size and time of change is not read again."""
    size, state = state_of(file.path)
    changed = str(state)
    cut = cut if corpus.is_cut_anywhere(file) and size > cut else 0
    if before and (before.size, before.changed, before.cut) == (size, changed, cut):
        return before
    with open_input(file.path) as stream:
        if cut:
            sha256, *beginnings = _with_beginnings(stream, cut)
            return Digest(size, changed, sha256, cut, beginnings)
        sha256 = hashlib.file_digest(stream, "sha256").digest()
    return Digest(size, changed, sha256)


def _with_beginnings(stream: BinaryIO, cut: int) -> list[bytes]:
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
                beginnings.append(whole.digest())
                next_cut += cut
        whole.update(memoryview(chunk)[hashed:])
        at += len(chunk)
    crossed = range(next_cut, at, cut)
    return [whole.digest(), *beginnings, *(whole.digest() for _ in crossed)]
