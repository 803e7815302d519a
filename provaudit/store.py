"""The only door to DuckDB: open an audit's database, view its tables, run one .sql file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

DATABASE = "audit.duckdb"
_NO_NETWORK = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}

# Kinds of statements that only read: a pivot is MULTI, describe and show are selects.
_READING = ("SELECT", "EXPLAIN", "MULTI")

Parameters = Mapping[str, Any]


class QueryError(Exception):
    """A statement failed: says which question it was to answer, and how DuckDB put it.

    ``resources`` is true where memory or disk ran out, which a user can mend.
    """

    def __init__(self, question: str, error: Exception) -> None:
        super().__init__(f"{question}: {error}" if question else str(error))
        self.resources = type(error).__name__ in ("OutOfMemoryException", "IOException")


@contextmanager
def open_store(
    database: Path, *, memory: int | None = None, read_only: bool = False
) -> Iterator[Store]:
    """Open an audit's database; ``memory`` is DuckDB's limit in bytes, above which it spills."""
    import duckdb

    audit = database.parent
    config: dict[str, Any] = dict(_NO_NETWORK)
    if not read_only:
        config["temp_directory"] = str(audit / "spill")
    if memory is not None:
        config["memory_limit"] = f"{memory // (1 << 20)}MiB"
    connection = duckdb.connect(str(database), read_only=read_only, config=config)
    try:
        # Views name their files relative to the audit, so that it can be moved.
        connection.execute("set file_search_path = $path", {"path": str(audit.resolve())})
        connection.execute("set enable_progress_bar = false")
        if read_only:
            _lock_down(connection, audit)
        yield Store(connection, audit / "spill")
    finally:
        connection.close()


def _lock_down(connection: duckdb.DuckDBPyConnection, audit: Path) -> None:
    """Let a stranger's SQL read the audit's own tables and nothing else: no file, no network."""
    # The views name their files relative to the audit, so both forms of the folder are allowed.
    folders = [f"{audit.resolve()}/tables/", "tables/"]
    connection.execute("set allowed_directories = $folders", {"folders": folders})
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


class Store:
    """One open connection. Statements come from .sql files; values only as ``$parameters``."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, spill: Path) -> None:
        self._connection = connection
        self._spill = spill

    @property
    def spill(self) -> Path:
        """The folder for what does not fit into memory; it goes when the audit is done."""
        self._spill.mkdir(exist_ok=True)
        return self._spill

    def run(self, file: Traversable, parameters: Parameters | None = None) -> None:
        """Run the statements of a .sql file that give no rows: macros, views."""
        self._guarded(file.name, file.read_text("utf-8"), parameters or {})

    def table_from(self, file: Traversable, name: str, parameters: Parameters) -> None:
        """Create table ``name`` (one of ours, an identifier) from the one query of a .sql file."""
        statement = f'create or replace table "{name}" as\n{file.read_text("utf-8")}'
        self._guarded(file.name, statement, parameters)

    def rows_of(self, file: Traversable, parameters: Parameters) -> list[dict[str, Any]]:
        """Return the rows of the one query of a .sql file."""
        return self.query(file.read_text("utf-8"), parameters)

    def query(self, sql: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """Return the rows of a query as dictionaries; takes of ``parameters`` only those named."""
        rows: list[dict[str, Any]] = self.arrow(sql, parameters).to_pylist()
        return rows

    def arrow(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        """Return the rows of a query as an Arrow table."""
        import duckdb

        try:
            relation = self._connection.sql(sql, params=self._named_in(sql, parameters or {}))
        except duckdb.Error as error:
            raise QueryError("", error) from error
        if relation is None:
            raise QueryError("", ValueError("the statement gives no rows"))
        return relation.to_arrow_table()

    def batches(
        self, sql: str, rows: int = 1024, parameters: Parameters | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Yield the rows of one select in batches, first one without rows, never holding them all.

        Any other statement, and more than one, is refused.
        """
        import duckdb
        import pyarrow as pa

        try:
            kinds = [str(one.type) for one in self._connection.extract_statements(sql)]
            if len(kinds) != 1 or kinds[0].removeprefix("StatementType.") not in _READING:
                raise QueryError("", ValueError("only one select is allowed, and it cannot write"))
            relation = self._connection.sql(sql, params=self._named_in(sql, parameters or {}))
            if relation is None:
                raise QueryError("", ValueError("the statement gives no rows"))
            reader = relation.to_arrow_reader(rows)
            yield pa.RecordBatch.from_pylist([], schema=reader.schema)
            yield from reader
        except duckdb.Error as error:
            raise QueryError("", error) from error

    def put(self, name: str, table: pa.Table | pa.RecordBatchReader) -> None:
        """Create table ``name`` (one of ours, an identifier) from Arrow, at once or in batches."""
        self._connection.register("incoming", table)
        self._connection.execute(f'create or replace table "{name}" as from incoming')
        self._connection.unregister("incoming")

    def view_files(self, name: str, pattern: str) -> None:
        """Create view ``name`` over the Parquet files that match ``pattern``."""
        files = f"read_parquet('{pattern}')"
        # Both names are constants of ours, never of the data.
        self._connection.execute(f'create or replace view "{name}" as from {files}')

    def tables(self) -> list[str]:
        """Return the names of all tables and views, sorted."""
        rows = self._connection.execute(
            "select table_name from information_schema.tables order by table_name"
        ).fetchall()
        return [name for (name,) in rows]

    def _named_in(self, sql: str, parameters: Parameters) -> dict[str, Any]:
        statements = self._connection.extract_statements(sql)
        named = set().union(*(statement.named_parameters for statement in statements))
        return {name: value for name, value in parameters.items() if name in named}

    def _guarded(self, purpose: str, sql: str, parameters: Parameters) -> None:
        import duckdb

        try:
            self._connection.execute(sql, self._named_in(sql, parameters))
        except duckdb.Error as error:
            raise QueryError(purpose, error) from error
