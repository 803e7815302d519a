"""Arrow IPC: the file format, Feather, and the stream format that ``save_to_disk`` writes."""

import mmap
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

import pyarrow as pa

from provaudit.addresses import is_remote
from provaudit.corpus.arrow_messages import Message, message_at, places_of
from provaudit.corpus.columnar import BROKEN
from provaudit.corpus.lots import items_of_lot, lots_of
from provaudit.corpus.rows import Item, Job
from provaudit.corpus.streams import PLAIN, Truncated, chunks_of, open_bytes
from provaudit.storage import RemoteFile

_FILE_MAGIC = b"ARROW1"
_FEATHER_1 = b"FEA1"
# A batch that is compressed, or that lies in a store, is decoded whole. It holds many records, so
# it may be larger than one of them.
_BATCH_OF_RECORD = 4


def read_arrow(job: Job) -> Iterator[Item]:
    """Yield the rows of an Arrow file; position is the row number."""
    file = job.slice.file
    truncated: list[Truncated] = []
    first = 0
    with _uncompressed(file.path, file.compression, truncated) as path:
        try:
            opened = _opened(path)
            first = _rows_before(opened.source, job.slice.start)
            batches = _of_file if opened.is_file else _of_stream
            for message, batch, done in batches(opened, job):
                if batch is None:
                    yield _too_large(message, first, job)
                    first += message.rows
                    continue
                for lot in lots_of(batch, job):
                    yield from items_of_lot(lot, job, first)
                    first += lot.num_rows
                    opened.forget()
                job.tally.bytes = done
        except BROKEN as error:
            detail = f"after row {first}: {error}" if first else f"no Arrow data: {error}"
            yield job.reject("unreadable", detail, records=None)
    if truncated:
        raise truncated[0]


def record_batches(path: str) -> int:
    """Return how many record batches can be read each by itself; 0 where there are none such."""
    try:
        opened = _opened(path)
        return len(places_of(opened.source)[1]) if opened.is_file else 0
    except BROKEN:
        return 0


def arrow_columns(path: str) -> tuple[str, ...]:
    """Return the columns of an uncompressed Arrow file, none if it cannot be read."""
    try:
        return tuple(_reader(_opened(path)).schema.names)
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


# A batch, None if it is too large; its metadata; the file's bytes that are done with it.
_Batch: TypeAlias = tuple[Message, pa.RecordBatch | None, int]


class _Opened(NamedTuple):
    """An Arrow file: ``forget`` lets go of what was paged in; ``is_mapped`` if that costs none."""

    source: pa.NativeFile
    is_file: bool
    is_mapped: bool
    forget: Callable[[], None]


def _opened(path: str) -> _Opened:
    if is_remote(path):
        source, mapped, forget = pa.PythonFile(RemoteFile(path)), False, _nothing
    else:
        # Mapped, so that a batch of gigabytes is paged in as it is walked, and out again.
        with open(os.fsencode(path), "rb") as file:
            memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        source, mapped, forget = pa.BufferReader(pa.py_buffer(memory)), True, _forgetting(memory)
    head = source.read(len(_FILE_MAGIC))
    source.seek(0)
    if head.startswith(_FEATHER_1):
        raise pa.ArrowInvalid("Feather version 1: write it again with a newer version")
    return _Opened(source, head == _FILE_MAGIC, mapped, forget)


def _forgetting(memory: mmap.mmap) -> Callable[[], None]:
    advice = getattr(mmap, "MADV_DONTNEED", None)  # not on every system
    return _nothing if advice is None else lambda: memory.madvise(advice)


def _nothing() -> None:
    return None


def _rows_before(source: pa.NativeFile, batch: int) -> int:
    """Return how many rows the batches before one hold."""
    before = places_of(source)[1][:batch] if batch else []
    return sum(message.rows for at in before if (message := message_at(source, at)))


def _of_file(opened: _Opened, job: Job) -> Iterator[_Batch]:
    dictionaries, places = places_of(opened.source)
    _require_small(opened, dictionaries, job)
    reader = _reader(opened)
    start, count = job.slice.start, len(places)
    for number in range(start, count if job.slice.end < 0 else job.slice.end):
        message = _at(opened, places[number])
        batch = reader.get_batch(number) if _fits(opened, message, job) else None
        yield message, batch, job.slice.file.size * (number + 1 - start) // count


def _of_stream(opened: _Opened, job: Job) -> Iterator[_Batch]:
    reader, source = _reader(opened), opened.source
    while (message := _next_records(opened, job)) is not None:
        batch = None
        if _fits(opened, message, job):
            batch = reader.read_next_batch()  # with the dictionaries before it
        else:
            source.seek(message.end)
        yield message, batch, min(source.tell(), job.slice.file.size)


def _next_records(opened: _Opened, job: Job) -> Message | None:
    """Return the next record batch of a stream; raise ValueError for a dictionary too large."""
    at = start = opened.source.tell()
    while (message := message_at(opened.source, at)) is not None and not message.is_records:
        _require_small(opened, [at], job)
        at = message.end
    opened.source.seek(start)  # a look at a file in a store moves its place
    return message


def _at(opened: _Opened, place: int) -> Message:
    message = message_at(opened.source, place)
    if message is None:
        raise ValueError(f"no record batch at {place}")
    return message


def _fits(opened: _Opened, message: Message, job: Job) -> bool:
    """Return whether a batch can be decoded; one that is mapped as it lies is no matter."""
    as_it_lies = opened.is_mapped and not message.is_compressed
    return as_it_lies or message.size <= _BATCH_OF_RECORD * job.limit


def _require_small(opened: _Opened, places: list[int], job: Job) -> None:
    for place in places:
        message = _at(opened, place)
        if not _fits(opened, message, job):
            raise ValueError(
                f"a dictionary of {message.size} bytes, and none of more than "
                f"{_BATCH_OF_RECORD * job.limit} is read with this --memory: give more"
            )


def _too_large(message: Message, first: int, job: Job) -> Item:
    detail = (
        f"after row {first}: a record batch of {message.size} bytes, {message.rows} rows, and "
        f"none of more than {_BATCH_OF_RECORD * job.limit} is read with this --memory: give more"
    )
    return job.reject("too_long", detail, records=message.rows)


def _reader(opened: _Opened) -> pa.RecordBatchFileReader | pa.RecordBatchStreamReader:
    return (pa.ipc.open_file if opened.is_file else pa.ipc.open_stream)(opened.source)
