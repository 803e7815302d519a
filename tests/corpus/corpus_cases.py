"""Write a small file, read it, and look at what came out."""

import bz2
import gzip
import lzma
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa

from provaudit.corpus import find, layout_of, read, slices_of
from provaudit.model import DataFile, Layout, RecordColumns, Reject, ScanSettings, TextBatch

NOWHERE = Path("/nonexistent/audit")
COMPRESS = {
    "gz": lambda data: gzip.compress(data, mtime=0),  # a clock in test names would differ
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda data: pa.compress(data, codec="zstd", asbytes=True),
}


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def layout(
    path: Path,
    records: RecordColumns | None = None,
    attributes: tuple[tuple[str, str], ...] = (),
    text: str | None = None,
    id: str | None = None,
) -> Layout:
    (file,) = find([str(path)], NOWHERE).files
    return layout_of(file, records or RecordColumns(), attributes, text, id)


def data_file(path: Path, **named: Any) -> DataFile:
    (file,) = find([str(path)], NOWHERE).files
    chosen = named.pop("layout", None) or layout(path, **named)
    return DataFile(file.path, file.name, file.format, file.compression, file.size, "", chosen)


def batches(
    path: Path, target: int = 1 << 30, limit: int = 1 << 20, **named: Any
) -> list[TextBatch]:
    settings = ScanSettings(max_record=limit)
    file = data_file(path, **named)
    return [batch for part in slices_of(file, target) for batch in read(part, settings)]


def texts(path: Path, **named: Any) -> list[str | None]:
    return [text for batch in batches(path, **named) for text in batch.text.to_pylist()]


def prompts(path: Path, **named: Any) -> list[str | None]:
    return [text for batch in batches(path, **named) for text in batch.prompt.to_pylist()]


def column(path: Path, name: str, **named: Any) -> list[str | None]:
    return [cell for batch in batches(path, **named) for cell in batch.columns[name].to_pylist()]


def positions(path: Path, **named: Any) -> list[int]:
    return [at for batch in batches(path, **named) for at in batch.position.to_pylist()]


def rejects(path: Path, **named: Any) -> list[Reject]:
    return [reject for batch in batches(path, **named) for reject in batch.rejects]


def reasons(path: Path, **named: Any) -> Counter[str]:
    return Counter(reject.reason for reject in rejects(path, **named))


def everything(found: list[TextBatch]) -> tuple[Counter[Any], Counter[Any]]:
    """Return the multisets of records and of rejects, without the line numbers of slices."""
    records: Counter[Any] = Counter()
    lost: Counter[Any] = Counter()
    for batch in found:
        cells = [batch.columns[name].to_pylist() for name in sorted(batch.columns)]
        fields = [batch.position.to_pylist(), batch.text.to_pylist(), batch.prompt.to_pylist()]
        records.update(zip(*fields, *cells, strict=True))
        lost.update((r.reason, r.byte_offset, r.detail, r.records) for r in batch.rejects)
    return records, lost
