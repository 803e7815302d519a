"""The rows of a query in the order of the records, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import pyarrow as pa

from provaudit.estimate.key_file import BATCH

if TYPE_CHECKING:
    from provaudit.store import Store


def batches_of(store: Store, file: Traversable) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Yield the number of the first row and the rows of a batch, reading the next meanwhile.

    Rows come in the same order each time, and so do those of another query with the same rows, if
    they are of one table or view without a join.
    """
    batches = store.batches(file.read_text("utf-8"), BATCH)
    first = 0
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = ahead.submit(next, batches, None)
            yield first, batch
            first += len(batch)
