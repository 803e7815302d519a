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
# Rows whose keys are turned from rows to columns at a time.
_CACHED = 1 << 12

Flags = NDArray[np.bool_]


def find_near_duplicates(store: Store) -> None:
    """Create the tables of equal and nearly equal texts from ``records``.

    ``text_strata``: the strata: source, origin, and whether a record was made from another.
    ``near_signed``: how many records carry band keys, and how many keys each. ``near_clusters``:
    for each text (by its content_hash) that shares a key with another text, the smallest hash of
    its cluster. ``repeated_texts``: how many records of a stratum have a text that another record
    has, or nearly has, and their bytes; texts and clusters are numbered there in the order of their
    hash. Equal texts have one hash, so they are in one
    cluster always. No pair of records is ever listed: n texts with the
    same key give n - 1 links (Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive
    Datasets, section 3.4).
    """
    store.table_from(_SQL / "text_strata.sql", "text_strata", {})
    width = sum(row["bands"] for row in store.rows_of(_SQL / "bands.sql", {}))
    with ExitStack() as stack:
        files_ = [stack.enter_context(TemporaryFile(dir=store.spill)) for _ in range(width + 3)]
        texts, strata, links = Column(files_[0], 2), Column(files_[1], 2), Column(files_[2], 2)
        bands = [Column(file) for file in files_[3:]]
        unsigned = _write_columns(store, texts, strata, bands)
        signed = np.count_nonzero(~unsigned)
        store.put("near_signed", pa.table({"records": [signed], "bands": [width]}))
        copied, later = _copies(texts)
        linked = _write_links(links, bands, later | unsigned)
        rows = np.flatnonzero(linked | copied)
        hashes, number = _distinct(texts.take(rows))
        clusters = components(len(hashes), _numbered(links, rows, number))
        in_clusters = np.unique(number[linked[rows]])
        store.put("near_clusters", _clusters(hashes, clusters, in_clusters))
        store.put("repeated", _repeated(number, strata.take(rows), clusters))
    store.table_from(_SQL / "repeated_texts.sql", "repeated_texts", {})
    store.run(_SQL / "drop.sql")


def _write_columns(store: Store, texts: Column, strata: Column, bands: Sequence[Column]) -> Flags:
    """Write hashes, strata with bytes, and band keys, a row a record; tell which have no keys."""
    unsigned = [np.empty(0, bool)]
    known = {"bands": len(bands)}
    for batch in store.batches((_SQL / "hashes.sql").read_text("utf-8"), CHUNK, known):
        texts.append(_numbers(batch["content_hash"]))
        sizes = (batch[name].to_numpy().astype(np.uint64) for name in ("stratum", "text_bytes"))
        strata.append(np.stack(list(sizes), axis=1))
        keys = batch["bands"]
        unsigned.append(keys.is_null().to_numpy(zero_copy_only=False))
        columns = np.zeros((len(bands), len(batch)), np.uint64)
        if bands:
            _turn(keys.flatten().to_numpy(), columns, np.flatnonzero(~unsigned[-1]))
        for band, column in zip(bands, columns, strict=True):
            band.append(column)
    return np.concatenate(unsigned)


def _turn(keys: Keys, columns: Keys, rows: Rows) -> None:
    """Write keys that come row by row into columns: some rows at a time, which the cache holds."""
    table = keys.reshape(-1, len(columns))
    for first in range(0, len(rows), _CACHED):
        some = rows[first : first + _CACHED]
        columns[:, some[0] : some[-1] + 1][:, some - some[0]] = table[first : first + _CACHED].T


def _copies(texts: Column) -> tuple[Flags, Flags]:
    """Tell which rows have a text that another row has, and which of these are not its first."""
    copied, later = np.zeros(texts.rows, bool), np.zeros(texts.rows, bool)
    for rows, _ in rows_of_equal_keys(texts, np.zeros(texts.rows, bool)):
        order = np.argsort(rows)
        values = np.empty((len(rows), 2), np.uint64)
        values[order] = texts.take(rows[order])
        if _differ_later(values):
            order = np.lexsort((rows, values[:, 1], values[:, 0]))
            rows, values = rows[order], values[order]
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


def _distinct(values: Keys) -> tuple[Keys, Ids]:
    """Return the different hashes in ascending order, and for each row which of them it has."""
    order = np.argsort(values[:, 0])
    sorted_ = values[order]
    if _differ_later(sorted_):
        order = np.lexsort((values[:, 1], values[:, 0]))
        sorted_ = values[order]
    first = _first_of_runs(sorted_)
    number = np.empty(len(values), np.int64)
    number[order] = np.cumsum(first) - 1
    return sorted_[first], number


def _clusters(hashes: Keys, clusters: Ids, texts: Ids) -> pa.Table:
    """Return the table ``near_clusters`` of some texts, ordered by content_hash."""
    of_cluster = hashes[clusters[texts]]
    return pa.table({"content_hash": _hashes(hashes[texts]), "cluster": _hashes(of_cluster)})


def _repeated(number: Ids, strata: Keys, clusters: Ids) -> pa.Table:
    """Return how many of the rows have a text in a stratum, with bytes, by text and stratum."""
    stratum, bytes_ = strata.astype(np.int64).T
    width = stratum.max(initial=0) + 1
    both = number * width + stratum
    order = np.argsort(both, kind="stable")
    start = np.flatnonzero(_first_of_runs(both[order].reshape(-1, 1)))
    text, stratum = np.divmod(both[order][start], width)
    columns = {"text": text, "cluster": clusters[text], "stratum": stratum}
    columns["records"] = np.diff(np.append(start, len(both)))
    for name, of_run in {"text_bytes": np.add, "longest": np.maximum}.items():
        columns[name] = of_run.reduceat(bytes_[order], start) if len(start) else start
    return pa.table(columns)


def _differ_later(values: Keys) -> bool:
    """Tell whether sorted hashes have the same first half and another second: hardly ever."""
    same = values[1:, 0] == values[:-1, 0]
    return bool((values[1:, 1][same] != values[:-1, 1][same]).any())


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
