"""An open-addressing hash table (linear probing) that counts 64-bit hashes within one record.

``seen`` says how often a key was added and, being 0, that a slot is free: so only ``seen`` must
be cleared between records, and only the part that fits the record.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import inlined, kernel

_ONE = np.uint64(1)


class HashTable(NamedTuple):
    """Slots for the largest record of a batch."""

    keys: NDArray[np.uint64]
    seen: NDArray[np.uint32]


@kernel
def slots_for(items: int) -> int:
    """Return how many slots hold ``items``: a power of two, at least half of them free."""
    slots = 16
    while slots < 2 * items:
        slots *= 2
    return slots


@kernel
def new_table(items: int) -> HashTable:
    """Return a table for up to ``items``."""
    slots = slots_for(items)
    return HashTable(np.zeros(slots, np.uint64), np.zeros(slots, np.uint32))


@kernel
def clear(table: HashTable, items: int) -> np.uint64:
    """Empty the part of the table that serves ``items``; return its mask for ``add``."""
    slots = slots_for(items)
    table.seen[:slots] = 0
    return np.uint64(slots - 1)


@inlined
def add(
    keys: NDArray[np.uint64], seen: NDArray[np.uint32], mask: np.uint64, key: np.uint64
) -> np.uint64:
    """Count ``key`` once more; return its slot: ``seen`` of it includes this time."""
    slot = key & mask
    while seen[slot] != 0 and keys[slot] != key:
        slot = (slot + _ONE) & mask
    keys[slot] = key
    seen[slot] += np.uint32(1)
    return slot
