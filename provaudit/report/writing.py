"""Write the documents: whole or not at all, the same bytes for the same facts."""

import json
import os
from pathlib import Path
from typing import Any

from provaudit.report.page import render


def write_json(facts: dict[str, Any], path: Path) -> None:
    """Write ``audit.json``: keys sorted, UTF-8, a newline at the end."""
    text = json.dumps(facts, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    _write(path, text + "\n")


def write_html(facts: dict[str, Any], path: Path) -> None:
    """Write ``report.html``: one file of at most 2 MB that asks for no other."""
    _write(path, render(facts))


def _write(path: Path, text: str) -> None:
    # A reader, or a killed run, must never meet half a document.
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    os.replace(unfinished, path)
