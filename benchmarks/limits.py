"""What the machine can do with the same bytes at best: the limits that an audit is held against.

Each is work on one core and returns its CPU seconds; reading from the disk is in none of them
where it can be left out, so that they are as fast as they can be.
"""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np
import orjson
import pyarrow as pa
from usage import own_cpu

_PIECE = 64 << 20
_COLUMNS = ("id", "text", "source", "lang", "region")


def parse_lines(path: Path) -> float:
    """orjson.loads of each line, nothing kept; the lines are in memory before."""
    seconds = 0.0
    with path.open("rb") as file:
        while lines := file.readlines(_PIECE):
            began = process_time()
            for line in lines:
                orjson.loads(line)
            seconds += process_time() - began
    return seconds


def pass_over(path: Path) -> float:
    """Sum the bytes as uint64 with numpy, from memory that no cache holds."""
    seconds = 0.0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            words = np.frombuffer(piece, np.uint64, len(piece) // 8)
            seconds += own_cpu(words.sum)
    return seconds


def decompress(path: Path) -> float:
    """Arrow's zstd decompression of a file, nothing kept."""

    def work() -> None:
        with pa.CompressedInputStream(pa.memory_map(str(path)), "zstd") as file:
            while file.read(1 << 20):
                pass

    return own_cpu(work)


def duckdb_json(path: Path) -> float:
    """DuckDB reading the text column of JSON lines with every column declared, its fastest way."""
    columns = ", ".join(f"{name}: 'varchar'" for name in _COLUMNS)
    source = f"read_json($path, format = 'newline_delimited', columns = {{{columns}}})"
    return _duckdb(f"select sum(strlen(text)) from {source}", path)  # noqa: S608  # names of ours


def duckdb_parquet(path: Path) -> float:
    """DuckDB reading the text column of Parquet."""
    return _duckdb("select sum(strlen(text)) from read_parquet($path)", path)


def _duckdb(question: str, path: Path) -> float:
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:
        # strlen needs the lengths only, but both readers must build the strings to have them.
        return own_cpu(lambda: connection.execute(question, {"path": str(path)}).fetchall())


LIMITS: dict[str, tuple[str, Callable[[Path], float]]] = {
    "one memory pass": ("jsonl", pass_over),
    "orjson parses the lines": ("jsonl", parse_lines),
    "DuckDB reads the text of JSONL": ("jsonl", duckdb_json),
    "DuckDB reads the text of Parquet": ("parquet", duckdb_parquet),
    "zstd decompresses": ("zst", decompress),
}
