"""The partial tables of one shard on disk: bounded buffers, and one atomic commit.

Every table is written beside its final name and moved there at the end, ``slices`` last: a shard
whose ``slices`` file is missing does not exist, whatever else a killed worker left behind.
A part of a shard is committed likewise, under the shard's key and where reading goes on after it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from provaudit import fence
from provaudit.addresses import is_remote, join
from provaudit.model import Shard
from provaudit.storage import listing, remove, upload

# Rows and bytes held back per table before a row group is written.
_ROWS = 1 << 16
_BYTES = 16 << 20
# Rows that came as dictionaries and wait to become columns: a million files give a row each.
_DICTS = 1024
_UNFINISHED = ".tmp"
COMMIT = "slices"


class PartialTables:
    """Writes the tables of shard ``key`` below ``folder``; use as a context, then ``commit``.

    Where ``folder`` is the URI of a store, they are written here first and put there whole.
    """

    def __init__(self, folder: Path | str, key: str, attributes: tuple[str, ...]) -> None:
        self.key = key
        self._store = str(folder) if is_remote(folder) else ""
        self._scratch = TemporaryDirectory(prefix="provaudit-") if self._store else None
        self._folder = Path(self._scratch.name if self._scratch else folder)
        self._schemas = {**fence.TABLES, "records": fence.records_schema(attributes)}
        self._held: dict[str, list[pa.Table]] = {}
        self._dicts: dict[str, list[dict[str, Any]]] = {}
        self._rows: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> PartialTables:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name, writer in self._writers.items():
            writer.close()
            self._unfinished(name).unlink(missing_ok=True)
        if self._scratch:
            self._scratch.cleanup()

    def add(self, name: str, rows: pa.Table) -> None:
        """Append rows to table ``name``; columns that ``rows`` lacks are null."""
        if rows.num_rows == 0:
            return
        added = _conform(rows, self._schemas[name])
        self._held.setdefault(name, []).append(added)
        self._rows[name] += len(added)
        self._bytes[name] += added.nbytes
        if self._rows[name] >= _ROWS or self._bytes[name] >= _BYTES:
            self._write(name)

    def add_rows(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Append rows given as dictionaries to table ``name``, which gets no rows otherwise."""
        held = self._dicts.setdefault(name, [])
        held += rows
        if len(held) >= _DICTS:
            self._turn(name)

    def commit(self, resume: int | None = None) -> None:
        """Move all tables to their final names, ``slices`` last. Without rows there is no file.

        ``resume`` is where the rest of the shard begins, None if there is none.
        """
        key = self.key if resume is None else f"{self.key}-{resume}"
        for name in list(self._dicts):
            self._turn(name)
        for name in list(self._held):
            self._write(name)
        for writer in self._writers.values():
            writer.close()
        for name in sorted(self._writers, key=lambda name: name == COMMIT):
            self._publish(name, f"{key}.parquet")
        self._writers.clear()

    def _turn(self, name: str) -> None:
        """Turn the rows of a table that are held as dictionaries into columns."""
        rows = self._dicts.pop(name, [])
        self.add(name, pa.Table.from_pylist(rows, schema=fence.plain_schema(self._schemas[name])))

    def _write(self, name: str) -> None:
        held = self._held.pop(name, [])
        self._rows[name] = self._bytes[name] = 0
        if not held:
            return
        if name not in self._writers:
            self._unfinished(name).parent.mkdir(parents=True, exist_ok=True)
            self._writers[name] = pq.ParquetWriter(
                self._unfinished(name),
                self._schemas[name],
                compression="zstd",
                use_dictionary=_repeating(self._schemas[name]),
            )
        self._writers[name].write_table(pa.concat_tables(held).combine_chunks())

    def _publish(self, name: str, file: str) -> None:
        if self._store:
            upload(str(self._unfinished(name)), join(self._store, name, file))
        else:
            os.replace(self._unfinished(name), self._folder / name / file)

    def _unfinished(self, name: str) -> Path:
        return self._folder / name / f"{self.key}.parquet{_UNFINISHED}"


def attributes_of(shard: Shard) -> tuple[str, ...]:
    """Return the attributes that the files of a shard state, in the order in which they come."""
    names: dict[str, None] = {}
    for part in shard.slices:
        names.update((name, None) for name, _ in part.file.layout.attributes)
    return tuple(names)


def committed(folder: Path | str) -> set[str]:
    """Return the keys of all shards and parts of shards committed below ``folder`` or its URI."""
    if isinstance(folder, Path):
        return {_stem(file.name) for file in (folder / COMMIT).glob("*.parquet")}
    return {_stem(entry.uri) for entry in listing(join(folder, COMMIT)) or []} - {""}


def resume_points(keys: Iterable[str]) -> dict[str, int]:
    """Return where reading goes on in the shards of which parts are committed, by their keys."""
    points: dict[str, int] = {}
    for shard, end in map(_split, keys):
        if end.isdecimal():
            points[shard] = max(points.get(shard, 0), int(end))
    return points


def keep_only(folder: Path | str, keys: set[str]) -> None:
    """Remove every partial table below ``folder`` that is not of a committed shard in ``keys``.

    Committed parts of these shards stay too.
    """
    kept = {key for key in committed(folder) if _split(key)[0] in keys}
    if not isinstance(folder, Path):
        for entry in listing(folder) or []:
            if _stem(entry.uri) not in kept:
                remove(entry.uri)
        return
    for file in folder.glob("*/*.parquet*"):
        if _stem(file.name) not in kept:
            file.unlink()


def _stem(path: str) -> str:
    """Return the key that a finished table is named after; nothing for any other file."""
    stem, suffix = os.path.splitext(path.rpartition("/")[2])
    return stem if suffix == ".parquet" else ""


def _split(key: str) -> tuple[str, str]:
    """Return the shard that something was committed of, and where it ends if it is a part."""
    shard, _, end = key.partition("-")
    return (shard, end) if end.isdecimal() or not end else (key, "")


def _repeating(schema: pa.Schema) -> list[str]:
    """Return the columns in which values come again: hashes, ids and texts are all different."""
    different = {"record_id", "position", "content_hash", "rank", "hash", "text", "excerpt"}
    plain = (field for field in schema if not pa.types.is_list(field.type))
    return [field.name for field in plain if field.name not in different]


def _conform(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [
        rows[field.name].cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema).unify_dictionaries()
