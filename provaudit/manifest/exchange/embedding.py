"""The whole manifest inside a document of another format, so that the way back is exact."""

import json
from collections.abc import Callable
from typing import Any

from provaudit.manifest.exchange.draft import Draft
from provaudit.plain import plain

Document = dict[str, Any]
VOCABULARY = "urn:provaudit:terms:"
PROPERTY = "pa:manifest"


def packed(manifest: Document) -> str:
    """Return a manifest as JSON text on one line, for formats that hold no foreign objects."""
    return json.dumps(manifest, ensure_ascii=True)


def unpacked(value: object) -> Document | None:
    """Return the manifest that ``packed`` text or a mapping holds; None if there is none."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, dict) and value.get("provaudit") == 1 else None


def restored(
    manifest: Document, document: Document, write: Callable[[Document], Document]
) -> Draft:
    """Return the embedded manifest, with a note on each key that was changed around it."""
    try:
        fresh = write(manifest)
    except (KeyError, TypeError, AttributeError, ValueError):
        return Draft(notes=["the embedded manifest is damaged and was not used"])
    keys = sorted({*fresh, *document})
    changed = [key for key in keys if fresh.get(key) != document.get(key)]
    note = "changed since it was exported, so it may contradict the embedded manifest: "
    notes = [note + ", ".join(plain(key, 60) for key in changed[:20])] if changed else []
    return Draft(data=manifest, notes=notes, whole=True)
