"""Look hashes of 128 bits up among sorted ones, most of which are not there."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import kernel
from provaudit.kernels.marks import Marks, mark, no_marks

Hashes = NDArray[np.uint64]
Ids = NDArray[np.int64]

# Upper bits: more than there are hashes, so that few of those that are not there are searched
# for; and fewer, to search among a few.
_MARKED, _SEARCHED = 3, -2


class Index(NamedTuple):
    """Sorted hashes (n x 2), where those with the same upper bits begin, which bits occur."""

    hashes: Hashes
    starts: Ids
    occurring: Marks
    bits: int


def index_of(hashes: Hashes) -> Index:
    """Return the index of different hashes in ascending order, as two numbers each."""
    bits = max(8, len(hashes).bit_length() + _MARKED)
    upper = (hashes[:, 0] >> np.uint64(64 - bits)).astype(np.int64)
    occurring = no_marks(1 << bits)
    mark(occurring, upper)
    groups = np.arange((1 << bits + _SEARCHED - _MARKED) + 1) << (_MARKED - _SEARCHED)
    return Index(hashes, np.searchsorted(upper, groups), occurring, bits)


def numbers_of(hashes: Hashes, index: Index) -> Ids:
    """Return at which place of the index each hash (n x 2) is; -1 where it is not there."""
    numbers = np.empty(len(hashes), np.int64)
    _find(hashes, index.hashes, index.starts, index.occurring, index.bits, numbers)
    return numbers


@kernel
def _find(
    hashes: Hashes, known: Hashes, starts: Ids, occurring: Marks, bits: int, numbers: Ids
) -> None:
    for row in range(len(hashes)):
        high, low = hashes[row, 0], hashes[row, 1]
        upper = np.int64(high >> np.uint64(64 - bits))
        numbers[row] = -1
        if not (occurring[upper >> 6] >> np.uint64(upper & 63)) & np.uint64(1):
            continue
        group = upper >> (_MARKED - _SEARCHED)
        first, last = starts[group], starts[group + 1]
        while first < last:
            middle = (first + last) // 2
            if known[middle, 0] < high or (known[middle, 0] == high and known[middle, 1] < low):
                first = middle + 1
            else:
                last = middle
        if first < len(known) and known[first, 0] == high and known[first, 1] == low:
            numbers[row] = first
