"""Ids that more than one record carries."""

from __future__ import annotations

from importlib.resources import files
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import numpy as np
import pyarrow as pa

from provaudit.estimate.in_order import batches_of
from provaudit.estimate.key_file import KeyFile
from provaudit.kernels.marks import Marks, mark, marked, no_marks

if TYPE_CHECKING:
    from provaudit.store import Store

_SQL = files("provaudit.estimate") / "ids"


def find_repeated_ids(store: Store) -> None:
    """Create ``suspected_ids`` from the records: each id whose hash that of another record is.

    All ids that are repeated are among them, once a record, and hardly any other: hashes have 64
    bits. To compare these few takes less time and memory than to compare all.
    """
    rows = store.rows_of(_SQL / "count.sql", {})[0]["rows"]
    suspected = no_marks(rows)
    with TemporaryFile(dir=store.spill) as file:
        keys = KeyFile(file, rows, 1)
        for first, batch in batches_of(store, _SQL / "hashes.sql"):
            keys.append(first, [np.arange(len(batch))], batch["hash"].to_numpy())
        for pairs in keys.pairs():
            mark(suspected, pairs.ravel())
    with TemporaryFile(dir=store.spill) as file:
        _write_ids(store, suspected, file)
        file.seek(0)
        with pa.ipc.open_stream(file) as found:
            store.put("suspected_ids", found)


def _write_ids(store: Store, rows: Marks, file: IO[bytes]) -> None:
    # Through a file: there may be many, and the database does not take rows while it gives some.
    schema = pa.schema([("record_id", pa.string())])
    with pa.ipc.new_stream(file, schema) as ids:
        for first, batch in batches_of(store, _SQL / "ids.sql"):
            ids.write_batch(batch.filter(pa.array(marked(rows, first, len(batch)))).cast(schema))
