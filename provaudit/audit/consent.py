"""Bring in what sites said of their use for training: read before the scan, joined after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from provaudit.access import Read, agents_table, read_access
from provaudit.access.statements import STATEMENTS
from provaudit.audit.request import Request
from provaudit.store import Store

_VIEWS = files("provaudit.audit") / "views"


@contextmanager
def stated(request: Request, today: str) -> Iterator[Request]:
    """Give the request with all that its ``access`` states, read into a file that goes afterwards.

    It is read before anything is scanned, so that what is wrong in a list costs nobody an audit.
    """
    if request.access is None:
        yield request
        return
    with TemporaryDirectory() as folder:
        read = read_access(request.access, Path(folder) / "statements.parquet", today)
        yield replace(request, stated=read)


def put_access(store: Store, read: Read | None) -> None:
    """Put what was stated of the hosts of the records; tables without rows if nobody asked."""
    store.put("access_agents", agents_table(asked=read is not None))
    if read is None:
        store.put("access", STATEMENTS.empty_table())
        store.put("access_list", _LIST.empty_table())
        return
    path = {"path": str(read.table)}
    store.table_from(_VIEWS / "access.sql", "access", path)
    listed = store.rows_of(_VIEWS / "access_list.sql", path)
    rows = [{**row, "statements": read.statements, "ignored": read.ignored} for row in listed]
    store.put("access_list", pa.Table.from_pylist(rows, schema=_LIST))


_LIST = pa.schema(
    [
        *((name, pa.int64()) for name in ("statements", "domains", "near_hosts")),
        ("ignored", pa.list_(pa.string())),
    ]
)
