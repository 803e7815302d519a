"""Walk a folder: files in a fixed order, and why some are not gone into."""

import os
from collections.abc import Iterator

_AN_AUDIT = "an audit's own folder"
_A_LINK = "a link to a folder: give it as a path of its own to have it audited"


def walk(top: str, exclude: str) -> Iterator[tuple[str, str]]:
    """Yield (path, "") for every file at or below ``top``, (path, reason) for what is skipped.

    Hidden entries and the folder ``exclude`` (a real path) are passed over; links to files are
    followed, links to folders are not, so there are no circles.
    """
    if not os.path.isdir(top):
        if not is_below(top, exclude):
            yield top, ""
        return
    failed: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=failed.append):
        if is_below(folder, exclude):
            folders.clear()
        elif _holds_audit(folder):
            folders.clear()
            yield folder, _AN_AUDIT
        else:
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            yield from ((os.path.join(folder, name), _A_LINK) for name in links)
            shown = sorted(name for name in files if not name.startswith("."))
            yield from ((os.path.join(folder, name), "") for name in shown)
    for error in failed:
        yield str(error.filename), f"cannot be listed: {error.strerror}"


def _holds_audit(folder: str) -> bool:
    has_tables = os.path.isdir(os.path.join(folder, "tables"))
    return has_tables and os.path.isfile(os.path.join(folder, "run.json"))


def is_below(path: str, exclude: str) -> bool:
    """Return whether a path is the folder ``exclude`` (a real path) or lies in it."""
    real = os.path.realpath(path)
    return real == exclude or real.startswith(exclude.rstrip(os.sep) + os.sep)
