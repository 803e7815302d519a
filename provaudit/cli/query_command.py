"""``provaudit query``: SQL over an audit's tables."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provaudit.cli.output import show
from provaudit.cli.place import Place
from provaudit.errors import UserError
from provaudit.plain import encodable, plain

if TYPE_CHECKING:
    import pyarrow as pa

_SHOWN = 1000  # rows of the table on screen; --json gives all
_WIDTH = 80  # characters of a cell on a terminal ...
_WIDEST = 10_000  # ... and elsewhere


_HELP = """Run SQL (DuckDB) over the tables of AUDIT; without SQL, list the tables.

One select, which can read the audit's tables and nothing else: no file, no network, no change.

\b
Examples:
  provaudit query audit "from origin_by_source"
  provaudit query audit "select source, count(*) from records where conflict group by source"
"""


@click.command("query", help=_HELP)
@click.argument("audit", type=Place(must_exist=True))
@click.argument("sql", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, whole values.")
def command(audit: Path | str, sql: str | None, as_json: bool) -> int:
    """Run one select over the tables of an audit and print its rows."""
    from provaudit.remote import finished
    from provaudit.store import DATABASE, QueryError, open_store

    with finished(audit) as folder, open_store(folder / DATABASE, read_only=True) as store:
        if sql is None:
            show("\n".join(store.tables()))
            return 0
        try:
            _print(store.batches(encodable(sql)), as_json)
        except QueryError as error:
            raise UserError(f"DuckDB says: {' '.join(str(error).split())}") from error
    return 0


def _print(batches: Iterator[pa.RecordBatch], as_json: bool) -> None:
    if as_json:
        for batch in batches:
            for row in batch.to_pylist():
                show(json.dumps(row, ensure_ascii=True, default=_as_text))
    else:
        _print_table(batches)


def _as_text(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _print_table(batches: Iterator[pa.RecordBatch]) -> None:
    names: list[str] = []
    rows: list[list[str]] = []
    for batch in batches:
        names = [_cell(name) for name in batch.schema.names]
        columns = [column.to_pylist() for column in batch.slice(0, _SHOWN + 1 - len(rows)).columns]
        rows += [[_cell(value) for value in row] for row in zip(*columns, strict=True)]
        if len(rows) > _SHOWN:
            break
    shown = rows[:_SHOWN]
    widths = [max(map(len, column)) for column in zip(names, *shown, strict=True)]
    for row in [names, ["-" * width for width in widths], *shown]:
        show("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    if len(rows) > _SHOWN:
        click.echo(f"only the first {_SHOWN:,} rows: use --json or a limit", err=True)


def _cell(value: object) -> str:
    width = _WIDTH if sys.stdout.isatty() else _WIDEST
    return "" if value is None else plain(_as_text(value), width)
