"""A manifest file to a Document: bytes, text, nodes, values."""

import hashlib
from pathlib import Path

from provaudit.errors import UserError
from provaudit.manifest.decoding import MAX_BYTES, decode, json_as_yaml
from provaudit.manifest.document import Document, Unreadable
from provaudit.manifest.parsing import parse
from provaudit.manifest.placing import place
from provaudit.manifest.todos import todos_in
from provaudit.plain import plain


def read(path: Path) -> Document:
    """Return the manifest at ``path``, YAML or JSON; what is wrong in it is part of the result.

    Raises UserError if the file cannot be opened.
    """
    return document_of(read_bytes(path), str(path))


def document_of(data: bytes, path: str) -> Document:
    """Return the document that the bytes of the file ``path`` hold; never raises."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        text, marked = decode(data)
        placed = place(parse(json_as_yaml(text) if path.lower().endswith(".json") else text))
    except Unreadable as error:
        return Document(path, sha256, unreadable=error)
    return Document(
        path,
        sha256,
        data=placed.data,
        values=placed.values,
        keys=placed.keys,
        repeats=tuple(placed.repeats),
        plain=placed.plain,
        byte_order_mark=marked,
        todos=() if path.lower().endswith(".json") else todos_in(text),
    )


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a manifest file; UserError if it cannot be opened."""
    name = plain(str(path), limit=1000)
    if path.is_dir():
        raise UserError(f"{name} is a folder: name the manifest in it")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise UserError(f"cannot read the manifest {name}: {reason}: check its path") from error
