"""Read the shares that a user expects of each group: CSV or YAML with attribute, value, share."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from provaudit.errors import UserError
from provaudit.plain import plain

_COLUMNS = ("attribute", "value", "share")
# Shares are often rounded, so their sum may be a little above 1.
_ROUNDING = 1e-6


def read_reference(path: Path) -> list[dict[str, Any]]:
    """Return rows of attribute, value and share (0 to 1).

    Raises UserError with the row that is wrong, that repeats a value, or with the attribute whose
    shares sum to more than 1.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    rows = _yaml(text, path) if path.suffix in {".yaml", ".yml"} else _csv(text)
    checked = [_checked(row, f"{path}: row {number}") for number, row in enumerate(rows, start=1)]
    _check_together(checked, path)
    return checked


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


def _check_together(rows: list[dict[str, Any]], path: Path) -> None:
    first: dict[tuple[str, str], int] = {}
    sums: dict[str, float] = {}
    for number, row in enumerate(rows, start=1):
        name, value = plain(row["attribute"], 80), plain(row["value"], 80)
        earlier = first.setdefault((row["attribute"], row["value"]), number)
        if earlier != number:
            raise UserError(
                f'{path}: row {number}: "{name}", "{value}" has a share in row {earlier} already:'
                " keep one of the two"
            )
        sums[row["attribute"]] = sums.get(row["attribute"], 0.0) + row["share"]
    for attribute, total in sums.items():
        if total > 1 + _ROUNDING:
            raise UserError(
                f'{path}: the shares of "{plain(attribute, 80)}" sum to {total:.6g}:'
                " together they may be at most 1"
            )
