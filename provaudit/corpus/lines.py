"""Cut a stream of bytes into lines with their offsets, in bounded memory."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from provaudit.corpus.rows import Job
from provaudit.corpus.slices import size_of
from provaudit.corpus.streams import ByteStream, chunks_of, open_bytes

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


def lines_of_slice(job: Job) -> Iterator[Line]:
    """Yield the lines that begin in the slice, and keep the job's tally of lines and bytes.

    A slice begins with the first line that begins at or after its start, and ends with the last
    that begins before its end, so any cut of a file gives the same lines.
    """
    file, start, end = job.slice.file, job.slice.start, job.slice.end
    stop = None if end < 0 else end
    with open_bytes(file.path, file.compression, max(start - 1, 0)) as stream:
        for line in _lines_from(stream, job, stop):
            job.tally.lines += 1
            yield line
            if stream.compressed:
                job.tally.bytes = stream.tell()
            else:
                # A line may reach into the next slice; its bytes count there.
                behind = line.offset + len(line.data or b"") + 1
                job.tally.bytes = min(max(behind - start, job.tally.bytes), size_of(job.slice))


def lines_of(
    chunks: Iterator[bytes], limit: int, begin: int = 0, stop: int | None = None
) -> Iterator[Line]:
    """Yield the lines of ``chunks`` that begin before offset ``stop``; ``begin`` is the first's."""
    number, offset, held = 1, begin, _Held(limit)
    for chunk in chunks:
        *finished, tail = chunk.split(b"\n")
        for piece in finished:
            held.add(piece)
            yield _line(number, offset, held)
            number, offset = number + 1, offset + held.size + 1
            held = _Held(limit)
            if stop is not None and offset >= stop:
                return
        held.add(tail)
        if held.size > limit and stop is not None and offset + held.size >= stop:
            break  # too long, and the next line is another slice's: no need to see its end
    if held.size:
        yield _line(number, offset, held)


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


def _line(number: int, offset: int, held: _Held) -> Line:
    if held.size > held.limit:
        return Line(number, offset, None)
    data = b"".join(held.pieces)
    if offset == 0 and data.startswith(_UTF8_MARK):
        return Line(number, offset, data[len(_UTF8_MARK) :], len(_UTF8_MARK))
    return Line(number, offset, data)


def _lines_from(stream: ByteStream, job: Job, stop: int | None) -> Iterator[Line]:
    chunks = chunks_of(stream)
    if job.slice.start == 0:
        return lines_of(chunks, job.limit, 0, stop)
    offset, rest = _after_newline(chunks, job.slice.start - 1, stop)
    if stop is not None and offset >= stop:
        return iter(())
    return lines_of(chain([rest], chunks), job.limit, offset, stop)


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
