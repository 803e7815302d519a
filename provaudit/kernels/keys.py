"""Group the keys of many rows by their upper bits, and find those that several rows share."""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import inlined, integer, kernel

Keys = NDArray[np.uint64]
Places = NDArray[np.uint32]
Rows = NDArray[np.int64]


def group_keys(words: Keys, rows: Rows, width: int, bits: int, bounds: Rows) -> tuple[Keys, Places]:
    """Return the keys that begin at ``rows`` of ``words``, grouped by their upper ``bits``.

    A key has ``width`` words, of which the first says in which of the 2^bits groups it is; a row
    of -1 has no key. Returned are the words of all keys, and the place in ``rows`` that each is of,
    which ascends in each group. ``bounds`` (2^bits + 1) is set to where each group begins.
    """
    # Read only always, as what comes from Arrow is: so one signature is compiled.
    words = words.view()
    words.flags.writeable = False
    keys, places = np.empty(len(rows) * width, np.uint64), np.empty(len(rows), np.uint32)
    _group(words, rows, width, np.uint64(63 - bits), bounds, keys, places)
    return keys[: bounds[-1] * width], places[: bounds[-1]]


@inlined
def _group_of(key: np.uint64, shift: np.uint64) -> int:
    # Shifted twice, since a shift by all 64 bits at once means nothing.
    return integer((key >> np.uint64(1)) >> shift)


@kernel
def _group(  # noqa: PLR0913 - arrays by name, see `inlined`
    words: Keys, rows: Rows, width: int, shift: np.uint64, bounds: Rows, keys: Keys, places: Places
) -> None:
    bounds[:] = 0
    for place in range(len(rows)):
        if rows[place] >= 0:
            bounds[_group_of(words[rows[place]], shift) + 1] += 1
    for group in range(1, len(bounds)):
        bounds[group] += bounds[group - 1]
    free = bounds[:-1].copy()
    for place in range(len(rows)):
        if rows[place] >= 0:
            group = _group_of(words[rows[place]], shift)
            at = free[group]
            free[group] += 1
            places[at] = place
            for word in range(width):
                keys[at * width + word] = words[rows[place] + word]


@kernel
def pair_keys(  # noqa: PLR0913 - arrays by name, see `inlined`
    keys: Keys,
    places: Places,
    bounds: Rows,
    firsts: Rows,
    found: Keys,
    found_rows: Rows,
    carried: int,
    slots: NDArray[np.int32],
    pairs: Rows,
) -> tuple[int, int]:
    """Find equal keys group by group; return how many are different, and how many pairs.

    ``bounds`` (batches x groups + 1) says where in ``keys`` each group of a batch begins, and
    ``firsts`` which row is at place 0 of the batch. ``found`` (different keys x words) and
    ``found_rows`` (where each occurs first) are filled in the order of the groups; the first
    ``carried`` of them are there already, if there is one group only.
    ``pairs`` (keys x 2) gets each row with an earlier key, and the row where that occurs first.
    ``slots`` are a power of two, more than any group has keys.
    """
    width = found.shape[1]
    mask = np.uint64(len(slots) - 1)
    used, paired = carried, 0
    for group in range(bounds.shape[1] - 1):
        slots[:] = -1
        for entry in range(carried):
            slots[_slot_of(found[entry], 0, slots, found, mask)] = entry
        for batch in range(len(firsts)):
            for at in range(bounds[batch, group], bounds[batch, group + 1]):
                row = firsts[batch] + np.int64(places[at])
                slot = _slot_of(keys, at * width, slots, found, mask)
                entry = slots[slot]
                if entry < 0:
                    slots[slot] = used
                    for word in range(width):
                        found[used, word] = keys[at * width + word]
                    found_rows[used] = row
                    used += 1
                else:
                    pairs[paired, 0] = row
                    pairs[paired, 1] = found_rows[entry]
                    paired += 1
    return used, paired


@inlined
def _slot_of(
    keys: Keys, at: int, slots: NDArray[np.int32], found: Keys, mask: np.uint64
) -> np.uint64:
    """Return the slot of the key at ``at``, or the free one that it would go to."""
    slot: np.uint64 = keys[at] & mask
    while slots[slot] >= 0:
        same = True
        for word in range(found.shape[1]):
            same &= found[slots[slot], word] == keys[at + word]
        if same:
            break
        slot = (slot + np.uint64(1)) & mask
    return slot
