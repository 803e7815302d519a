"""Build a corpus of any size from the text that every CPython carries, by a seed.

    python benchmarks/corpus.py OUT --megabytes 100 [--format jsonl|parquet|zst] [--each 500]

Records are runs of sentences of the pydoc topics, drawn anew for each record, with a running
number at the end, so that no two are equal; each fiftieth repeats the one before with one sentence
changed (near-duplicates). The text is real, the mix is not: figures measured on it are about speed,
never about content. It is written as it is drawn, so its size costs time and disk, not memory.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from pydoc_data.topics import topics
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED = 20261124
_FEWEST, _MOST = 4, 28  # sentences a record: about 2 kB, the median of large web corpora
_ROWS = 8192
_DRAWN = 1 << 20  # sentences drawn at once
SOURCES = ("manual", "forum", "letters")
REGIONS = ("north", "south", "east", "west")
SUFFIXES = {"jsonl": ".jsonl", "parquet": ".parquet", "zst": ".jsonl.zst"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it is written: its number and the numbers of its sentences."""

    number: int
    chosen: list[int]

    def record(self, sentences: list[str]) -> dict[str, Any]:
        """Return the record as a row."""
        return {
            "id": f"r{self.number}",
            "text": f"{' '.join([sentences[one] for one in self.chosen])} Record {self.number}.",
            "source": SOURCES[self.number % 3],
            "lang": "en",
            "region": REGIONS[self.chosen[0] % 4],
        }

    def line(self, escaped: list[bytes]) -> bytes:
        """Return the record as a line of JSON, from sentences that are escaped already."""
        return b'{"id":"r%d","text":"%b Record %d.","source":"%b","lang":"en","region":"%b"}\n' % (
            self.number,
            b" ".join([escaped[one] for one in self.chosen]),
            self.number,
            SOURCES[self.number % 3].encode(),
            REGIONS[self.chosen[0] % 4].encode(),
        )


def records(megabytes: float, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield records until their texts add up to ``megabytes`` (10^6 bytes of UTF-8)."""
    sentences = _sentences()
    return (draft.record(sentences) for draft in drafts(megabytes, sentences, seed))


def drafts(megabytes: float, sentences: list[str], seed: int = SEED) -> Iterator[Draft]:
    """Yield what ``records`` holds, before it is written."""
    sizes = [len(sentence.encode()) + 1 for sentence in sentences]
    picks = _picks(random.Random(seed), len(sentences))
    held, number, last = 0, 0, [0]
    while held < megabytes * 1e6:
        drawn = next(picks)
        chosen = [*last[:-1], drawn[0]] if number % 50 == 49 else drawn
        held += sum([sizes[one] for one in chosen]) + len(f"Record {number}.")
        yield Draft(number, chosen)
        number, last = number + 1, chosen


def write(folder: Path, megabytes: float, form: str) -> Path:
    """Write the corpus as one file below ``folder`` and return its path."""
    (path,) = write_files(folder, megabytes, form, megabytes)
    return path


def write_files(folder: Path, megabytes: float, form: str, each: float) -> list[Path]:
    """Write the corpus as files of about ``each`` MB of text; return their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    sentences = _sentences()
    count = max(1, round(megabytes / each))
    names = ["all"] if count == 1 else [f"part-{number:05d}" for number in range(count)]
    paths = [folder / (name + SUFFIXES[form]) for name in names]
    drawn = drafts(megabytes, sentences)
    for path in paths[:-1]:
        _WRITERS[form](path, _until(drawn, each, sentences), sentences)
    _WRITERS[form](paths[-1], drawn, sentences)
    return paths


def _until(drawn: Iterator[Draft], megabytes: float, sentences: list[str]) -> Iterator[Draft]:
    sizes = [len(sentence.encode()) + 1 for sentence in sentences]
    held = 0
    while held < megabytes * 1e6:
        draft = next(drawn)
        held += sum([sizes[one] for one in draft.chosen]) + len(f"Record {draft.number}.")
        yield draft


def _picks(chance: random.Random, sentences: int) -> Iterator[list[int]]:
    """Yield the numbers of the sentences of one record after another, without end."""
    while True:
        raw = np.frombuffer(chance.randbytes(2 * _DRAWN), "<u2")
        drawn, at = (raw % sentences).tolist(), 0
        while at + _MOST < _DRAWN:
            size = _FEWEST + drawn[at] % (_MOST - _FEWEST + 1)
            yield drawn[at + 1 : at + 1 + size]
            at += 1 + size


def _sentences() -> list[str]:
    text = "\n".join(topics[name] for name in sorted(topics))
    plain = re.sub(r"[ \t]+", " ", text.replace("\n", " "))
    return [one for one in re.split(r"(?<=[.!?]) ", plain) if 20 < len(one) < 400]


def _lines(drawn: Iterator[Draft], sentences: list[str]) -> Iterator[bytes]:
    """Yield the lines, many at a time."""
    escaped = [json.dumps(one, ensure_ascii=False)[1:-1].encode() for one in sentences]
    while many := list(islice(drawn, 512)):
        yield b"".join([draft.line(escaped) for draft in many])


def _write_jsonl(path: Path, drawn: Iterator[Draft], sentences: list[str]) -> None:
    with path.open("wb") as file:
        file.writelines(_lines(drawn, sentences))


def _write_zst(path: Path, drawn: Iterator[Draft], sentences: list[str]) -> None:
    with pa.CompressedOutputStream(str(path), "zstd") as file:
        for lines in _lines(drawn, sentences):
            file.write(lines)


def _write_parquet(path: Path, drawn: Iterator[Draft], sentences: list[str]) -> None:
    names = ("id", "text", "source", "lang", "region")
    schema = pa.schema([(name, pa.string()) for name in names])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := [draft.record(sentences) for draft in islice(drawn, _ROWS)]:
            writer.write_table(pa.Table.from_pylist(rows, schema))


_WRITERS = {"jsonl": _write_jsonl, "zst": _write_zst, "parquet": _write_parquet}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--format", choices=sorted(_WRITERS), default="jsonl")
    parser.add_argument("--each", type=float, default=0, help="MB of text a file; 0: one file")
    options = parser.parse_args()
    each = options.each or options.megabytes
    for path in write_files(options.out, options.megabytes, options.format, each):
        print(path)
