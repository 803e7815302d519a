"""Build a corpus of any size from the text that every CPython carries, by a seed.

    python benchmarks/corpus.py OUT --megabytes 100 [--format jsonl|parquet|zst]

Records are runs of sentences of the pydoc topics, drawn anew for each record, with a running
number, so that no two are equal; half of them end in a marker of their number, a few repeat
another with one sentence changed (near-duplicates). The text is real, the mix is not: figures
measured on it are about speed, never about content.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from pydoc_data.topics import topics
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SEED = 20261124
_SENTENCES_PER_RECORD = (4, 28)  # about 2 kB, the median of large web corpora
_ROWS = 4096


def records(megabytes: float, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield records until their texts add up to ``megabytes`` (10^6 bytes of UTF-8)."""
    chance = random.Random(seed)
    sentences = _sentences()
    size, number, last = 0, 0, [""]
    while size < megabytes * 1e6:
        if number % 50 == 49:
            chosen = [*last[:-1], chance.choice(sentences)]
        else:
            chosen = chance.choices(sentences, k=chance.randint(*_SENTENCES_PER_RECORD))
        text = f"{' '.join(chosen)} Record {number}."
        size += len(text.encode())
        yield {
            "id": f"r{number}",
            "text": text,
            "source": ("manual", "forum", "letters")[number % 3],
            "lang": "en",
            "region": chance.choice(("north", "south", "east", "west")),
        }
        number, last = number + 1, chosen


def write(folder: Path, megabytes: float, form: str) -> Path:
    """Write the corpus as one file below ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / {"jsonl": "all.jsonl", "parquet": "all.parquet", "zst": "all.jsonl.zst"}[form]
    _WRITERS[form](path, records(megabytes))
    return path


def _sentences() -> list[str]:
    text = "\n".join(topics[name] for name in sorted(topics))
    plain = re.sub(r"[ \t]+", " ", text.replace("\n", " "))
    return [one for one in re.split(r"(?<=[.!?]) ", plain) if 20 < len(one) < 400]


def _lines(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    return (json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def _write_jsonl(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("wb") as file:
        file.writelines(_lines(rows))


def _write_zst(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with pa.CompressedOutputStream(str(path), "zstd") as file:
        for line in _lines(rows):
            file.write(line)


def _write_parquet(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    writer = None
    held: list[dict[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == 2 * _ROWS:
            table = pa.Table.from_pylist(held)
            writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table)
            held = []
    table = pa.Table.from_pylist(held)
    writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
    writer.write_table(table)
    writer.close()


_WRITERS = {"jsonl": _write_jsonl, "zst": _write_zst, "parquet": _write_parquet}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--format", choices=sorted(_WRITERS), default="jsonl")
    options = parser.parse_args()
    print(write(options.out, options.megabytes, options.format))
