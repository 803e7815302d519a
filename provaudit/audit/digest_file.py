"""The digests that an audit keeps for the next one: a row a file, in ``digests.parquet``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from provaudit.audit.digests import Digest, Digests
from provaudit.corpus import BROKEN
from provaudit.directory import DIGESTS

_SHA256 = pa.binary(32)
# A path is kept as bytes, since it need not be UTF-8.
_SCHEMA = pa.schema(
    [
        ("path", pa.binary()),
        ("size", pa.int64()),
        ("changed", pa.string()),
        ("sha256", _SHA256),
        ("cut", pa.int64()),
        ("beginnings", pa.list_(_SHA256)),
    ]
)
_ROWS = 16384


def read_digests(out: Path) -> dict[str, Digest]:
    """Return what an earlier audit in ``out`` knows by path."""
    try:
        with pq.ParquetFile(out / DIGESTS) as file:
            if file.schema_arrow != _SCHEMA:
                return {}
            batches = file.iter_batches(_ROWS, use_threads=False)
            return {path: digest for batch in batches for path, digest in _digests(batch)}
    except BROKEN:
        return {}  # none yet, or one that was damaged: all is read again


def write_digests(out: Path, digests: Digests) -> None:
    """Write the digests whole or not at all, some rows at a time, since there may be millions."""
    unfinished = out / f"{DIGESTS}.tmp"
    rows = iter(sorted(digests.items()))
    with pq.ParquetWriter(unfinished, _SCHEMA, compression="zstd") as writer:
        while some := list(islice(rows, _ROWS)):
            writer.write_batch(_batch(some))
    os.replace(unfinished, out / DIGESTS)


def _batch(some: list[tuple[str, Digest]]) -> pa.RecordBatch:
    digests = [digest for _, digest in some]
    columns = [
        [os.fsencode(path) for path, _ in some],
        [digest.size for digest in digests],
        [digest.changed for digest in digests],
        [bytes.fromhex(digest.sha256) for digest in digests],
        [digest.cut for digest in digests],
        [list(map(bytes.fromhex, digest.beginnings)) for digest in digests],
    ]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, _SCHEMA.types, strict=True)]
    return pa.record_batch(arrays, schema=_SCHEMA)


def _digests(batch: pa.RecordBatch) -> Iterator[tuple[str, Digest]]:
    rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
    for path, size, changed, sha256, cut, beginnings in rows:
        inner = tuple(one.hex() for one in beginnings)
        yield os.fsdecode(path), Digest(size, changed, sha256.hex(), cut, inner)
