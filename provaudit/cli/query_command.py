"""``provaudit query``: SQL over an audit's tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provaudit.errors import UserError

if TYPE_CHECKING:
    import pyarrow as pa

_SHOWN = 1000  # rows of the table on screen; --json gives all
_WIDTH = 80  # characters of a cell on screen


@click.command("query")
@click.argument("audit", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("sql", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, whole values.")
def command(audit: Path, sql: str | None, as_json: bool) -> int:
    r"""Run SQL (DuckDB) over the tables of AUDIT, read-only; without SQL, list the tables.

    \b
    Examples:
      provaudit query audit "from origin_by_source"
      provaudit query audit "select source, count(*) from records where conflict group by source"
    """
    from provaudit.directory import require_audit
    from provaudit.store import QueryError, open_store

    require_audit(audit)
    with open_store(audit, read_only=True) as store:
        if sql is None:
            click.echo("\n".join(store.tables()))
            return 0
        try:
            table = store.arrow(sql)
        except QueryError as error:
            raise UserError(f"DuckDB says: {' '.join(str(error).split())}") from error
    _print_json(table) if as_json else _print_table(table)
    return 0


def _print_json(table: pa.Table) -> None:
    for batch in table.to_batches():
        for row in batch.to_pylist():
            click.echo(json.dumps(row, ensure_ascii=True, default=_as_text))


def _as_text(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _print_table(table: pa.Table) -> None:
    names = [_cell(name) for name in table.column_names]
    columns = [column.to_pylist() for column in table.slice(0, _SHOWN).columns]
    rows = [[_cell(value) for value in row] for row in zip(*columns, strict=True)]
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    for row in [names, ["-" * width for width in widths], *rows]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    if table.num_rows > _SHOWN:
        click.echo(f"{table.num_rows - _SHOWN:,} more rows: use --json or a limit", err=True)


def _cell(value: object) -> str:
    from provaudit.plain import plain

    return "" if value is None else plain(_as_text(value), _WIDTH)
