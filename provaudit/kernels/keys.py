"""Pick and pack the keys of many rows, one pass each, to find those that occur twice."""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import kernel

Rows = NDArray[np.int64]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]


def keys_of_part(keys: Keys, left_out: Flags, part: int, bits: int) -> tuple[Rows, Keys]:
    """Return places and keys of the rows not ``left_out`` whose key has ``part`` as upper bits.

    ``keys`` are as many as ``left_out``, ``bits`` the number of upper bits that count, 0 to 63.
    """
    # One layout and one kind of memory, so that one signature is compiled.
    keys = np.require(keys, np.uint64, ["A", "C", "W"])
    left_out = np.require(left_out, np.bool_, ["A", "C", "W"])
    rows, chosen = np.empty(len(keys), np.int64), np.empty(len(keys), np.uint64)
    count = _choose(keys, left_out, np.uint64(part), np.uint64(63 - bits), rows, chosen)
    return rows[:count].copy(), chosen[:count].copy()


def packed(keys: Keys, place: np.uint64) -> Keys:
    """Return each key with its place in the lower bits, which are those of the mask ``place``."""
    both = np.empty(len(keys), np.uint64)
    _pack(keys, place, both)
    return both


@kernel
def _choose(
    keys: Keys, left_out: Flags, part: np.uint64, shift: np.uint64, rows: Rows, chosen: Keys
) -> int:
    count = 0
    for row in range(len(keys)):
        # Written always and counted if chosen: a branch would be guessed wrong half of the time.
        rows[count] = row
        chosen[count] = keys[row]
        # Shifted twice, since a shift by all 64 bits at once means nothing.
        count += ((keys[row] >> np.uint64(1)) >> shift == part) & (not left_out[row])
    return count


@kernel
def _pack(keys: Keys, place: np.uint64, both: Keys) -> None:
    for row in range(len(keys)):
        both[row] = (keys[row] & ~place) | np.uint64(row)
