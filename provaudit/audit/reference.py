"""Read the shares that a user expects of each group: CSV or YAML with attribute, value, share."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from provaudit.errors import UserError

_COLUMNS = ("attribute", "value", "share")


def read_reference(path: Path) -> list[dict[str, Any]]:
    """Return rows of attribute, value and share (0 to 1); UserError with the row that is wrong."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    rows = _yaml(text, path) if path.suffix in {".yaml", ".yml"} else _csv(text)
    return [_checked(row, f"{path}: row {number}") for number, row in enumerate(rows, start=1)]


def _csv(text: str) -> list[object]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _yaml(text: str, path: Path) -> list[object]:
    import yaml

    try:
        rows = yaml.load(text, Loader=yaml.BaseLoader)  # keeps every scalar as text, `no` too
    except yaml.YAMLError as error:
        raise UserError(f"{path}: is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(rows, list):
        raise UserError(f"{path}: must be a list of {{attribute, value, share}}")
    return rows


def _checked(row: object, where: str) -> dict[str, Any]:
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in _COLUMNS):
        raise UserError(f"{where}: needs attribute, value and share")
    try:
        share = float(row["share"])
    except ValueError as error:
        raise UserError(f"{where}: share {row['share']!r} is no number") from error
    if not 0 <= share <= 1:
        raise UserError(f"{where}: share {share} is not between 0 and 1 (12 % is 0.12)")
    return {"attribute": row["attribute"], "value": row["value"], "share": share}
