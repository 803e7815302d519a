"""The tables of equal and nearly equal texts, from the texts and the links between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from provaudit.estimate.clusters import Ids, components
from provaudit.estimate.key_file import Rows
from provaudit.kernels import marks, sorted_hashes
from provaudit.kernels.keys import Keys
from provaudit.kernels.kinds import kinds_of, parts_of

if TYPE_CHECKING:
    from provaudit.store import Store


class Nodes:
    """The texts that several rows have or nearly have, numbered in the order of their hash."""

    def __init__(self, hashes: Keys, rows: marks.Marks) -> None:
        """Take the hash of each text, and the first rows that have them, in the same order."""
        order = _sorted_by(hashes)
        self._index = sorted_hashes.index_of(hashes[order])
        self._rows, self._before = rows, marks.marked_before(rows)
        self._numbers = np.empty(len(order), np.int64)
        self._numbers[order] = np.arange(len(order))

    @property
    def hashes(self) -> Keys:
        """All hashes, by the number of the text."""
        return self._index.hashes

    def find(self, hashes: Keys) -> Ids:
        """Return the numbers of texts by their hash; -1 for one that is none of these."""
        return sorted_hashes.numbers_of(hashes, self._index)

    def of_rows(self, rows: Rows) -> Ids:
        """Return the numbers of texts by the first row that has them."""
        places = np.empty(len(rows), np.int64)
        marks.numbers_of(np.ascontiguousarray(rows), self._rows, self._before, places)
        return self._numbers[places]


def put_clusters(store: Store, nodes: Nodes, links: Iterable[Rows]) -> Ids:
    """Put ``near_texts``; return the cluster of every text, which is its smallest text."""
    linked = np.zeros(len(nodes.hashes), bool)

    def numbered() -> Iterator[tuple[Ids, Ids]]:
        for pairs in links:
            one, other = nodes.of_rows(pairs[:, 0]), nodes.of_rows(pairs[:, 1])
            linked[one] = linked[other] = True
            yield one, other

    clusters = components(len(nodes.hashes), numbered())
    texts = np.flatnonzero(linked)
    # As numbers, since the database takes six times as long to store hashes as bytes.
    named = np.concatenate([nodes.hashes[texts], nodes.hashes[clusters[texts]]], axis=1)
    names = ("high", "low", "cluster_high", "cluster_low")
    store.put("near_texts", pa.table({name: named[:, at] for at, name in enumerate(names)}))
    return clusters


def put_members(
    store: Store, clusters: Ids, members: Iterable[tuple[Ids, Ids]], strata: int
) -> None:
    """Put ``text_copies``, ``text_kinds`` and ``cluster_kinds``.

    ``members`` are the records with one of the texts, some at a time: text x ``strata`` + stratum,
    and the bytes of the text.
    """
    lots = [(np.empty(0, np.int64), np.empty(0, np.int64)), *members]
    both, sizes = (np.concatenate(parts) for parts in zip(*lots, strict=True))
    del lots
    (text, stratum, records), sums = _counted(both, sizes, strata)
    store.put("text_kinds", _kinds("texts", text, stratum, records))
    members_ = _added(clusters[text], stratum, records, strata)
    store.put("cluster_kinds", _kinds("clusters", *members_))
    columns = {"text": text, "cluster": clusters[text], "stratum": stratum, "records": records}
    store.put("text_copies", pa.table(columns | sums))


def put_named(store: Store, sql: Traversable) -> None:
    """Put what is read of the tables of ``put_members``: strata by name."""
    for name in ("repeated_texts", "near_kinds"):
        store.table_from(sql / f"{name}.sql", name, {})
    store.run(sql / "near_clusters.sql")
    store.run(sql / "near_members.sql")
    store.run(sql / "copied_texts.sql")
    store.run(sql / "drop.sql")


def _kinds(what: str, groups: Ids, strata: Ids, records: Ids) -> pa.Table:
    parts = parts_of(*kinds_of(groups, strata, records))
    names = ("kind", what, "stratum", "records")
    return pa.table({name: parts[:, at] for at, name in enumerate(names)})


def _counted(both: Ids, sizes: Ids, strata: int) -> tuple[tuple[Ids, Ids, Ids], dict[str, Ids]]:
    """Return text, stratum and records of each pair of them, sorted by both; and their bytes."""
    order = np.argsort(both)
    both, sizes = both[order], sizes[order]
    starts = _starts_of_runs(both)
    sums = {
        name: of_run.reduceat(sizes, starts) if len(starts) else sizes
        for name, of_run in {"text_bytes": np.add, "longest": np.maximum}.items()
    }
    return (*np.divmod(both[starts], strata), np.diff(np.append(starts, len(both)))), sums


def _added(groups: Ids, strata: Ids, records: Ids, width: int) -> tuple[Ids, Ids, Ids]:
    """Return the records of each pair of group and stratum, sorted by both."""
    both = groups * width + strata
    order = np.argsort(both)
    both = both[order]
    starts = _starts_of_runs(both)
    added = np.add.reduceat(records[order], starts) if len(both) else records
    return (*np.divmod(both[starts], width), added)


def _starts_of_runs(values: Ids) -> Ids:
    first = np.ones(len(values), bool)
    first[1:] = values[1:] != values[:-1]
    return np.flatnonzero(first)


def _sorted_by(keys: Keys) -> Rows:
    """Return the places of keys in ascending order; nearly all differ in their first word."""
    order = np.argsort(keys[:, 0])
    first = keys[order, 0]
    same = np.zeros(len(first), bool)
    same[1:] = first[1:] == first[:-1]
    same[:-1] |= same[1:]
    alike = order[same]
    order[same] = alike[np.lexsort(keys[alike].T[::-1])]
    return order
