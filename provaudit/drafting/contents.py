"""What the files of a source amount to: number, bytes, digest, and records where that is cheap."""

import hashlib
from typing import Any

from provaudit.drafting.files import DataFile, Found

MOST_BYTES = 64 << 20
"""Sources with more bytes than this, Parquet aside, have their digest taken but are not counted."""
_MOST_UNPACKED = 1 << 30


def contents_of(names: tuple[str, ...], found: Found) -> tuple[dict[str, Any], str]:
    """Return the manifest's ``contents`` for files, and how they were counted."""
    by_name = found.by_name()
    files = [by_name[name] for name in names]
    total = sum(file.size for file in files)
    contents: dict[str, Any] = {"files": len(files), "bytes": total, "sha256": _digest(files)}
    said = "the files themselves"
    if found.readable:
        records = _records(files)
        if records is not None:
            contents["records"] = records
        else:
            said += f"; records are not counted beyond {MOST_BYTES >> 20} MB"
    return contents, said


def _digest(files: list[DataFile]) -> str:
    """Return the SHA-256 of what ``sha256sum`` prints for the files, in the order of names."""
    whole = hashlib.sha256()
    for file in files:
        with open(file.path, "rb") as stream:
            one = hashlib.file_digest(stream, "sha256").hexdigest()
        whole.update(f"{one}  {file.name}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _records(files: list[DataFile]) -> int | None:
    """Return the number of records that can be read; None where counting would take long."""
    slow = sum(file.size for file in files if file.found.format != "parquet")
    if slow > MOST_BYTES:
        return None
    total = 0
    for file in files:
        records = _rows(file) if file.found.format == "parquet" else _read(file)
        if records is None:
            return None
        total += records
    return total


def _rows(file: DataFile) -> int | None:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return int(parquet.ParquetFile(file.path).metadata.num_rows)
    except (OSError, pa.ArrowException):
        return None


def _read(file: DataFile) -> int | None:
    from provaudit import corpus, model

    layout = corpus.layout_of(file.found, model.RecordColumns(), (), None, None)
    found = file.found
    whole = model.DataFile(
        found.path, found.name, found.format, found.compression, found.size, "", layout
    )
    total = unpacked = 0
    for part in corpus.slices_of(whole, MOST_BYTES):
        for batch in corpus.read(part, model.ScanSettings()):
            total += len(batch)
            unpacked += batch.text.nbytes
            if unpacked > _MOST_UNPACKED:
                return None
    return total
