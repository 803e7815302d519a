"""A place in a stream of bytes that moves forward, whatever the borders of its chunks."""

import re
from collections.abc import Iterator


class Cursor:
    """A place in a stream of chunks that can be moved to the next byte of a kind."""

    def __init__(self, chunks: Iterator[bytes], limit: int, begin: int = 0) -> None:
        self._chunks, self._limit = chunks, limit
        self._chunk, self._at, self._base = b"", 0, begin
        self._kept: list[bytes] | None = None
        self._size = 0

    @property
    def offset(self) -> int:
        """Where the cursor stands, in bytes from the start of the stream."""
        return self._base + self._at

    def seek(self, pattern: re.Pattern[bytes]) -> bytes:
        """Move to the next byte that matches and return it; b"" at the end of the stream."""
        while True:
            match = pattern.search(self._chunk, self._at)
            if match:
                self._move(match.start())
                return match.group()
            self._move(len(self._chunk))
            if not self._refill():
                return b""

    def step(self) -> None:
        """Move over one byte."""
        if self._at < len(self._chunk) or self._refill():
            self._move(self._at + 1)

    def keep(self) -> None:
        """Remember the bytes from here on."""
        self._kept, self._size = [], 0

    def kept(self) -> bytes | None:
        """Return what was moved over since ``keep``; None if it exceeds the limit."""
        data = None if self._kept is None or self._size > self._limit else b"".join(self._kept)
        self._kept = None
        return data

    def _move(self, to: int) -> None:
        if self._kept is not None:
            self._size += to - self._at
            if self._size > self._limit:
                self._kept.clear()
            else:
                self._kept.append(self._chunk[self._at : to])
        self._at = to

    def _refill(self) -> bool:
        self._base += len(self._chunk)
        self._chunk, self._at = next(self._chunks, b""), 0
        return bool(self._chunk)
