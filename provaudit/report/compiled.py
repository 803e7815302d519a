"""Templates compiled once and kept on disk: compiling them takes longer than filling them.

As numba keeps the kernels: in ``__pycache__`` here, or in the user's folder for such things
where that cannot be written. Where neither can be, they are compiled at each run.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from jinja2 import FileSystemBytecodeCache

_HERE = Path(__file__).parent


def compiled_templates(made_by: Path) -> FileSystemBytecodeCache | None:
    """Return the place of compiled templates; None if there is none.

    jinja2 knows a change of a template, but not of the options it was compiled with: these stand in
    the file ``made_by``, another state of which has other compiled templates.
    """
    from jinja2 import FileSystemBytecodeCache

    folder = _folder()
    if folder is None:
        return None
    return FileSystemBytecodeCache(str(folder), f"%s-{crc32(made_by.read_bytes()):08x}.jinja")


def _folder() -> Path | None:
    user = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    for place in (_HERE / "__pycache__", Path(user) / "provaudit"):
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            return place
    return None
