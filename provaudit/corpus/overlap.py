"""Decompress while parsing: chunks made by a thread of their own, a few ahead of who takes them.

zlib, bz2, lzma and zstd work outside of Python's global lock, so this takes time off the clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from threading import Event, Thread
from typing import NamedTuple

from provaudit.corpus.streams import ByteStream, Truncated, chunks_of

# A chunk of lines: large enough that its costs vanish, small enough for the processor's cache.
CHUNK = 1 << 20
_AHEAD = 3
# Less than this is decompressed sooner than a thread is started.
_WORTH_A_THREAD = 1 << 18


class Chunk(NamedTuple):
    """Decompressed bytes, and how far the file itself was read for them."""

    data: bytes
    behind: int


@contextmanager
def chunks_ahead(stream: ByteStream, size: int) -> Iterator[Iterator[Chunk]]:
    """Give the chunks of a stream over a file of ``size`` bytes, in order, errors in their place.

    An archive of some size is read by a thread, which ends with the context.
    """
    if not stream.compressed or size < _WORTH_A_THREAD:
        yield _chunks(stream)
        return
    queue: Queue[Chunk | Exception | None] = Queue(_AHEAD)
    over = Event()
    thread = Thread(target=_make, args=(stream, queue, over), daemon=True)
    thread.start()
    try:
        yield _taken(queue)
    finally:
        over.set()
        while thread.is_alive():
            _drain(queue)
            thread.join(0.01)


def _chunks(stream: ByteStream) -> Iterator[Chunk]:
    """Yield the stream's chunks, those of an archive gathered to about ``CHUNK`` bytes."""
    pieces: list[bytes] = []
    held = 0
    try:
        for piece in chunks_of(stream):
            pieces.append(piece)
            held += len(piece)
            if held >= CHUNK:
                yield Chunk(b"".join(pieces), stream.tell())
                pieces, held = [], 0
    except Truncated:
        if pieces:
            yield Chunk(b"".join(pieces), stream.tell())
        raise
    if pieces:
        yield Chunk(b"".join(pieces), stream.tell())


def _make(stream: ByteStream, queue: Queue[Chunk | Exception | None], over: Event) -> None:
    try:
        for chunk in _chunks(stream):
            queue.put(chunk)
            if over.is_set():
                return
        queue.put(None)
    except Exception as error:
        queue.put(error)  # raised where the chunk that failed would have been taken


def _taken(queue: Queue[Chunk | Exception | None]) -> Iterator[Chunk]:
    while (found := queue.get()) is not None:
        if isinstance(found, Exception):
            raise found
        yield found


def _drain(queue: Queue[Chunk | Exception | None]) -> None:
    try:
        while True:
            queue.get_nowait()
    except Empty:
        pass
