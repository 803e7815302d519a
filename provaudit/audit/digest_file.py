"""The digests that an audit keeps for the next one: a row a file, in ``digests.parquet``."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from provaudit.audit.digests import SCHEMA, none_known
from provaudit.corpus import BROKEN
from provaudit.directory import DIGESTS


def read_digests(out: Path) -> pa.Table:
    """Return what an earlier audit in ``out`` knows, as ``digests.SCHEMA`` has it."""
    try:
        with pq.ParquetFile(out / DIGESTS) as file:
            known = file.schema_arrow == SCHEMA
            return file.read(use_threads=False) if known else none_known()
    except BROKEN:
        return none_known()  # none yet, or one that was damaged: all is read again


def write_digests(out: Path, digests: pa.Table) -> None:
    """Write the digests whole or not at all."""
    unfinished = out / f"{DIGESTS}.tmp"
    pq.write_table(digests, unfinished, compression="zstd", row_group_size=1 << 16)
    os.replace(unfinished, out / DIGESTS)
