"""How fast files are read into batches: MB of text a CPU second, and against bare parsers.

    python benchmarks/reading.py [--megabytes N] [--repeat N] [--files N] [--json FILE]

The records are made by a fixed seed: an id, about 1.4 kB of prose in lines, a language, a licence
and a source. Each is read in full: text and metadata columns. Beside it the least that a library
does with the same bytes, in the same run: orjson.loads over the same lines (in memory, nothing
kept), pyarrow reading the same columns, zlib and zstd decompressing, csv.reader. Best of the
repetitions, taken in turns, in CPU seconds of all threads, so that the machine's mood hits both.
``find`` is microseconds a file to find, and to find and read, a folder of tiny text files.
"""

import argparse
import csv
import gzip
import json
import random
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from provaudit.corpus import find, layout_of, read, slices_of
from provaudit.corpus.find import FoundFile
from provaudit.model import DataFile, RecordColumns, ScanSettings

SEED = 20261124
WORDS = ["the", "of", "and", "model", "people", "because", "naïve", "café", "long", "house"]
COLUMNS = ["text", "id", "lang", "license", "source"]
FORMATS = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "arrow", "csv"]
NOWHERE = Path("/nonexistent/audit")

Calls = dict[str, Callable[[], object]]


def main() -> None:
    """Measure, print the tables, write the figures if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=48)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        records = made_records(int(arguments.megabytes * 1e6))
        write_all(Path(folder), records)
        size = sum(len(record["text"].encode()) for record in records) / 1e6
        seconds = best_of(calls(Path(folder)), arguments.repeat)
    figures = {"formats": rates(seconds, size), "find": tiny_files(arguments.files)}
    print_tables(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


def made_records(size: int) -> list[dict[str, str]]:
    """Return records whose texts hold about ``size`` characters."""
    chance, held = random.Random(SEED), 0
    records: list[dict[str, str]] = []
    while held < size:
        words = chance.choices(WORDS, k=20 + int(chance.expovariate(1 / 240)))
        text = " ".join(f'"{word}"\n' if chance.random() < 0.02 else word for word in words)
        fields = {"lang": chance.choice(["en", "de", "fr"]), "license": "CC-BY-4.0"}
        source = chance.choice(["web", "books", "forum"])
        records.append({"id": f"r{len(records)}", "text": text, **fields, "source": source})
        held += len(text)
    return records


def write_all(folder: Path, records: list[dict[str, str]]) -> None:
    """Write the records in every format."""
    lines = b"".join(orjson.dumps(record) + b"\n" for record in records)
    (folder / "a.jsonl").write_bytes(lines)
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(lines, 6))
    (folder / "a.jsonl.zst").write_bytes(pa.compress(lines, codec="zstd", asbytes=True))
    table = pa.Table.from_pylist(records)
    pq.write_table(table, folder / "a.parquet", row_group_size=20_000, compression="zstd")
    with pa.ipc.new_file(folder / "a.arrow", table.schema) as sink:
        sink.write_table(table, max_chunksize=20_000)
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as sink:
        writer = csv.DictWriter(sink, list(records[0]))
        writer.writeheader()
        writer.writerows(records)


def calls(folder: Path) -> Calls:
    """Return what is measured: each format read by us, and by the least there is."""
    lines = (folder / "a.jsonl").read_bytes().splitlines()
    size = (folder / "a.jsonl").stat().st_size
    packed = {name: (folder / f"a.jsonl.{name}").read_bytes() for name in ("gz", "zst")}
    found = {suffix: data_file(folder / f"a.{suffix}") for suffix in FORMATS}
    least: Calls = {
        "orjson.loads": lambda: parse_each(lines),
        "zlib": lambda: zlib.decompress(packed["gz"], 31),
        "zstd": lambda: pa.decompress(packed["zst"], size, codec="zstd"),
        "pyarrow, same columns": lambda: read_columns(folder / "a.parquet", COLUMNS),
        "pyarrow, text only": lambda: read_columns(folder / "a.parquet", ["text"]),
        "csv.reader": lambda: read_rows(folder / "a.csv"),
    }
    return least | {suffix: (lambda file=file: read_all(file)) for suffix, file in found.items()}


def parse_each(lines: list[bytes]) -> None:
    """Parse lines of JSON and keep nothing."""
    for line in lines:
        orjson.loads(line)


def read_columns(path: Path, columns: list[str]) -> None:
    """Read columns of a Parquet file as we do: in batches, by one thread."""
    with pq.ParquetFile(path) as source:
        for _ in source.iter_batches(4096, columns=columns, use_threads=False):
            pass


def read_rows(path: Path) -> None:
    """Read the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        for _ in csv.reader(lines):
            pass


def data_file(path: Path) -> DataFile:
    """Return a file with its layout."""
    (file,) = find([str(path)], NOWHERE).files
    return laid_out(file)


def laid_out(file: FoundFile) -> DataFile:
    """Return a file that was found with its layout."""
    layout = layout_of(file, RecordColumns(), (), None, None)
    return DataFile(file.path, file.name, file.format, file.compression, file.size, "", layout)


def read_all(file: DataFile) -> int:
    """Return how many records a file has."""
    slices = slices_of(file, 64 << 20)
    return sum(len(batch) for part in slices for batch in read(part, ScanSettings()))


def best_of(measured: Calls, repeat: int) -> dict[str, float]:
    """Return the fewest CPU seconds of each call; the first round is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(repeat + 1):
        for name, call in measured.items():
            began = process_time()
            call()
            seconds[name].append(process_time() - began)
    return {name: max(min(times[1:]), 1e-9) for name, times in seconds.items()}


def rates(seconds: dict[str, float], size: float) -> dict[str, dict[str, float]]:
    """Return MB of text a second for each, and how many times the bare parser it takes."""
    orjson_time = seconds["orjson.loads"]
    least = {
        "jsonl": orjson_time,
        "jsonl.gz": orjson_time + seconds["zlib"],
        "jsonl.zst": orjson_time + seconds["zstd"],
        "parquet": seconds["pyarrow, same columns"],
        "csv": seconds["csv.reader"],
    }
    return {
        name: {
            "mb_per_s": round(size / time, 1),
            "times_least": round(time / least.get(name, time), 2),
        }
        for name, time in seconds.items()
    }


def tiny_files(count: int) -> dict[str, float]:
    """Return microseconds a file to find and to read text files of a few words."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            path = Path(folder, str(number // 1000), f"{number}.txt")
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"text number {number} of many")
        began = process_time()
        files = find([folder], NOWHERE).files
        found = process_time()
        total = sum(read_all(laid_out(file)) for file in files)
        done = process_time()
    assert total == count
    return {
        "files": count,
        "find_us": round((found - began) / count * 1e6, 1),
        "read_us": round((done - found) / count * 1e6, 1),
    }


def print_tables(figures: dict[str, Any]) -> None:
    """Print the figures as Markdown."""
    print("| what | MB of text per CPU second | times the bare parser |\n|---|--:|--:|")
    for name, figure in figures["formats"].items():
        print(f"| {name} | {figure['mb_per_s']:,.0f} | {figure['times_least']:.2f} |")
    tiny = figures["find"]
    print(f"\n{tiny['files']:,} tiny files: {tiny['find_us']} µs a file to find, ", end="")
    print(f"{tiny['read_us']} µs to read")


if __name__ == "__main__":
    main()
