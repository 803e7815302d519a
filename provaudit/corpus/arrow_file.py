"""Arrow IPC: the file format, Feather, and the stream format that ``save_to_disk`` writes."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from provaudit.addresses import is_remote
from provaudit.corpus.columnar import BROKEN, validate
from provaudit.corpus.lots import items_of_batch
from provaudit.corpus.rows import Item, Job
from provaudit.corpus.streams import PLAIN, Truncated, chunks_of, open_bytes
from provaudit.storage import RemoteFile

_FILE_MAGIC = b"ARROW1"
_FEATHER_1 = b"FEA1"


def read_arrow(job: Job) -> Iterator[Item]:
    """Yield the rows of an Arrow file; position is the row number."""
    file = job.slice.file
    truncated: list[Truncated] = []
    first, start, end = 0, job.slice.start, job.slice.end
    with _uncompressed(file.path, file.compression, truncated) as path:
        try:
            first = _rows_before(path, start)
            for batch, done in _batches(path, file.size, start, end):
                validate(batch)
                yield from items_of_batch(batch, job, first)
                first += batch.num_rows
                job.tally.bytes = done
        except BROKEN as error:
            detail = f"after row {first}: {error}" if first else f"no Arrow data: {error}"
            yield job.reject("unreadable", detail, records=None)
    if truncated:
        raise truncated[0]


def record_batches(path: str) -> int:
    """Return how many record batches can be read each by itself; 0 where there are none such."""
    try:
        with _source(path) as source:
            reader = _open(source)
            random = isinstance(reader, pa.RecordBatchFileReader)
            return reader.num_record_batches if random else 0
    except BROKEN:
        return 0


def arrow_columns(path: str) -> tuple[str, ...]:
    """Return the columns of an uncompressed Arrow file, none if it cannot be read."""
    try:
        with _source(path) as source:
            return tuple(_open(source).schema.names)
    except BROKEN:
        return ()


@contextmanager
def _uncompressed(path: str, compression: str, truncated: list[Truncated]) -> Iterator[str]:
    """Give the path of the bare Arrow file: a temporary one if it is compressed."""
    if compression == PLAIN:
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="provaudit-", suffix=".arrow") as bare:
        with open_bytes(path, compression) as stream:
            try:
                for chunk in chunks_of(stream):
                    bare.write(chunk)
            except Truncated as error:
                truncated.append(error)
        bare.flush()
        yield bare.name


def _rows_before(path: str, batch: int) -> int:
    """Return how many rows the batches before one hold, seen from a column that is cheap."""
    if batch == 0:
        return 0
    with _source(path) as source:
        schema = pa.ipc.open_file(source).schema
        cheap = [i for i, kind in enumerate(schema.types) if pa.types.is_primitive(kind)]
        options = pa.ipc.IpcReadOptions(included_fields=cheap[:1] or [0])
        reader = pa.ipc.open_file(source, options=options)
        return sum(reader.get_batch(number).num_rows for number in range(batch))


def _batches(path: str, size: int, start: int, end: int) -> Iterator[tuple[pa.RecordBatch, int]]:
    """Yield batches, each with how many of the file's ``size`` bytes are done after it."""
    with _source(path) as source:
        reader = _open(source)
        if isinstance(reader, pa.RecordBatchFileReader):
            count = reader.num_record_batches
            for number in range(start, count if end < 0 else end):
                yield reader.get_batch(number), size * (number + 1 - start) // count
        else:
            for batch in reader:
                yield batch, min(source.tell(), size)


def _source(path: str) -> pa.NativeFile:
    if is_remote(path):
        return pa.PythonFile(RemoteFile(path))  # a batch at a time
    # Mapped, so that a batch of gigabytes is paged in as it is walked.
    return pa.memory_map(os.fsencode(path))


def _open(source: pa.NativeFile) -> pa.RecordBatchFileReader | pa.RecordBatchStreamReader:
    head = source.read(len(_FILE_MAGIC))
    source.seek(0)
    if head.startswith(_FEATHER_1):
        raise pa.ArrowInvalid("Feather version 1: write it again with a newer version")
    return pa.ipc.open_file(source) if head == _FILE_MAGIC else pa.ipc.open_stream(source)
