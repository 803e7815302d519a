"""Which rows share a key: keys in a temporary file, grouped by their upper bits, read once.

A database would build a table of all keys to find the few that occur twice. Here those of one
group meet in a table that the processor's cache holds, and memory is that of the groups at hand.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.keys import Keys, group_keys, pair_keys

Rows = NDArray[np.int64]
Number = TypeVar("Number", bound=np.generic)

# Rows of a batch; keys that are compared at a time; keys of a group if all are different.
BATCH = 1 << 19
_AT_ONCE = 1 << 20
_OF_GROUP = 3 << 13
_MOST_BITS = 11
_THREADS = 2


class Found(NamedTuple):
    """Different keys (keys x words) and the first row of each; pairs of a row and its first."""

    keys: Keys
    rows: Rows
    pairs: Rows


class KeyFile:
    """Keys of several kinds of a number of rows, in batches of rows that follow each other."""

    def __init__(self, file: IO[bytes], rows: int, width: int) -> None:
        """Take keys of ``width`` words; about ``rows`` rows are to come."""
        self._file, self._width = file, width
        self._bits = min(_MOST_BITS, max(0, rows // _OF_GROUP).bit_length())
        self._firsts: list[int] = []
        self._kinds: list[list[_Segment]] = []
        self._rooms = threading.local()

    def append(self, first: int, kinds: list[Rows], words: Keys) -> None:
        """Add a batch: of each kind where in ``words`` the key of each row begins, -1 for none."""
        self._firsts.append(first)
        self._kinds = self._kinds or [[] for _ in kinds]
        for segments, rows in zip(self._kinds, kinds, strict=True):
            bounds = np.empty((1 << self._bits) + 1, np.int64)
            keys, places = group_keys(words, rows, self._width, self._bits, bounds)
            start = self._file.tell()
            self._file.write(keys.data)
            self._file.write(places.data)
            segments.append(_Segment(start, bounds.astype(np.uint32)))

    def pairs(self) -> Iterator[Rows]:
        """Yield (n x 2) rows whose key is that of an earlier one, and the first row that has it."""
        self._file.flush()
        work = [(segments, some) for segments in self._kinds for some in _lots(segments)]
        with ThreadPoolExecutor(_THREADS) as threads:
            yield from threads.map(lambda one: self._pairs(*one), work)

    def _pairs(self, segments: list[_Segment], groups: range) -> Rows:
        """Return the pairs of some groups; of one with very many keys a few batches at a time."""
        none = np.empty(0, np.int64)
        found = Found(np.empty((0, self._width), np.uint64), none, none.reshape(0, 2))
        pairs = []
        for batches in _runs(segments, groups):
            found = self._find(found, [segments[at] for at in batches], batches, groups)
            pairs.append(found.pairs)
        return pairs[0] if len(pairs) == 1 else np.concatenate(pairs)

    def _find(self, known: Found, segments: list[_Segment], batches: range, groups: range) -> Found:
        keys, places, bounds = self._read(segments, groups)
        carried, size = len(known.rows), len(known.rows) + len(places)
        found = self._room("found", size * self._width, np.uint64).reshape(-1, self._width)
        rows = self._room("rows", size, np.int64)
        pairs = self._room("pairs", 2 * len(places), np.int64).reshape(-1, 2)
        found[:carried], rows[:carried] = known.keys, known.rows
        most = carried + int(np.diff(bounds).sum(axis=0).max(initial=0))
        slots = self._room("slots", 1 << (2 * most).bit_length(), np.int32)
        firsts = np.array(self._firsts, np.int64)[batches.start : batches.stop]
        used, paired = pair_keys(keys, places, bounds, firsts, found, rows, carried, slots, pairs)
        # Only a group of its own is carried on: all others are done.
        used = used if batches.stop < len(self._firsts) else 0
        return Found(found[:used].copy(), rows[:used].copy(), pairs[:paired].copy())

    def _room(self, name: str, size: int, kind: type[Number]) -> NDArray[Number]:
        """Return an array for this thread alone: the same memory each time, which saves much."""
        room = vars(self._rooms)
        if name not in room or len(room[name]) < size:
            room[name] = np.empty(size, kind)
        array: NDArray[Number] = room[name][:size]
        return array

    def _read(
        self, segments: list[_Segment], groups: range
    ) -> tuple[Keys, NDArray[np.uint32], Rows]:
        """Return keys and places of some groups, and where in them each group of a batch begins."""
        bounds = np.array([one.bounds[groups.start : groups.stop + 1] for one in segments])
        starts, sizes = bounds[:, 0], (bounds[:, -1] - bounds[:, 0]).astype(np.int64)
        ends = np.cumsum(sizes)
        keys = self._room("keys", int(sizes.sum()) * self._width, np.uint64)
        places = self._room("places", int(sizes.sum()), np.uint32)
        width = 8 * self._width
        for one, start, size, end in zip(segments, starts, sizes, ends, strict=True):
            at = one.start + width * int(start)
            _fill(self._file, keys[(end - size) * self._width : end * self._width], at)
            at = one.start + width * int(one.bounds[-1]) + 4 * int(start)
            _fill(self._file, places[end - size : end], at)
        within = bounds.astype(np.int64) - starts[:, None] + (ends - sizes)[:, None]
        return keys, places, within


class _Segment(NamedTuple):
    """Where in the file the keys of a kind in a batch are, and which of them begin each group."""

    start: int
    bounds: NDArray[np.uint32]


def _lots(segments: list[_Segment]) -> Iterator[range]:
    """Yield groups that are looked at together: of no more than so many keys, at least one."""
    sizes = np.sum([np.diff(one.bounds.astype(np.int64)) for one in segments], axis=0)
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        before = ends[first] - sizes[first]
        last = max(first + 1, int(np.searchsorted(ends, before + _AT_ONCE, side="right")))
        yield range(first, last)
        first = last


def _runs(segments: list[_Segment], groups: range) -> Iterator[range]:
    """Yield batches that are looked at together: all, but for a group of very many keys."""
    sizes = [int(one.bounds[groups.stop] - one.bounds[groups.start]) for one in segments]
    first = size = 0
    for at, more in enumerate(sizes):
        if size and size + more > _AT_ONCE:
            yield range(first, at)
            first, size = at, 0
        size += more
    yield range(first, len(sizes))


def _fill(file: IO[bytes], values: NDArray[np.generic], at: int) -> None:
    """Read an array from a place in a file, where it is whole."""
    left = values.data.cast("B")
    while left:
        read = os.preadv(file.fileno(), [left], at)
        if not read:
            raise OSError("a temporary file is shorter than what was written to it")
        left, at = left[read:], at + read
