"""Mend in the text of a manifest what can be mended without a decision; nothing else changes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from provaudit.errors import UserError
from provaudit.manifest.checks import problems
from provaudit.manifest.decoding import decode
from provaudit.manifest.document import Document, Edit, Json, Unreadable
from provaudit.manifest.reading import document_of, read_bytes
from provaudit.plain import plain

_MOST_ROUNDS = 5


def fix(path: Path) -> tuple[str, ...]:
    """Mend the manifest at ``path`` in place and return what was done, one line each.

    Only edits that a rule is sure of are made: quotation marks around text that other programs
    misread, keys and values that differ from a known one only in case and punctuation or are
    misspelt with one candidate, licences in the case of SPDX, dates, a byte order mark. Comments
    and layout stay. A file that would then be read differently anywhere else is left as it was.
    Raises UserError if the file cannot be read or written.
    """
    before = data = read_bytes(path)
    done: list[str] = []
    for _ in range(_MOST_ROUNDS):
        data, said = _round(data, str(path))
        if not said:
            break
        done += said
    if data != before:
        _write(path, data)
    return tuple(done)


def _round(data: bytes, path: str) -> tuple[bytes, list[str]]:
    document = document_of(data, path)
    try:
        text, _ = decode(data)
    except Unreadable:
        return data, []
    lines, said = text.splitlines(keepends=True), []
    if document.byte_order_mark:
        said.append("removed the byte order mark")
    edits = {p.edit.position: p.edit for _, p in problems(document) if p.edit}
    for position in sorted(edits, reverse=True):  # from the end: earlier positions stay right
        edit = edits[position]
        changed = _edited(lines, edit)
        after = document_of("".join(changed or ()).encode(), path)
        if changed and _same_but_for(edit, document, after):
            lines, document = changed, after
            said.insert(0, f"line {position[0]}: {plain(edit.old)} is now {plain(edit.new)}")
    return "".join(lines).encode(), said


def _edited(lines: list[str], edit: Edit) -> list[str] | None:
    """Return the lines with one edit made; None if the text does not stand there as expected."""
    row, column = edit.position[0] - 1, edit.position[1] - 1
    line = lines[row]
    if not edit.quote and line[column : column + 1] in ("'", '"'):
        column += 1
    if line[column : column + len(edit.old)] != edit.old:
        return None
    changed = line[:column] + edit.new + line[column + len(edit.old) :]
    return [*lines[:row], changed, *lines[row + 1 :]]


def _same_but_for(edit: Edit, before: Document, after: Document) -> bool:
    """Return whether nothing is read differently but what the edit was meant to change."""
    if after.unreadable or len(after.repeats) != len(before.repeats):
        return False
    if edit.quote:
        return after.data == before.data
    old, new = list(_scalars(before.data)), list(_scalars(after.data))
    differing = sum(one != other for one, other in zip(old, new, strict=False))
    return len(old) == len(new) and len(before.values) == len(after.values) and differing <= 1


def _scalars(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _scalars(item)
    elif isinstance(value, list):
        for item in value:
            yield from _scalars(item)
    else:
        yield value


def _write(path: Path, data: bytes) -> None:
    """Replace the file at once, or not at all, with the permissions that it had."""
    target = path.resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(data)
        os.chmod(file.name, target.stat().st_mode & 0o7777)
        os.replace(file.name, target)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise UserError(f"cannot mend {plain(str(path), 1000)}: {reason}") from error
