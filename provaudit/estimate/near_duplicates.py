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

Flags = NDArray[np.bool_]


def find_near_duplicates(store: Store) -> None:
    """Create the tables of equal and nearly equal texts from ``records``.

    ``text_strata``: the pairs of source and origin. ``near_signed``: how many records carry band
    keys, and how many keys each. ``near_clusters``: for each text (by its content_hash) that shares
    a key with another text, the smallest hash of its cluster. ``repeated_texts``: how many records
    in a source and origin have a text that another record has, or nearly has. Equal texts have one
    hash, so they are in one cluster always. No pair of records is ever listed: n texts with the
    same key give n - 1 links (Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive
    Datasets, section 3.4).
    """
    store.table_from(_SQL / "text_strata.sql", "text_strata", {})
    width = sum(row["bands"] for row in store.rows_of(_SQL / "bands.sql", {}))
    with ExitStack() as stack:
        files_ = [stack.enter_context(TemporaryFile(dir=store.spill)) for _ in range(width + 3)]
        texts, strata, links = Column(files_[0], 2), Column(files_[1]), Column(files_[2], 2)
        bands = [Column(file) for file in files_[3:]]
        unsigned = _write_columns(store, texts, strata, bands)
        signed = np.count_nonzero(~unsigned)
        store.put("near_signed", pa.table({"records": [signed], "bands": [width]}))
        copied, later = _copies(texts)
        linked = _write_links(links, bands, later | unsigned)
        store.put("near_clusters", _clusters(texts, links, np.flatnonzero(linked)))
        store.put("repeated", _repeated(texts, strata, np.flatnonzero(linked | copied)))
    store.table_from(_SQL / "repeated_texts.sql", "repeated_texts", {})
    store.run(_SQL / "drop.sql")


def _write_columns(store: Store, texts: Column, strata: Column, bands: Sequence[Column]) -> Flags:
    """Write content hashes, strata and band keys, a row a record; tell which rows have no keys."""
    unsigned = [np.empty(0, bool)]
    known = {"bands": len(bands)}
    for batch in store.batches((_SQL / "hashes.sql").read_text("utf-8"), CHUNK, known):
        texts.append(_numbers(batch["content_hash"]))
        strata.append(batch["stratum"].to_numpy().astype(np.uint64))
        keys = batch["bands"]
        unsigned.append(keys.is_null().to_numpy(zero_copy_only=False))
        table = np.zeros((len(batch), len(bands)), np.uint64)
        if bands:
            table[~unsigned[-1]] = keys.flatten().to_numpy().reshape(-1, len(bands))
        for number, band in enumerate(bands):
            band.append(table[:, number])
    return np.concatenate(unsigned)


def _copies(texts: Column) -> tuple[Flags, Flags]:
    """Tell which rows have a text that another row has, and which of these are not its first."""
    copied, later = np.zeros(texts.rows, bool), np.zeros(texts.rows, bool)
    for rows, _ in rows_of_equal_keys(texts, np.zeros(texts.rows, bool)):
        ascending = np.sort(rows)
        values = texts.take(ascending)
        order = np.lexsort((ascending, values[:, 1], values[:, 0]))
        rows, values = ascending[order], values[order]
        several = in_runs(values[:, 0], values[:, 1])
        rows, values = rows[several], values[several]
        copied[rows] = True
        later[rows[~_first_of_runs(values)]] = True
    return copied, later


def _write_links(links: Column, bands: Sequence[Column], left_out: Flags) -> Flags:
    """Link each row to the first with the same key, band by band; tell which are linked."""
    linked = np.zeros(len(left_out), bool)

    def of_band(band: Column) -> list[Keys]:
        return [_stars(*found) for found in rows_of_equal_keys(band, left_out)]

    with ThreadPoolExecutor(_THREADS) as threads:
        for pairs in chain.from_iterable(threads.map(of_band, bands)):
            links.append(pairs)
            linked[pairs.ravel().astype(np.int64)] = True
    return linked


def _stars(rows: Rows, keys: Keys) -> Keys:
    first = _first_of_runs(keys.reshape(-1, 1))
    start = np.flatnonzero(first)
    firsts = np.repeat(rows[start], np.diff(np.append(start, len(rows))))
    return np.stack([rows[~first], firsts[~first]], axis=1).astype(np.uint64)


def _clusters(texts: Column, links: Column, rows: Rows) -> pa.Table:
    """Return the table ``near_clusters`` of the linked rows, ordered by content_hash."""
    values = texts.take(rows)
    # Numbered in the order of their hash, so that a cluster is known by its smallest.
    order = np.lexsort((values[:, 1], values[:, 0]))
    number = np.empty(len(rows), np.int64)
    number[order] = np.arange(len(rows))
    values = values[order]
    labels = components(len(rows), _numbered(links, rows, number))
    return pa.table({"content_hash": _hashes(values), "cluster": _hashes(values[labels])})


def _repeated(texts: Column, strata: Column, rows: Rows) -> pa.Table:
    """Return how many of the rows have a text in a stratum, ordered by text and stratum."""
    values = np.concatenate([texts.take(rows), strata.take(rows)], axis=1)
    values = values[np.lexsort((values[:, 2], values[:, 1], values[:, 0]))]
    start = np.flatnonzero(_first_of_runs(values))
    records = np.diff(np.append(start, len(values)))
    columns = {"content_hash": _hashes(values[start, :2]), "stratum": values[start, 2]}
    return pa.table({**columns, "records": records})


def _numbered(links: Column, rows: Rows, number: Ids) -> Iterator[tuple[Ids, Ids]]:
    for _, pairs in links.chunks():
        ends = number[np.searchsorted(rows, pairs.astype(np.int64))]
        yield ends[:, 0], ends[:, 1]


def _first_of_runs(values: Keys) -> Flags:
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
