"""Near-duplicates: texts that share a key of locality-sensitive hashing, joined to clusters."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.estimate.in_order import batches_of
from provaudit.estimate.key_file import BATCH, KeyFile, Rows
from provaudit.estimate.near_tables import Nodes, put_clusters, put_members, put_named
from provaudit.kernels.keys import Keys
from provaudit.kernels.marks import Marks, mark, marked, no_marks

if TYPE_CHECKING:
    from provaudit.store import Store

_SQL = files("provaudit.estimate") / "near"
# Bytes of keys that lie in temporary files at a time; the records are read once for each lot of
# bands that this makes. Much more would wait for the disk, which is slower than another reading.
_SPILLED = 5 << 29
_OF_KEY = 12


def find_near_duplicates(store: Store) -> None:
    """Create the tables of equal and nearly equal texts from ``records``.

    ``text_strata``: the strata: source, origin, and whether a record was made from another.
    ``near_signed``: how many records carry band keys, and how many keys each. ``near_clusters``:
    for each text (by its content_hash) that shares a key with another text, the smallest hash of
    its cluster. ``near_members``: how many records each cluster has in a source and origin;
    ``copied_texts`` the same by text and stratum, with bytes. ``repeated_texts`` and
    ``near_kinds``: how many texts and clusters there are that equally many records have in each
    stratum. Equal texts have one hash, so they are in one cluster always. No pair of records is
    ever listed: n texts with the same key give n - 1 links (Broder 1997; Leskovec, Rajaraman &
    Ullman, Mining of Massive Datasets, section 3.4).
    """
    store.table_from(_SQL / "text_strata.sql", "text_strata", {})
    sizes = store.query("select count(*) as strata, sum(records)::bigint as rows from text_strata")
    strata, rows = sizes[0]["strata"], sizes[0]["rows"] or 0
    width = sum(row["bands"] for row in store.rows_of(_SQL / "bands.sql", {}))
    with TemporaryFile(dir=store.spill) as links:
        copies, later = _find_copies(store, rows)
        linked, signed = _write_links(store, links, later, rows, width)
        first = (linked | copies) & ~later
        nodes = Nodes(_hashes(store, first), first)
        clusters = put_clusters(store, nodes, _links(links))
    put_members(store, clusters, _members(store, nodes, strata), strata)
    store.put("near_signed", pa.table({"records": [signed], "bands": [width]}))
    put_named(store, _SQL)


def _find_copies(store: Store, rows: int) -> tuple[Marks, Marks]:
    """Mark the rows with a text that another row has, and those of them that are not its first."""
    copies, later = no_marks(rows), no_marks(rows)
    with TemporaryFile(dir=store.spill) as file:
        keys = KeyFile(file, rows, 2)
        for first, batch in batches_of(store, _SQL / "texts.sql"):
            words = numbers_of_hashes(batch["content_hash"])
            keys.append(first, [2 * np.arange(len(words))], words.ravel())
        for pairs in keys.pairs():
            mark(copies, pairs.ravel())
            mark(later, pairs[:, 0].copy())
    return copies, later


def _write_links(
    store: Store, links: IO[bytes], later: Marks, rows: int, width: int
) -> tuple[Marks, int]:
    """Link each row to the first with the same key, band by band; mark which are linked.

    Rows that are not the first of their text are left out. Returned is also how many rows have
    keys at all.
    """
    linked, signed = no_marks(rows), 0
    lot = max(1, _SPILLED // max(1, _OF_KEY * rows))
    for first_band in range(0, width, lot):
        bands = range(first_band, min(width, first_band + lot))
        with TemporaryFile(dir=store.spill) as file:
            keys = KeyFile(file, rows, 1)
            signed = 0
            for first, batch in batches_of(store, _SQL / "keys.sql"):
                starts, words = _places_of_keys(batch["bands"], width)
                signed += int(np.count_nonzero(starts >= 0))
                starts[marked(later, first, len(starts))] = -1
                keys.append(first, [_moved(starts, band) for band in bands], words)
            for pairs in keys.pairs():
                links.write(pairs.data)
                mark(linked, pairs.ravel())
    return linked, signed


def _hashes(store: Store, rows: Marks) -> NDArray[np.uint64]:
    """Return the hashes of the marked rows."""
    found = [np.empty((0, 2), np.uint64)]
    for first, batch in batches_of(store, _SQL / "texts.sql"):
        hashes = numbers_of_hashes(batch["content_hash"])
        found.append(hashes[marked(rows, first, len(hashes))])
    return np.concatenate(found)


def _members(store: Store, nodes: Nodes, strata: int) -> Iterator[tuple[Rows, Rows]]:
    """Yield text x ``strata`` + stratum, and bytes, of each record with a text of the nodes."""
    for _, batch in batches_of(store, _SQL / "strata.sql"):
        texts = nodes.find(numbers_of_hashes(batch["content_hash"]))
        both = texts * strata + batch["stratum"].to_numpy()
        yield both[texts >= 0], batch["text_bytes"].to_numpy()[texts >= 0]


def _places_of_keys(bands: pa.ListArray, width: int) -> tuple[Rows, Keys]:
    """Return where the keys of each row begin (-1: it has none), and all keys."""
    offsets = bands.offsets.to_numpy().astype(np.int64)
    starts = offsets[:-1].copy()
    starts[np.diff(offsets) != width] = -1
    return starts, bands.values.to_numpy()


def _moved(starts: Rows, band: int) -> Rows:
    return np.where(starts < 0, -1, starts + band)


def _links(file: IO[bytes]) -> Iterator[Rows]:
    """Yield the links, pairs of rows, some at a time."""
    file.seek(0)
    while data := file.read(16 * BATCH):
        yield np.frombuffer(data, np.int64).reshape(-1, 2)


def numbers_of_hashes(hashes: pa.Array) -> NDArray[np.uint64]:
    """Return hashes of 16 bytes as two numbers each, which sort as the bytes do."""
    fixed = hashes.cast(pa.binary(16))
    buffer = np.frombuffer(fixed.buffers()[1], ">u8") if len(fixed) else np.empty(0, ">u8")
    start = 2 * fixed.offset
    return buffer[start : start + 2 * len(fixed)].reshape(-1, 2).astype(np.uint64)
