"""Exchange with other formats: documents to manifests with their sources named, and back.

``docs/exchange.md`` says what goes where. The round trip of a manifest through each format that
is written is exact, since the whole manifest is embedded.
"""

import json
from pathlib import Path
from typing import Any

from provaudit.errors import UserError
from provaudit.manifest.document import Unreadable
from provaudit.manifest.exchange import huggingface
from provaudit.manifest.exchange.draft import Draft, completed
from provaudit.manifest.exchange.formats import FORMATS, format_of
from provaudit.manifest.exchange.opening import MAX_BYTES, opened
from provaudit.manifest.exchange.values import slug
from provaudit.manifest.exchange.yaml_text import yaml_text
from provaudit.plain import encodable, plain

__all__ = ["FORMATS", "Draft", "completed", "draft_of", "manifest_text", "read_bytes", "written"]

WRITTEN = tuple(name for name, one in FORMATS.items() if one.write)


def read_bytes(path: Path) -> bytes:
    """Return a document's bytes, one more than is ever read; UserError if they cannot be had."""
    name = plain(encodable(str(path)), limit=1000)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UserError(f"cannot read {name}: {error.strerror or error}: check its path") from error


def draft_of(data: bytes, path: str) -> tuple[Draft, str]:
    """Return what a document declares, every required key in place, and its format's name.

    Raises UserError for what is no document of a known format.
    """
    shown = plain(encodable(path), limit=1000)
    try:
        document = opened(data)
        format = format_of(document)
    except Unreadable as error:
        line, column = error.position
        raise UserError(f"{shown}:{line}:{column}: {error.message}: {error.fix}") from error
    if format is None:
        known = ", ".join(one.title for one in FORMATS.values())
        raise UserError(f"{shown}: no known kind of document: name one of {known}, or a manifest")
    draft = FORMATS[format].read(document)
    draft.notes[:0] = document.notes
    return completed(draft, _name_of(path)), format


def manifest_text(draft: Draft, heading: list[str]) -> str:
    """Return a draft as YAML: comments say where values came from, TODO what is to be decided."""
    comments = {place: [f"from {words}"] for place, words in draft.said.items()}
    for place, question in draft.todo.items():
        comments[place] = [f"TODO: {question}", *comments.get(place, [])]
    top = [f"# {plain(line, 300)}" for line in heading]
    top += [f"# Note: {plain(note, 300)}" for note in draft.notes]
    return "\n".join([*top, yaml_text(draft.data, comments)])


def written(manifest: dict[str, Any], format: str) -> str:
    """Return a manifest, which must satisfy the schema, as the text of a document."""
    write = FORMATS[format].write
    if write is None:
        raise UserError(f"{FORMATS[format].title} is read, not written")
    document = write(manifest)
    if format == "huggingface":
        return f"---\n{yaml_text(document)}---\n\n{huggingface.body_of(manifest)}"
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _name_of(path: str) -> str:
    """Return a name made of a file's, or of its folder's where all are called alike."""
    stem, folder = Path(path).stem, Path(path).resolve().parent.name
    plain_names = ("readme", "metadata", "croissant", "dataset_infos", "card", "provenance")
    return slug(encodable(folder if stem.lower() in plain_names else stem))
