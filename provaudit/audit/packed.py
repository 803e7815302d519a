"""A million things of a plan held as a few bytes each, and made again when they are walked."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar, overload

Item = TypeVar("Item")

# Items of a lot. More make it smaller, and what a walk holds at a time larger.
EACH = 1024
_LEVEL = 1  # paths and digests hardly shrink any further


class Packed(Sequence[Item]):
    """Things in the order they came, as compressed pickles of ``each`` of them.

    A walk makes them anew, a lot at a time: they are equal to what was put in, not the same
    objects. Some 80 bytes a file instead of 700. Any one of them can be had by its number.
    """

    def __init__(self, items: Iterable[Item], each: int = EACH) -> None:
        self._each, self._number = each, 0
        self._lots: list[bytes] = []
        given = iter(items)
        while lot := list(islice(given, each)):
            self._lots.append(zlib.compress(pickle.dumps(lot, pickle.HIGHEST_PROTOCOL), _LEVEL))
            self._number += len(lot)

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Item]:
        for number in range(len(self._lots)):
            yield from self._lot(number)

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...

    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        if isinstance(at, slice):
            return [self[number] for number in range(self._number)[at]]
        lot, inside = divmod(range(self._number)[at], self._each)
        return self._lot(lot)[inside]

    def _lot(self, number: int) -> list[Item]:
        # Pickles of our own making, which never leave this process.
        lot: list[Item] = pickle.loads(zlib.decompress(self._lots[number]))
        return lot
