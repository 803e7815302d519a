"""The one door to numba: how every kernel is compiled."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numpy as np
from numba import njit

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

# To numba np.int64; to mypy a plain int. Not ``int``: that makes uint64 of uint8 in a kernel, and
# uint64 with int64 makes a float.
integer = cast("Callable[[object], int]", np.int64)


def kernel(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return ``function`` compiled at its first call: without the GIL, kept on disk.

    The cache lies in ``__pycache__`` beside the source; where that cannot be written numba takes
    the user's cache directory. Division follows numpy, so that no check stands in the loops.
    """
    compiled: Callable[Arguments, Result] = njit(nogil=True, cache=True, error_model="numpy")(
        function
    )
    return compiled


def inlined(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return ``function`` written into each kernel that calls it, for the innermost loops.

    A call that hands over arrays, and a field that is taken from a tuple of arrays, count
    references up and down; in an inner loop that costs more than the loop. So inner loops get
    arrays by name, and what they call is inlined.
    """
    compiled: Callable[Arguments, Result] = njit(
        nogil=True, cache=True, error_model="numpy", inline="always"
    )(function)
    return compiled
