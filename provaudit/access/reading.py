"""A file or a folder of statements becomes one Parquet file of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from provaudit.access.listing import kind_of, rows_of
from provaudit.access.snapshots import Snapshot, answers_of, snapshot_at
from provaudit.access.statements import STATEMENTS, Places, statements
from provaudit.errors import UserError
from provaudit.plain import plain

_LOT = 4096  # snapshots in one batch


@dataclass(frozen=True, slots=True)
class Read:
    """The Parquet file of all statements, how many they are, and the files that hold none."""

    table: Path
    statements: int
    ignored: tuple[str, ...]


def read_access(path: Path, to: Path, today: str) -> Read:
    """Write all statements of the list or folder ``path`` to the Parquet file ``to``.

    A folder may hold lists and snapshots. ``today`` (YYYY-MM-DD) is the last day that a statement
    can be of. Raises UserError, with file and line, for what is wrong in a list, and for a folder
    without any statement.
    """
    lists, snapshots, ignored = _sorted_out(path)
    with pq.ParquetWriter(to, STATEMENTS) as writer:
        written = 0
        for batch in _batches(lists, snapshots, today):
            writer.write_batch(batch)
            written += len(batch)
    if not written:
        raise UserError(
            f"{path}: no statement on any domain: give a list (.csv, .jsonl, .parquet) with "
            "domain, mechanism and allowed, or a folder with DOMAIN/robots.txt"
        )
    return Read(to, written, ignored)


def _sorted_out(path: Path) -> tuple[list[Path], list[Snapshot], tuple[str, ...]]:
    if not path.is_dir():
        if not kind_of(path):
            raise UserError(f"{path}: is no list: its name must end in .csv, .jsonl or .parquet")
        return [path], [], ()
    lists, snapshots, ignored = [], [], []
    for file in sorted(one for one in path.rglob("*") if one.is_file()):
        if kind_of(file):
            lists.append(file)
        elif snapshot := snapshot_at(file, path):
            snapshots.append(snapshot)
        else:
            ignored.append(plain(str(file.relative_to(path)), 200))
    return lists, snapshots, tuple(ignored)


def _batches(lists: list[Path], snapshots: list[Snapshot], today: str) -> Iterator[pa.RecordBatch]:
    for file in lists:
        for columns, places in rows_of(file):
            if len(columns["domain"]):
                yield statements(columns, places, today)
    for first in range(0, len(snapshots), _LOT):
        rows = [row for one in snapshots[first : first + _LOT] for row in _rows(one)]
        if rows:
            *stated, files = (list(column) for column in zip(*rows, strict=True))
            named = {
                name: pa.array(column, pa.string())
                for name, column in zip(_STATED, stated, strict=True)
            }
            # A snapshot says it all at once, so its statements are of its first line.
            places = Places(pa.array(files, pa.string()), pa.repeat(pa.scalar(1), len(files)))
            yield statements(named, places, today)


_STATED = ("domain", "seen", "mechanism", "agent", "allowed")


def _rows(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    try:
        for mechanism, agent, allowed in answers_of(snapshot):
            yield snapshot.host, snapshot.seen, mechanism, agent, allowed, str(snapshot.path)
    except OSError as error:
        raise UserError(f"{snapshot.path}: cannot be read: {error.strerror}") from error
