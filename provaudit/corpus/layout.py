"""Decide where in the records of a file the text and the row-level facts lie, and say so."""

from dataclasses import asdict

from provaudit.corpus.doubts import doubt, no_known_origin
from provaudit.corpus.facts import found_facts
from provaudit.corpus.find import FoundFile
from provaudit.corpus.model_columns import found_markers, said_of_markers
from provaudit.corpus.named import missing
from provaudit.corpus.peek import Peek, peek
from provaudit.corpus.pick import AUTHORS
from provaudit.corpus.shape import Text, found_text, given_text
from provaudit.corpus.text_file import FIELD
from provaudit.corpus.turns import names_authors_by_from
from provaudit.corpus.values import value_at
from provaudit.known_datasets import laid_out_like
from provaudit.model import Layout, RecordColumns
from provaudit.plain import plain

# What the user writes to say that a column holds chat turns.
_INSIDE_TURNS = "[]."


def layout_of(
    file: FoundFile,
    records: RecordColumns,
    attributes: tuple[tuple[str, str], ...],
    text: str | None,
    id: str | None,
) -> Layout:
    """Return the layout of a file from its first records and from what the user named.

    ``records`` and ``attributes`` come from the manifest, ``text`` and ``id`` (dotted paths) win
    over them. ``Layout.missing`` lists the named columns that the first records do not have.
    """
    if file.format == "text":
        return Layout("text", (FIELD,), said="text: the whole file is one record")
    seen = peek(file)
    named = _named_roles(records, id)
    given = text or records.text
    path = given.partition(_INSIDE_TURNS)[0] if given else None
    unseen = missing(seen, file, _who_named(named, attributes, path, text, id))
    elsewhere = "records.text" in dict(unseen)  # the manifest speaks of other files
    body = found_text(seen) if path is None or elsewhere else given_text(seen, path)
    taken = frozenset((*body.text, *body.prompt))
    columns = found_facts(seen, taken) | named
    return Layout(
        shape=body.shape,
        text=body.text,
        prompt=body.prompt,
        columns=tuple(sorted(_used(columns, seen).items())),
        markers=_markers(seen, body),
        attributes=attributes,
        said=_said(body, columns, named, seen),
        columns_seen=bool(seen.columns),
        missing=unseen,
        alike=tuple(known.id for known in laid_out_like(seen.columns)),
    )


def _named_roles(records: RecordColumns, id: str | None) -> dict[str, str]:
    roles = {role: path for role, path in asdict(records).items() if path and role != "text"}
    return roles | ({"id": id} if id else {})


def _who_named(
    roles: dict[str, str],
    attributes: tuple[tuple[str, str], ...],
    path: str | None,
    text: str | None,
    id: str | None,
) -> dict[str, str]:
    who = {f"records.{role}": path for role, path in roles.items()}
    who |= {f"attribute {plain(name)}": path for name, path in attributes}
    if id:
        who["--id"] = who.pop("records.id")
    if path:
        who["--text" if text else "records.text"] = path
    return who


def _markers(seen: Peek, body: Text) -> tuple[str, ...]:
    markers = found_markers(seen)
    if body.shape != "turns":
        return markers
    column = body.text[0]
    return (*markers, column + AUTHORS) if _uses_from(seen, column) else markers


def _uses_from(seen: Peek, column: str) -> bool:
    return any(names_authors_by_from(value_at(record, column)) for record in seen.records)


def _used(columns: dict[str, str], seen: Peek) -> dict[str, str]:
    """Leave out an origin column of unknown words: it must not overrule the manifest's sources."""
    return {
        role: path
        for role, path in columns.items()
        if role != "origin" or not no_known_origin(seen, path)
    }


def _said(body: Text, columns: dict[str, str], named: dict[str, str], seen: Peek) -> str:
    roles = [
        _said_of(role, path, "as given" if role in named else "found by name", seen)
        for role, path in sorted(columns.items())
    ]
    return "; ".join([body.said, *roles, *said_of_markers(seen)])


def _said_of(role: str, path: str, how: str, seen: Peek) -> str:
    column = f"{role}: {plain(path)}"
    if role == "origin" and no_known_origin(seen, path):
        return f"{column} ({how}) holds no word that is known; not used"
    but = doubt(seen, role, path)
    return f"{column} ({how}; {but})" if but else f"{column} ({how})"
