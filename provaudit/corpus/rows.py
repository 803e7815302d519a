"""What every reader gets and gives: a job, and rows or rejects with their addresses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyarrow as pa

from provaudit.model import Reject, Slice
from provaudit.plain import plain


class Row(NamedTuple):
    """A record as the format gives it; ``position`` is its address in the file."""

    position: int
    record: Mapping[str, Any]


class Block(NamedTuple):
    """Records as columns of equal length, from a reader that need not look at each by itself.

    ``position`` int64, ``text`` and ``prompt`` large_string, ``cells`` string arrays in the order
    of ``pick.column_names``; null where there is none.
    """

    position: pa.Array
    text: pa.Array
    prompt: pa.Array
    cells: tuple[pa.Array, ...]


class Mark(NamedTuple):
    """All records before ``resume`` were given: a slice that starts there holds the rest.

    ``lines`` is how many lines of this slice lie before it.
    """

    resume: int
    lines: int = 0


# A reader marks its place after this many decompressed bytes, so that a scan can commit what it
# has, and one that was killed can go on from there.
MARK_BYTES = 128 << 20


@dataclass(slots=True)
class Tally:
    """How much of its slice a reader has consumed; ``bytes`` as they lie on disk."""

    lines: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A slice to read. ``limit`` is the size in bytes above which a record is rejected.

    ``wanted`` are the top-level columns that the layout uses. None stands for all of them: then
    readers give rows, since the layout is yet to be found; otherwise blocks where they can.
    ``rows`` is the most rows that a columnar reader should decode at a time.
    """

    slice: Slice
    limit: int
    wanted: frozenset[str] | None = None
    rows: int = 4096
    tally: Tally = field(default_factory=Tally)

    def reject(
        self,
        reason: str,
        detail: str,
        *,
        line: int | None = None,
        offset: int | None = None,
        records: int | None = 1,
    ) -> Reject:
        """Return a reject for this job's file; ``detail`` is made safe to print."""
        return Reject(self.slice.file.name, reason, plain(detail), line, offset, records)


Item = Row | Block | Reject | Mark
Reader = Callable[[Job], Iterator[Item]]


def unique_names(names: list[str]) -> list[str]:
    """Return column names, each once: an empty one as ``column_N``, a repeated one with ``~2``."""
    seen: dict[str, int] = {}
    unique = []
    for number, given in enumerate(names, 1):
        name = given or f"column_{number}"
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return unique
