"""Keep out of our own processes what other packages import only because it is installed.

pyarrow looks for pandas when it is first given a list, numba for SciPy, spaCy for a library of
neural networks. None is used here, and each takes from half a second to many.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

UNNEEDED = frozenset({"cupy", "h5py", "mxnet", "pandas", "scipy", "tensorflow", "torch"})


class _Absent:
    """Finds nothing, and lets nobody else find what is not needed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in UNNEEDED:
            raise ModuleNotFoundError(f"{fullname} is not used by provaudit", name=fullname)
        return None


def leave_out_unneeded() -> None:
    """Make this process, which must be ours alone, look as if UNNEEDED were not installed."""
    if not any(isinstance(finder, _Absent) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Absent())
