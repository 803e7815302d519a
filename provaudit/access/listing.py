"""Read a list of statements: CSV, JSON lines or Parquet, some rows at a time."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from provaudit.access.statements import Columns, Places
from provaudit.errors import UserError
from provaudit.plain import plain

REQUIRED = ("domain", "mechanism", "allowed")
KNOWN = (*REQUIRED, "seen", "agent")
# Columns for people; nothing is read from them.
IGNORED = ("note", "source", "url", "operator")
_ROWS = 1 << 16
_LONGEST_LINE = 1 << 20
_BLOCK = 4 << 20

Rows = Iterator[tuple[Columns, Places]]


def rows_of(path: Path) -> Rows:
    """Yield the columns of the list at ``path`` as strings, with their place in it.

    The place in Parquet is the number of the row, from 1. Raises UserError for what cannot be read
    and for a column that is missing or not known.
    """
    try:
        yield from READERS[kind_of(path)](path)
    except (OSError, pa.ArrowException) as error:
        reason = plain(str(error), 300)
        raise UserError(f"{path}: cannot be read as a list of statements: {reason}") from error


def kind_of(path: Path) -> str:
    """Return the ending of a list's name, without that of a compression; "" if it is no list."""
    name = path.name.lower().removesuffix(".gz").removesuffix(".zst")
    return next((kind for kind in READERS if name.endswith(kind)), "")


def _csv(path: Path) -> Rows:
    with pa.input_stream(str(path)) as stream:
        head = stream.read(_BLOCK).split(b"\n", 1)[0]
    header = next(csv.reader([_decoded(head, path, 1).removeprefix("\ufeff").rstrip("\r")]), [])
    names = _checked([name.strip() for name in header], f"{path}:1")
    options: dict[str, Any] = {
        "read_options": pacsv.ReadOptions(
            use_threads=False, block_size=_BLOCK, column_names=header, skip_rows=1
        ),
        "parse_options": pacsv.ParseOptions(ignore_empty_lines=False),
        "convert_options": pacsv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.string()),
            include_columns=[header[index] for index in names.values()],
            strings_can_be_null=False,
        ),
    }
    line = 2
    for batch in pacsv.open_csv(path, **options):
        yield dict(zip(names, batch.columns, strict=True)), _places(path, line, len(batch))
        line += len(batch)


def _jsonl(path: Path) -> Rows:
    rows: list[dict[str, Any]] = []
    first = 1
    with pa.input_stream(str(path)) as stream:
        for line, text in enumerate(_lines(stream), start=1):
            if len(text) > _LONGEST_LINE:
                raise UserError(f"{path}:{line}: longer than a statement can be: one a line")
            rows.append(_object(text, path, line))
            if len(rows) == _ROWS:
                yield _columns(rows), _places(path, first, len(rows))
                rows, first = [], line + 1
    if rows:
        yield _columns(rows), _places(path, first, len(rows))


def _lines(stream: pa.NativeFile) -> Iterator[bytes]:
    rest = b""
    while block := stream.read(_BLOCK):
        *whole, rest = (rest + block).split(b"\n")
        yield from whole
        if len(rest) > _LONGEST_LINE:
            break
    if rest:
        yield rest


def _object(text: bytes, path: Path, line: int) -> dict[str, Any]:
    try:
        row = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UserError(f"{path}:{line}: not valid JSON: {plain(str(error), 100)}") from error
    if not isinstance(row, dict):
        raise UserError(f'{path}:{line}: not an object: write {{"domain": ..., ...}}')
    _checked(list(row), f"{path}:{line}")
    for name in KNOWN:
        if isinstance(row.get(name), dict | list):
            raise UserError(f"{path}:{line}: {name} is no text: write it as a string")
    return row


def _columns(rows: list[dict[str, Any]]) -> Columns:
    return {name: pa.array([_text(row.get(name)) for row in rows], pa.string()) for name in KNOWN}


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)


def _parquet(path: Path) -> Rows:
    with pq.ParquetFile(path) as file:
        names = _checked(file.schema_arrow.names, str(path))
        row = 1
        for batch in file.iter_batches(_ROWS, columns=list(names)):
            columns = {name: pc.cast(batch[name], pa.string()) for name in names}
            yield columns, _places(path, row, len(batch))
            row += len(batch)


def _places(path: Path, first: int, rows: int) -> Places:
    return Places(pa.repeat(str(path), rows), pa.array(range(first, first + rows), pa.int64()))


def _checked(header: list[str], where: str) -> dict[str, int]:
    """Return which known columns there are, by their index; UserError if they are not enough."""
    for name in header:
        if name not in (*KNOWN, *IGNORED):
            close = difflib.get_close_matches(name, KNOWN, n=1)
            advice = f"did you mean '{close[0]}'?" if close else f"known are {', '.join(KNOWN)}"
            raise UserError(f"{where}: column '{plain(name, 60)}' is not known: {advice}")
        if header.count(name) > 1:
            raise UserError(f"{where}: column '{plain(name, 60)}' occurs twice: keep one of them")
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise UserError(f"{where}: no {', '.join(missing)}: each row needs {', '.join(REQUIRED)}")
    return {name: header.index(name) for name in KNOWN if name in header}


def _decoded(data: bytes, path: Path, line: int) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}:{line}: is no UTF-8: save the list as UTF-8") from error


READERS: dict[str, Callable[[Path], Iterable[tuple[Columns, Places]]]] = {
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
}
