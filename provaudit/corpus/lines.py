"""Cut a stream of bytes into lines with their offsets, a chunk at a time, in bounded memory."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from provaudit.corpus.overlap import Chunk, chunks_ahead
from provaudit.corpus.rows import Job
from provaudit.corpus.slices import size_of
from provaudit.corpus.streams import open_bytes

_UTF8_MARK = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """A line without its newline: ``number`` from 1 in the slice, ``offset`` of its first byte.

    ``data`` is None for a line that is longer than the limit. ``skip`` is how many bytes of a
    byte order mark were taken off, so that offsets in ``data`` can be told in the file.
    """

    number: int
    offset: int
    data: bytes | None
    skip: int = 0


class Lines(NamedTuple):
    """Lines that follow each other, at least one; ``number`` is the first's, from 1 in the slice.

    ``offsets`` has one entry more than ``data``: where the line after the last begins. All but
    the first line lie in ``chunk``, whose first byte has the offset ``chunk_offset``.
    """

    number: int
    offsets: list[int]
    data: list[bytes | None]
    chunk: bytes
    chunk_offset: int

    def line(self, index: int) -> Line:
        """Return one of the lines, without the byte order mark of the file."""
        offset, data = self.offsets[index], self.data[index]
        if offset == 0 and data is not None and data.startswith(_UTF8_MARK):
            return Line(self.number + index, 0, data[len(_UTF8_MARK) :], len(_UTF8_MARK))
        return Line(self.number + index, offset, data)


def lines_of_slice(job: Job) -> Iterator[Lines]:
    """Yield the lines that begin in the slice, and keep the job's tally of lines and bytes.

    A slice begins with the first line that begins at or after its start, and ends with the last
    that begins before its end, so any cut of a file gives the same lines.
    """
    file, start, end = job.slice.file, job.slice.start, job.slice.end
    stop = None if end < 0 else end
    with (
        open_bytes(file.path, file.compression, max(start - 1, 0), job.slice.frame) as stream,
        chunks_ahead(stream, file.size) as chunks,
    ):
        watched, before = _Watched(chunks), job.slice.frame[0]
        for lines in _lines_from(watched, job, stop):
            job.tally.lines += len(lines.data)
            # A line may reach into the next slice; its bytes count there.
            behind = watched.behind - before if stream.compressed else lines.offsets[-1] - start
            most = file.size if stream.compressed else size_of(job.slice)
            job.tally.bytes = min(max(behind, job.tally.bytes), most)
            yield lines


def lines_of(
    chunks: Iterator[bytes], limit: int, begin: int = 0, stop: int | None = None
) -> Iterator[Lines]:
    """Yield the lines of ``chunks`` that begin before offset ``stop``; ``begin`` is the first's."""
    number, offset, held = 1, begin, _Held(limit)
    for chunk in chunks:
        *ended, tail = chunk.split(b"\n")
        if ended:
            chunk_offset = offset + held.size
            held.add(ended[0])
            lines = Lines(number, *_lines(offset, held, ended[1:]), chunk, chunk_offset)
            if stop is not None and lines.offsets[-1] >= stop:
                yield _begun_before(lines, stop)
                return
            yield lines
            number, offset, held = number + len(ended), lines.offsets[-1], _Held(limit)
        held.add(tail)
        if held.size > limit and stop is not None and offset + held.size >= stop:
            break  # too long, and the next line is another slice's: no need to see its end
    if held.size:
        yield Lines(number, *_lines(offset, held, []), b"", offset)


class _Held:
    """The pieces of a line so far; forgets them once they exceed the limit."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self.pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.limit:
            self.pieces.clear()
        elif piece:
            self.pieces.append(piece)

    def data(self) -> bytes | None:
        return None if self.size > self.limit else b"".join(self.pieces)


class _Watched:
    """Chunks of which it is known how far the file itself was read for the last of them."""

    def __init__(self, chunks: Iterator[Chunk]) -> None:
        self._chunks, self.behind = chunks, 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        data, self.behind = next(self._chunks)
        return data


def _lines(begin: int, first: _Held, others: list[bytes]) -> tuple[list[int], list[bytes | None]]:
    sizes = [first.size, *map(len, others)]
    offsets = list(accumulate(map((1).__add__, sizes), initial=begin))
    data: list[bytes | None] = [first.data(), *others]
    if max(sizes) > first.limit:
        fits = map(first.limit.__ge__, sizes)
        data = [line if fit else None for fit, line in zip(fits, data, strict=True)]
    return offsets, data


def _begun_before(lines: Lines, stop: int) -> Lines:
    count = bisect_left(lines.offsets, stop, hi=len(lines.data))
    return lines._replace(offsets=lines.offsets[: count + 1], data=lines.data[:count])


def _lines_from(chunks: Iterator[bytes], job: Job, stop: int | None) -> Iterator[Lines]:
    start = job.slice.start
    if start == 0:
        return lines_of(chunks, job.limit, 0, stop)
    offset, rest = _after_newline(chunks, start - 1, stop)
    if stop is not None and offset >= stop:
        return iter(())
    return lines_of(_after(rest, chunks), job.limit, offset, stop)


def _after(rest: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield rest
    yield from chunks


def _after_newline(chunks: Iterator[bytes], offset: int, stop: int | None) -> tuple[int, bytes]:
    # Gives up at `stop`, so that slices inside one huge line do not all read to its end.
    for chunk in chunks:
        at = chunk.find(b"\n")
        if at >= 0:
            return offset + at + 1, chunk[at + 1 :]
        offset += len(chunk)
        if stop is not None and offset >= stop:
            break
    return offset, b""
