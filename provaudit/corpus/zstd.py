"""Read a zstd archive: in large steps, and once one fails again in small ones up to the damage."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import pyarrow as pa

# Arrow drops what a failing read had decoded, so near the damage it is asked for little at a time.
_CAREFUL = 4 << 10
_STEP = 1 << 20


def read_zstd(raw: BinaryIO) -> Callable[[int], bytes]:
    """Return a function that gives the next decompressed bytes, at most as many as it is asked."""
    import pyarrow as pa

    def opened() -> pa.CompressedInputStream:
        raw.seek(begin)
        return pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd")

    begin, done, step = raw.tell(), 0, _STEP
    stream = opened()

    def read(size: int) -> bytes:
        nonlocal stream, done, step
        try:
            data: bytes = stream.read(min(size, step))
        except OSError:
            if step == _CAREFUL:
                raise
            step, stream = _CAREFUL, opened()
            _skip(stream, done)
            data = stream.read(min(size, step))
        done += len(data)
        return data

    return read


def _skip(stream: pa.CompressedInputStream, size: int) -> None:
    while size > 0:
        size -= len(stream.read(min(size, _CAREFUL)))
