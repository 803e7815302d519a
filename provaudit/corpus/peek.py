"""The first records of a file, to see how it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provaudit.corpus.arrow_file import arrow_columns
from provaudit.corpus.csv_file import header_of
from provaudit.corpus.fields import folded
from provaudit.corpus.find import FoundFile
from provaudit.corpus.parquet_file import parquet_columns
from provaudit.corpus.readers import items_of
from provaudit.corpus.rows import Job, Row, unique_names
from provaudit.corpus.streams import PLAIN
from provaudit.corpus.values import value_at
from provaudit.model import DataFile, Layout, Slice

RECORDS = 200

# A look at a file reads no more than this, and holds no more text; a record above the limit is
# passed over.
_BYTES = 128 << 20
_HELD = 32 << 20
_LIMIT = 16 << 20


@dataclass(frozen=True, slots=True)
class Peek:
    """The columns that a file is known to have, sorted, and its first records."""

    columns: tuple[str, ...]
    records: tuple[Mapping[str, Any], ...]


def peek(file: FoundFile) -> Peek:
    """Return the first records of a file that can be read, at most ``RECORDS``."""
    bare = DataFile(
        file.path, file.name, file.format, file.compression, file.size, "", Layout("table")
    )
    # Lines can be left off in the middle of one; the other formats stop between records.
    end = _BYTES if file.format == "jsonl" else -1
    job = Job(Slice(bare, 0, end), _LIMIT, rows=RECORDS)
    records: list[Mapping[str, Any]] = []
    held = 0
    for item in items_of(job):
        if isinstance(item, Row):
            records.append(item.record)
            held += _size(item.record)
        if len(records) == RECORDS or held > _HELD or job.tally.bytes > _BYTES:
            break
    stated = set(_stated_columns(file))
    return Peek(tuple(sorted(stated.union(*records))), tuple(records))


def column_named(seen: Peek, name: str) -> str | None:
    """Return the column of this name, in any case and with any separator; None if there is none."""
    return next((column for column in seen.columns if folded(column) == name), None)


def stated_at(seen: Peek, path: str) -> list[Any]:
    """Return what the first records state at a path, leaving out those that state nothing."""
    values = (value_at(record, path) for record in seen.records)
    return [value for value in values if value is not None and value != ""]


def _size(record: Mapping[str, Any]) -> int:
    """Return about how many characters a record holds, however deep."""
    size, left = 0, list[object](record.values())
    while left:
        value = left.pop()
        if isinstance(value, Mapping):
            left.extend(value.values())
        elif isinstance(value, (list, tuple)):
            left.extend(value)
        else:
            size += len(value) if isinstance(value, (str, bytes)) else 1
    return size


def _stated_columns(file: FoundFile) -> list[str]:
    if file.format == "csv":
        return list(header_of(file.path, file.name, file.compression))
    if file.format == "parquet":
        return unique_names(list(parquet_columns(file.path)))
    if file.format == "arrow" and file.compression == PLAIN:
        return unique_names(list(arrow_columns(file.path)))
    return []
