"""What ``kernels.keys`` does, for few rows: numba takes longer to load than this takes to run."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Keys = NDArray[np.uint64]


def keys_of_part(
    keys: Keys, left_out: NDArray[np.bool_], part: int, bits: int
) -> tuple[Rows, Keys]:
    """Return places and keys of the rows not ``left_out`` whose key has ``part`` as upper bits."""
    # Shifted twice, since a shift by all 64 bits at once means nothing.
    upper = keys >> np.uint64(1) >> np.uint64(63 - bits)
    rows = np.flatnonzero((upper == part) & ~left_out)
    return rows, keys[rows]


def packed(keys: Keys, place: np.uint64) -> Keys:
    """Return each key with its place in the lower bits, which are those of the mask ``place``."""
    both: Keys = keys & ~place | np.arange(len(keys), dtype=np.uint64)
    return both
