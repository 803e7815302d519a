"""Columns that the user named: where one is not to be seen, the user hears which are there."""

from collections.abc import Mapping
from difflib import get_close_matches

from provaudit.corpus.find import FoundFile
from provaudit.corpus.peek import Peek
from provaudit.corpus.values import prefixes, value_at
from provaudit.plain import plain

_SHOWN = 20


def missing(seen: Peek, file: FoundFile, named: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return who named a path that the file's first records do not have, with a message.

    ``named`` maps ``--text`` or ``records.date`` to the path it gives. That is no error yet: the
    column may be rare, or be meant for other files. Nothing is missing in a file without columns.
    """
    return tuple(
        (who, _message(seen, file, who, path))
        for who, path in named.items()
        if seen.columns and not _has(seen, path)
    )


def _has(seen: Peek, path: str) -> bool:
    if (
        path in seen.columns
        or path in _inner(seen)
        or any(value_at(record, path) is not None for record in seen.records)
    ):
        return True
    # A column that is there but states nothing yet may hold the path further down.
    heads = [name for name in prefixes(path)[:-1] if name in seen.columns]
    return bool(heads) and all(
        record.get(name) is None for record in seen.records for name in heads
    )


def _message(seen: Peek, file: FoundFile, who: str, path: str) -> str:
    known = sorted({*seen.columns, *_inner(seen)})
    near = get_close_matches(path, known, 1)
    hint = f" Did you mean {plain(near[0])}?" if near else ""
    shown = ", ".join(plain(name, 60) for name in known[:_SHOWN])
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return (
        f"{file.name}: there is no column {plain(path)}, which {who} names, in what was looked at "
        f"(its first records: {len(seen.records)}).{hint} "
        f"The columns are: {shown}{more}."
    )


def _inner(seen: Peek) -> set[str]:
    return {
        f"{name}.{key}"
        for record in seen.records
        for name, value in record.items()
        if isinstance(value, Mapping)
        for key in value
    }
