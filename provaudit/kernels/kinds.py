"""Count groups that are made up alike: how many have the same parts, each in the same number."""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.hashing import mix
from provaudit.kernels.jit import inlined, kernel

Ids = NDArray[np.int64]

_FIRST_SIZE = 1 << 10


@kernel
def kinds_of(groups: Ids, parts: Ids, counts: Ids) -> tuple[Ids, Ids]:
    """Return what kinds of groups there are: parts (parent, part, count), groups of each kind.

    Rows are sorted by group and part, each pair once. The kinds form a tree: row k of the first
    is the last part of kind k, and its parent the kind without it. Kind 0 has no parts.
    """
    tree = np.empty((_FIRST_SIZE, 3), np.int64)
    slots = np.zeros(2 * _FIRST_SIZE, np.int64)
    alike = np.zeros(_FIRST_SIZE, np.int64)
    used, kind = 1, 0
    for row in range(len(groups)):
        if row == 0 or groups[row] != groups[row - 1]:
            kind = 0
        slot = _slot_of(kind, parts[row], counts[row], tree, slots)
        if slots[slot] == 0:
            slots[slot] = used
            tree[used, 0], tree[used, 1], tree[used, 2] = kind, parts[row], counts[row]
            used += 1
        kind = slots[slot]
        if row == len(groups) - 1 or groups[row + 1] != groups[row]:
            alike[kind] += 1
        if used == len(tree):
            tree, alike, slots = _larger(tree, alike)
    tree[0, 0], tree[0, 1], tree[0, 2] = 0, 0, 0
    return tree[:used].copy(), alike[:used].copy()


@kernel
def parts_of(tree: Ids, alike: Ids) -> Ids:
    """Return the parts of all kinds that a group is of: (kind, groups of it, part, count)."""
    rows = 0
    for kind in range(1, len(tree)):
        last = kind if alike[kind] else 0
        while last:
            rows, last = rows + 1, tree[last, 0]
    parts = np.empty((rows, 4), np.int64)
    row = 0
    for kind in range(1, len(tree)):
        last = kind if alike[kind] else 0
        while last:
            parts[row, 0], parts[row, 1] = kind, alike[kind]
            parts[row, 2], parts[row, 3] = tree[last, 1], tree[last, 2]
            row, last = row + 1, tree[last, 0]
    return parts


@kernel
def _larger(tree: Ids, alike: Ids) -> tuple[Ids, Ids, Ids]:
    size = len(tree)
    larger = np.empty((2 * size, 3), np.int64)
    larger[:size] = tree
    counted = np.zeros(2 * size, np.int64)
    counted[:size] = alike
    slots = np.zeros(4 * size, np.int64)
    for kind in range(1, size):
        slots[_slot_of(tree[kind, 0], tree[kind, 1], tree[kind, 2], larger, slots)] = kind
    return larger, counted, slots


@inlined
def _slot_of(parent: int, part: int, count: int, tree: Ids, slots: Ids) -> np.uint64:
    mask = np.uint64(len(slots) - 1)
    slot = mix(mix(mix(np.uint64(parent)) + np.uint64(part)) + np.uint64(count)) & mask
    while slots[slot] != 0:
        kind = slots[slot]
        if tree[kind, 0] == parent and tree[kind, 1] == part and tree[kind, 2] == count:
            break
        slot = (slot + np.uint64(1)) & mask
    return slot
