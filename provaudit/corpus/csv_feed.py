"""Lines for the csv reader: it may take back those that an unclosed quote swallowed."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from provaudit.corpus.lines import Line

# Reading again may cost this many times the largest record at once, and in the long run this
# many times the file: unclosed quotes cannot make reading quadratic.
_REPLAY = 4
# A row over more lines than this has an unclosed quote; holding its lines would cost too much.
_MOST_LINES = 100_000


class NotUtf8(NamedTuple):
    """Where in the file a byte is no UTF-8, and why not."""

    offset: int
    why: str


class Feed:
    """Hands out lines as text, and remembers those of the row that is being read.

    ``held`` are the lines of the row so far, ``bad`` the first place in them that is not UTF-8.
    Raises OverflowError when a row grows beyond ``limit`` bytes or too many lines.
    """

    def __init__(self, lines: Iterator[Line], limit: int) -> None:
        self._lines, self._limit, self._budget = lines, limit, limit * _REPLAY
        self._again: deque[Line] = deque()
        self._size = 0
        self.held: list[Line] = []
        self.bad: NotUtf8 | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._fresh()
        self.held.append(line)
        self._size += _size(line)
        too_large = self._size > self._limit + 1 or len(self.held) > _MOST_LINES
        if line.data is None or too_large:
            raise OverflowError(f"a row of more than {self._limit} bytes or {_MOST_LINES} lines")
        return self._decoded(line, line.data) + "\n"

    def begin(self) -> None:
        """Forget the last row."""
        self.held, self._size, self.bad = [], 0, None

    def give_back(self) -> bool:
        """Let all but the first line of this row be read again; False if that grows too costly."""
        if len(self.held) > 1:
            self._budget -= self._size
            if self._budget < 0:
                return False
            self._again.extendleft(reversed(self.held[1:]))
        return True

    def _fresh(self) -> Line:
        line = next(self._lines)
        self._budget += _REPLAY * _size(line)
        return line

    def _decoded(self, line: Line, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            # Let through to keep the rows apart; the row is rejected as a whole.
            if self.bad is None:
                self.bad = NotUtf8(line.offset + line.skip + error.start, error.reason)
            return data.decode("utf-8", "surrogateescape")


def _size(line: Line) -> int:
    return len(line.data or b"") + 1
