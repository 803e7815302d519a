"""Give each found file a name: below its root, printable, and unique."""

import os
from collections import Counter
from collections.abc import Sequence

from provaudit import addresses
from provaudit.plain import encodable, plain

# Long enough for any path that a person would call one.
_LONGEST = 1_000


def named(files: Sequence[tuple[str, str]]) -> list[str]:
    """Return a name for each (root, path) of ``files``: the path below its root, with "/".

    Where there are several roots, each name begins with its root's folder; names that are still
    equal get ``~2``, ``~3``, ... in the order of the paths.
    """
    several = len({root for root, _ in files}) > 1
    names = [_below(root, path, several) for root, path in files]
    if len(set(names)) == len(names):
        return names
    unique = dict(zip(files, names, strict=True))
    seen: Counter[str] = Counter()
    for file in sorted(files):
        seen[unique[file]] += 1
        if seen[unique[file]] > 1:
            unique[file] = f"{unique[file]}~{seen[unique[file]]}"
    return [unique[file] for file in files]


def below(root: str, path: str) -> str:
    """Return the printable path below ``root``, with "/"."""
    if addresses.is_remote(root):
        return plain(addresses.below(root, path), _LONGEST)
    inside = path.startswith(root + os.sep)
    relative = path[len(root) + 1 :] if inside else os.path.relpath(path, root)
    return plain(encodable(relative.replace(os.sep, "/")), _LONGEST)


def _below(root: str, path: str, several: bool) -> str:
    name = below(root, path)
    folder = addresses.key_of(root) if addresses.is_remote(root) else root
    return f"{plain(encodable(os.path.basename(folder)))}/{name}" if several else name
