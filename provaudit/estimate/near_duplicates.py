"""Near-duplicates: texts that share a key of locality-sensitive hashing, joined to clusters."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from provaudit.estimate.clusters import Ids, components

if TYPE_CHECKING:
    from provaudit.store import Store

_SQL = files("provaudit.estimate") / "near"
_BATCH = 1 << 20


def find_near_duplicates(store: Store) -> None:
    """Create the tables ``near_signed`` and ``near_clusters`` from ``records``.

    ``near_signed``: how many records carry band keys, and how many keys each. ``near_clusters``:
    for each text (by its content_hash) that shares a key with another text, the smallest hash of
    its cluster. Equal texts have one hash, so they are in one cluster always. No pair of records
    is ever listed: a bucket of n texts gives n - 1 links (Broder 1997; Leskovec, Rajaraman &
    Ullman, Mining of Massive Datasets, section 3.4).
    """
    store.table_from(_SQL / "signed.sql", "near_signed", {})
    store.run(_SQL / "no_links.sql")
    (signed,) = store.query("from near_signed")
    # One band at a time: the buckets of all bands at once would need that many times the memory.
    for band in range(1, signed["bands"] + 1):
        store.run(_SQL / "links.sql", {"band": band})
    store.run(_SQL / "texts.sql")
    (counted,) = store.query("select count(*) as texts from near_texts")
    clusters = components(counted["texts"], _links(store))
    store.put("near_labels", pa.table({"number": np.arange(len(clusters)), "cluster": clusters}))
    store.table_from(_SQL / "clusters.sql", "near_clusters", {})
    store.run(_SQL / "drop.sql")


def _links(store: Store) -> Iterator[tuple[Ids, Ids]]:
    sql = (_SQL / "numbered_links.sql").read_text("utf-8")
    for batch in store.batches(sql, _BATCH):
        yield batch["text"].to_numpy(), batch["first"].to_numpy()
