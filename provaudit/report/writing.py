"""Write the documents: whole or not at all, the same bytes for the same facts."""

import json
from pathlib import Path
from typing import Any

from provaudit.directory import write_text
from provaudit.report.page import render


def write_json(facts: dict[str, Any], path: Path) -> None:
    """Write ``audit.json``: keys sorted, UTF-8, a newline at the end."""
    text = json.dumps(facts, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    write_text(path, text + "\n")


def write_html(facts: dict[str, Any], path: Path) -> None:
    """Write ``report.html``: one file of at most 2 MB that asks for no other."""
    write_text(path, render(facts))
