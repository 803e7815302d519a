"""Judge one file: data of a known format, known not to be data, or skipped with a reason."""

import os
import stat
from typing import NamedTuple

from provaudit.addresses import is_remote, key_of, shown
from provaudit.corpus.formats import (
    format_by_content,
    format_by_name,
    is_linked_data,
    is_not_data,
    known_suffixes,
    reason_to_skip,
    refined,
)
from provaudit.corpus.streams import PLAIN
from provaudit.errors import UserError
from provaudit.plain import encodable, plain


class Kind(NamedTuple):
    """A data file's format, compression and size in bytes."""

    format: str
    compression: str
    size: int


class Skip(NamedTuple):
    """Why a file is no data; an empty reason where nobody needs to hear of it."""

    reason: str


def kind_of(path: str, *, explicit: bool, size: int | None = None) -> Kind | Skip:
    """Return the kind of a file; one that the user named (``explicit``) must have one.

    ``size`` is that of a file in a store, as its listing gave it.

    Raises UserError for a named file that cannot be data.
    """
    try:
        found = _kind_of(path, explicit) if size is None else _judged(path, size, explicit)
    except OSError as error:
        found = Skip(f"cannot be read: {error.strerror or error}")
    if explicit and isinstance(found, Skip):
        place = plain(encodable(shown(path)))
        raise UserError(f"{place}: {found.reason}. Known are {known_suffixes()}.")
    return found


def _kind_of(path: str, explicit: bool) -> Kind | Skip:
    facts = os.stat(path)
    if not stat.S_ISREG(facts.st_mode):
        return Skip("not a regular file")
    if not os.access(path, os.R_OK):
        return Skip("no permission to read it")
    return _judged(path, facts.st_size, explicit)


def _judged(path: str, size: int, explicit: bool) -> Kind | Skip:
    name = os.path.basename(key_of(path) if is_remote(path) else path)
    if not explicit:
        if is_not_data(name):
            return Skip("")
        if (reason := reason_to_skip(name)) is not None:
            return Skip(reason)
    return _kind_of_data(path, name, size, explicit)


def _kind_of_data(path: str, name: str, size: int, explicit: bool) -> Kind | Skip:
    found = format_by_name(name) or (format_by_content(path) if explicit else None)
    if found is None:
        return Skip("no known kind of file")
    format, compression = found
    if format == "parquet" and compression != PLAIN:
        return Skip("Parquet inside an archive: decompress it first")
    if format == "json" and not explicit and is_linked_data(path, compression):
        return Skip("")
    return Kind(refined(path, format, compression), compression, size)
