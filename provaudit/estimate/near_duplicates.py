"""Near-duplicates: texts that share a key of locality-sensitive hashing, joined to clusters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.resources import files
from itertools import chain
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.estimate.clusters import Ids, components
from provaudit.estimate.equal_keys import CHUNK, Column, Keys, Rows, in_runs, rows_of_equal_keys

if TYPE_CHECKING:
    from provaudit.store import Store

_SQL = files("provaudit.estimate") / "near"
# Keys of one kind are sorted beside those of another; each takes memory of its own.
_THREADS = 2


def find_near_duplicates(store: Store) -> None:
    """Create the tables ``near_signed``, ``near_clusters`` and ``text_copies`` from ``records``.

    ``near_signed``: how many records carry band keys, and how many keys each. ``near_clusters``:
    for each text (by its content_hash) that shares a key with another text, the smallest hash of
    its cluster. ``text_copies``: each text that several records have. Equal texts have one hash,
    so they are in one cluster always. No pair of records is ever listed: n texts with the same key
    give n - 1 links (Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets,
    section 3.4).
    """
    store.table_from(_SQL / "signed.sql", "near_signed", {})
    (signed,) = store.query("from near_signed")
    with ExitStack() as stack:
        files_ = [
            stack.enter_context(TemporaryFile(dir=store.spill)) for _ in range(signed["bands"] + 2)
        ]
        texts, links = Column(files_[0], 2), Column(files_[1], 2)
        bands = [Column(file) for file in files_[2:]]
        unsigned = _write_columns(store, texts, bands)
        copies, later = _copies(texts)
        store.put("text_copies", pa.table({"content_hash": _hashes(copies)}))
        _write_links(links, bands, later | unsigned)
        store.put("near_clusters", _clusters(texts, links))


def _write_columns(store: Store, texts: Column, bands: Sequence[Column]) -> NDArray[np.bool_]:
    """Write content hashes and band keys, a row a record; return which rows have no keys."""
    unsigned = [np.empty(0, bool)]
    for batch in store.batches((_SQL / "hashes.sql").read_text("utf-8"), CHUNK):
        texts.append(_numbers(batch["content_hash"]))
        keys = batch["bands"]
        unsigned.append(keys.is_null().to_numpy(zero_copy_only=False))
        table = np.zeros((len(batch), len(bands)), np.uint64)
        table[~unsigned[-1]] = keys.flatten().to_numpy().reshape(-1, max(1, len(bands)))
        for number, band in enumerate(bands):
            band.append(table[:, number])
    return np.concatenate(unsigned)


def _copies(texts: Column) -> tuple[Keys, NDArray[np.bool_]]:
    """Return each text that several rows have, and which rows repeat that of an earlier row."""
    later = np.zeros(texts.rows, bool)
    found = [np.empty((0, 2), np.uint64)]
    for rows, _ in rows_of_equal_keys(texts, np.zeros(texts.rows, bool)):
        ascending = np.sort(rows)
        values = texts.take(ascending)
        order = np.lexsort((ascending, values[:, 1], values[:, 0]))
        rows, values = ascending[order], values[order]
        several = in_runs(values[:, 0], values[:, 1])
        rows, values = rows[several], values[several]
        first = _first_of_runs(values)
        later[rows[~first]] = True
        found.append(values[first])
    return np.concatenate(found), later


def _write_links(links: Column, bands: Sequence[Column], left_out: NDArray[np.bool_]) -> None:
    """Link each row to the first that has the same key, band by band."""

    def of_band(band: Column) -> list[Keys]:
        return [_stars(*found) for found in rows_of_equal_keys(band, left_out)]

    with ThreadPoolExecutor(_THREADS) as threads:
        for found in chain.from_iterable(threads.map(of_band, bands)):
            links.append(found)


def _stars(rows: Rows, keys: Keys) -> Keys:
    first = _first_of_runs(keys.reshape(-1, 1))
    start = np.flatnonzero(first)
    firsts = np.repeat(rows[start], np.diff(np.append(start, len(rows))))
    return np.stack([rows[~first], firsts[~first]], axis=1).astype(np.uint64)


def _clusters(texts: Column, links: Column) -> pa.Table:
    """Return the table ``near_clusters``, ordered by content_hash."""
    linked = np.zeros(texts.rows, bool)
    for _, pairs in links.chunks():
        linked[pairs.ravel().astype(np.int64)] = True
    rows = np.flatnonzero(linked)
    values = texts.take(rows)
    # Numbered in the order of their hash, so that a cluster is known by its smallest.
    order = np.lexsort((values[:, 1], values[:, 0]))
    number = np.empty(len(rows), np.int64)
    number[order] = np.arange(len(rows))
    values = values[order]
    labels = components(len(rows), _numbered(links, rows, number))
    return pa.table({"content_hash": _hashes(values), "cluster": _hashes(values[labels])})


def _numbered(links: Column, rows: Rows, number: Ids) -> Iterator[tuple[Ids, Ids]]:
    for _, pairs in links.chunks():
        ends = number[np.searchsorted(rows, pairs.astype(np.int64))]
        yield ends[:, 0], ends[:, 1]


def _first_of_runs(values: Keys) -> NDArray[np.bool_]:
    first = np.ones(len(values), bool)
    first[1:] = (values[1:] != values[:-1]).any(axis=1)
    return first


def _numbers(hashes: pa.Array) -> Keys:
    """Return hashes of 16 bytes as two numbers each, which sort as the bytes do."""
    fixed = hashes.cast(pa.binary(16))
    buffer = np.frombuffer(fixed.buffers()[1], ">u8") if len(fixed) else np.empty(0, ">u8")
    start = 2 * fixed.offset
    return buffer[start : start + 2 * len(fixed)].reshape(-1, 2).astype(np.uint64)


def _hashes(values: Keys) -> pa.Array:
    data = pa.py_buffer(values.astype(">u8"))
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(values), [None, data])
