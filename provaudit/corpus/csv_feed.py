"""Lines for the csv reader: it may take back those that an unclosed quote swallowed."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from provaudit.corpus.lines import Line, Lines

# Reading again may cost this many times the largest record at once, and in the long run this
# many times the file: unclosed quotes cannot make reading quadratic.
_REPLAY = 4
# A row over more lines than this has an unclosed quote; holding its lines would cost too much.
_MOST_LINES = 100_000
# Each try to read all rows of a chunk may copy it.
_TRIES = 4


class NotUtf8(NamedTuple):
    """Where in the file a byte is no UTF-8, and why not."""

    offset: int
    why: str


class Feed:
    """Hands out lines as text, and remembers those of the row that is being read.

    ``held`` are the lines of the row so far, ``size`` their bytes, ``bad`` the first place in them
    that is not UTF-8. Raises OverflowError when a row grows beyond ``limit`` bytes or too many
    lines.
    """

    def __init__(self, chunks: Iterator[Lines], limit: int) -> None:
        self._chunks, self._limit, self._budget = chunks, limit, limit * _REPLAY
        self._lines: Lines | None = None
        self._at, self._tries = 0, 0
        self._again: deque[Line] = deque()
        self.held: list[Line] = []
        self.size = 0
        self.bad: NotUtf8 | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._fresh()
        data = line.data
        self.held.append(line)
        self.size += len(data or b"") + 1
        too_large = self.size > self._limit + 1 or len(self.held) > _MOST_LINES
        if data is None or too_large:
            raise OverflowError(f"a row of more than {self._limit} bytes or {_MOST_LINES} lines")
        try:
            return data.decode("utf-8") + "\n"
        except UnicodeDecodeError as error:
            # Let through to keep the rows apart; the row is rejected as a whole.
            if self.bad is None:
                self.bad = NotUtf8(line.offset + line.skip + error.start, error.reason)
            return data.decode("utf-8", "surrogateescape") + "\n"

    def begin(self) -> None:
        """Forget the last row."""
        self.held, self.size, self.bad = [], 0, None

    def give_back(self) -> bool:
        """Let all but the first line of this row be read again; False if that grows too costly."""
        if len(self.held) > 1:
            self._budget -= self.size
            if self._budget < 0:
                return False
            self._again.extendleft(reversed(self.held[1:]))
        return True

    def ahead(self) -> tuple[Lines, int] | None:
        """Return lines and the index of the next, if several rows may be read from them at once.

        None at the end, between lines that are read again, where a line or row may be too long,
        and after some tries, since each of them may stop at a bad row.
        """
        if self._again or not self._more():
            return None
        lines, self._tries = self._lines, self._tries + 1
        if lines is None or self._tries > _TRIES:
            return None
        long = lines.offsets[-1] - lines.offsets[0] > self._limit
        return None if long or len(lines.data) > _MOST_LINES else (lines, self._at)

    def move(self, index: int) -> None:
        """Go on with another of the lines that ``ahead`` gave."""
        if self._lines is not None:
            self._budget += _REPLAY * (self._lines.offsets[index] - self._lines.offsets[self._at])
        self._at = index

    def ended(self) -> bool:
        """Return whether there are no more lines."""
        return not self._again and not self._more()

    def _more(self) -> bool:
        while self._lines is None or self._at == len(self._lines.data):
            self._lines, self._at, self._tries = next(self._chunks, None), 0, 0
            if self._lines is None:
                return False
        return True

    def _fresh(self) -> Line:
        if not self._more() or self._lines is None:
            raise StopIteration
        line = self._lines.line(self._at)
        self._at += 1
        self._budget += _REPLAY * _size(line)
        return line


def _size(line: Line) -> int:
    return len(line.data or b"") + 1
