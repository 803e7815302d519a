"""How long the statistics take: the measure stage over a made fence, statement by statement.

    python benchmarks/measuring.py [--rows 50000000] [--memory 4096] [--fence DIR] [--json FILE]

The tables at the fence are made, not scanned: random by a seed, of the schemas and through the
writer of the scan, a shard at a time. Records are as those of texts of 2 kB: one in twelve repeats
another text exactly, one in ten nearly; 0.6 n-grams are kept of each; 12 sources, two attributes;
one in a thousand has the id of another. Every column of the scan is there but for the split. What
they say means nothing; the work that they make is that of a corpus of this many records.
"""

# ruff: noqa: ANN401, D102
import argparse
import json
import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from provaudit import estimate, stats
from provaudit.audit.measure import judge, measure
from provaudit.audit.memory import share_of_duckdb
from provaudit.audit.plan import Plan
from provaudit.audit.request import Request
from provaudit.model import DataFile, Layout, ScanSettings
from provaudit.policy import load_policy
from provaudit.scan.partial_tables import PartialTables
from provaudit.store import Store, open_store

SEED = 20261124
SHARD_ROWS = 1 << 16
SHARDS_OF_FILE = 8
ATTRIBUTES = ("gender", "region")
BANDS = 8
SAMPLED = 1000  # texts and shingled texts of a shard, as the scan keeps
NGRAMS_A_RECORD = 0.6

Ids = np.ndarray[Any, np.dtype[np.uint64]]


def mixed(values: Ids, salt: int) -> Ids:
    """Return a hash of each value: splitmix64 (Steele, Lea & Flood 2014, OOPSLA)."""
    with np.errstate(over="ignore"):
        z = values + np.uint64((0x9E3779B97F4A7C15 * (salt + 1)) % (1 << 64))
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def named(codes: Any, names: tuple[str | None, ...]) -> pa.DictionaryArray:
    """Return names by number, null where the name is None, which must be the last."""
    known = [name for name in names if name is not None]
    indices = pa.array(np.asarray(codes, np.int32), mask=np.asarray(codes) >= len(known))
    return pa.DictionaryArray.from_arrays(indices, pa.array(known, pa.string()))


def file_of(shard: int) -> str:
    return f"part-{shard // SHARDS_OF_FILE:05}.jsonl"


def ids_of(numbers: Ids) -> pa.Array:
    files = (numbers // np.uint64(SHARD_ROWS * SHARDS_OF_FILE)).astype(np.int64)
    names = pa.array([file_of(n * SHARDS_OF_FILE) for n in range(int(files.max(initial=0)) + 1)])
    return pc.binary_join_element_wise(
        names.take(pa.array(files)), pc.cast(pa.array(numbers), "string"), "@"
    )


def content_of(texts: Ids) -> pa.Array:
    both = np.stack([mixed(texts, 101), mixed(texts, 102)], axis=1)
    return pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(16), len(texts), [None, pa.py_buffer(both)]
    )


def bands_of(texts: Ids, rows: int) -> pa.Array:
    """Return the keys of each text; a near-duplicate shares one or two of them with a text."""
    near = mixed(texts, 7) % np.uint64(10) == 0
    other = mixed(texts, 8) % np.uint64(rows)
    keys = np.stack([mixed(texts, band) for band in range(BANDS)], axis=1)
    for turn in range(2):
        band = (mixed(texts, 9 + turn) % np.uint64(BANDS)).astype(np.int64)
        at = np.flatnonzero(near)
        for number in range(BANDS):
            chosen = at[band[at] == number]
            keys[chosen, number] = mixed(other[chosen], number)
    offsets = np.arange(0, keys.size + 1, BANDS, dtype=np.int32)
    return pa.ListArray.from_arrays(offsets, pa.array(keys.ravel()))


def records(shard: int, rows: int) -> pa.Table:
    first, last = shard * SHARD_ROWS, min(rows, (shard + 1) * SHARD_ROWS)
    chance = np.random.default_rng([SEED, shard])
    size = last - first
    number = np.arange(first, last, dtype=np.uint64)
    again = chance.random(size) < 1 / 12
    texts = np.where(again, mixed(number, 55) % np.uint64(rows), number)
    words = np.maximum(1, chance.lognormal(5.5, 0.8, size)).astype(np.int64)
    origin = chance.choice(4, size, p=(0.5, 0.2, 0.02, 0.28))
    source = np.full(size, shard % 12)
    # Records without an id of their own get FILE@POSITION; here some get that of another.
    named_by = np.where(chance.random(size) < 1 / 1000, mixed(number, 56) % np.uint64(rows), number)
    languages = ("en", "de", "fr", "sw", None)
    language = chance.choice(5, size, p=(0.7, 0.1, 0.1, 0.05, 0.05))
    found = np.where(chance.random(size) < 0.95, language, 0)
    day = pc.cast(pa.array(chance.integers(10957, 20089, size).astype(np.int32)), pa.date32())
    origins = ("human", "synthetic", "mixed", "unknown")
    seen = np.where(origin == 1, 0, 1)
    columns = {
        "record_id": ids_of(named_by),
        "source": named(source, tuple(f"source {n}" for n in range(12))),
        "file": named(np.zeros(size), (file_of(shard),)),
        "position": pa.array(number.astype(np.int64)),
        "declared": named(origin, origins),
        "declared_by": named(np.zeros(size), ("manifest",)),
        "observed": named(seen, ("synthetic", None)),
        "suspected": pa.array(chance.random(size) < 0.01),
        "origin": named(origin, origins),
        "basis": named(seen, ("marker", "declared")),
        "conflict": pa.array(chance.random(size) < 0.001),
        "generator": named(chance.choice(3, size, p=(0.1, 0.1, 0.8)), ("one", "other", None)),
        "language": named(language, languages),
        "language_by": named(np.zeros(size), ("column",)),
        "language_found": named(found, languages),
        "date": pc.cast(day, "string"),
        "date_unread": pa.array(np.zeros(size, bool)),
        "domain": named(
            chance.integers(0, 500, size), tuple(f"site{n}.example" for n in range(500))
        ),
        "license": named(source % 3, ("CC-BY-4.0", "MIT", None)),
        "has_text": pa.array(np.ones(size, bool)),
        "chars": pa.array(words * 6),
        "words": pa.array(words),
        "text_bytes": pa.array(words * 6),
        "prompt_chars": pa.array(np.zeros(size, np.int64)),
        "content_hash": content_of(texts),
        "bands": bands_of(texts, rows),
        "sentences": pa.array(words // 15 + 1),
        "lines": pa.array(words // 60 + 1),
        "distinct_words": pa.array((words**0.8).astype(np.int64)),
        "entropy": pa.array(chance.normal(4.5, 0.5, size).astype(np.float32)),
        "repeated_lines": pa.array(chance.random(size, np.float32) ** 8),
        "repeated_ngrams": pa.array(chance.random(size, np.float32) ** 8),
        "longest_run": pa.array(chance.integers(1, 102, size)),
        "style_score": pa.array(chance.normal(0, 2, size).astype(np.float32)),
        "p_synthetic": pa.array(chance.random(size, np.float32)),
        "attribute_gender": named(chance.choice(3, size), ("female", "male", None)),
        "attribute_region": named(chance.choice(4, size), ("north", "south", "east", "west")),
    }
    return pa.table(columns)


def write_shard(tables: Path, rows: int, shard: int) -> int:
    """Write the partial tables of one shard and return how many records it has."""
    found = records(shard, rows)
    chance = np.random.default_rng([SEED, shard, 1])
    size = len(found)
    with PartialTables(tables, f"{shard:08}", ATTRIBUTES) as parts:
        parts.add("records", found)
        parts.add("evidence", evidence(found, chance))
        parts.add("ngrams", ngrams(found, chance))
        address = found.slice(0, SAMPLED)
        kept = len(address)
        ranked = np.sort(chance.integers(0, 1 << 58, kept, np.uint64))
        parts.add(
            "sample",
            address.select(["record_id", "source", "origin", "file", "position", "language"])
            .append_column("rank", content_of(ranked))
            .append_column("text", texts_of(kept, chance)),
        )
        hashes = chance.integers(0, 1 << 63, kept * 300, np.uint64)
        offsets = np.arange(0, kept * 300 + 1, 300, dtype=np.int32)
        parts.add(
            "shingles",
            address.select(["record_id", "source", "origin", "file", "position"])
            .append_column("rank", pa.array(ranked))
            .append_column("shingles", pa.ListArray.from_arrays(offsets, pa.array(hashes))),
        )
        parts.add_rows(
            "slices",
            [
                {
                    "shard": f"{shard:08}",
                    "file": file_of(shard),
                    "start": shard % SHARDS_OF_FILE,
                    "lines": size,
                    "records": size,
                    "rejected": 0,
                    "bytes": size * 2000,
                }
            ],
        )
        parts.commit()
    return size


def texts_of(count: int, chance: np.random.Generator) -> pa.Array:
    """Return texts of 60 words of 1 to 10 letters, as frequent as words are (Zipf's law)."""
    letters = np.random.default_rng(SEED).choice(list("etaoinshrdlu"), (20_000, 10))
    lengths = 1 + np.arange(20_000) % 10
    known = ["".join(some[:length]) for some, length in zip(letters, lengths, strict=True)]
    words = (chance.zipf(1.3, (count, 60)) - 1) % len(known)
    return pa.array([" ".join(known[n] for n in row) for row in words.tolist()])


def evidence(found: pa.Table, chance: np.random.Generator) -> pa.Table:
    hit = np.sort(chance.choice(len(found), len(found) // 100, replace=False))
    rows = found.select(["record_id", "source", "file", "position"]).take(pa.array(hit))
    size = len(hit)
    kinds = named(chance.integers(0, 20, size), tuple(f"pattern {n}" for n in range(20)))
    for name, column in {
        "detector": named(np.zeros(size), ("residue",)),
        "code": kinds,
        "tier": named(np.zeros(size), ("strong",)),
        "says": named(np.zeros(size), ("synthetic",)),
        "offset": pa.array(chance.integers(0, 1000, size)),
        "excerpt": pc.binary_join_element_wise("as an AI ", rows["record_id"], ""),
    }.items():
        rows = rows.append_column(name, column)
    return rows


def ngrams(found: pa.Table, chance: np.random.Generator) -> pa.Table:
    """Return n-grams of which the short ones come back and the long ones are mostly new."""
    size = int(len(found) * NGRAMS_A_RECORD)
    row = chance.integers(0, len(found), size)
    n = chance.integers(2, 4, size)
    kinds = np.where(n == 2, chance.zipf(1.2, size) % 10_000_000, chance.integers(0, 1 << 50, size))
    return (
        found.select(["source", "origin"])
        .take(pa.array(row))
        .append_column("n", pa.array(n.astype(np.int8)))
        .append_column("hash", pa.array(mixed(kinds.astype(np.uint64), 3) >> np.uint64(10)))
        .append_column("count", pa.array(np.ones(size, np.int64)))
    )


def make_fence(folder: Path, rows: int, workers: int) -> None:
    write = partial(write_shard, folder / "tables", rows)
    with ProcessPoolExecutor(workers) as pool:
        made = sum(pool.map(write, range(-(-rows // SHARD_ROWS))))
    assert made == rows


class Clock:
    """How long each piece of work took, in seconds of wall and of CPU, without what it called."""

    def __init__(self) -> None:
        self.taken: dict[str, tuple[float, float]] = {}
        self._inner = [(0.0, 0.0)]

    def timed(self, name: str, work: Any) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        self._inner.append((0.0, 0.0))
        try:
            return work()
        finally:
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            inner, outer = self._inner.pop(), self._inner.pop()
            self._inner.append((outer[0] + wall, outer[1] + cpu))
            before = self.taken.get(name, (0.0, 0.0))
            self.taken[name] = (before[0] + wall - inner[0], before[1] + cpu - inner[1])

    def wrap(self, module: Any, *names: str) -> None:
        """Time these functions of a module from now on."""
        for name in names:
            work = getattr(module, name)
            setattr(module, name, self._wrapped(name, work))

    def _wrapped(self, name: str, work: Any) -> Any:
        return lambda *given, **known: self.timed(
            name.replace("_", " "), lambda: work(*given, **known)
        )


class Timed(Store):
    """A store whose statements are timed."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store._connection, store._spill)
        self._clock = clock

    def _guarded(self, purpose: str, sql: str, parameters: Any) -> None:
        self._clock.timed(purpose, lambda: super(Timed, self)._guarded(purpose, sql, parameters))

    def rows_of(self, file: Any, parameters: Any) -> list[dict[str, Any]]:
        return self._clock.timed(file.name, lambda: super(Timed, self).rows_of(file, parameters))

    def arrow(self, sql: str, parameters: Any = None) -> pa.Table:
        first = sql.strip().splitlines()[0][:60]
        return self._clock.timed(first, lambda: super(Timed, self).arrow(sql, parameters))


def files_of(folder: Path) -> tuple[DataFile, ...]:
    """Return the files that the records of a made fence say they are from."""
    layout = Layout("text", text=("text",))
    shards = len(list((folder / "tables" / "records").glob("*.parquet")))
    names = sorted({file_of(shard) for shard in range(shards)})
    return tuple(DataFile(name, name, "jsonl", "", 1 << 30, "", layout) for name in names)


def run(folder: Path, memory: int) -> dict[str, Any]:
    """Measure the statistics over a fence; ``memory`` is what ``--memory`` would say, in bytes."""
    plan = Plan(
        root=str(folder),
        files=files_of(folder),
        shards=(),
        skipped=(),
        missing=(),
        manifest=None,
        problems=(),
        settings=ScanSettings(sample=1000, redact=False),
        attributes=tuple((name, name) for name in ATTRIBUTES),
        digests={},
    )
    request = Request(paths=(str(folder),), out=folder, memory=memory)
    policy = load_policy(None, folder)
    database = folder / "audit.duckdb"
    database.unlink(missing_ok=True)
    clock = Clock()
    clock.wrap(estimate, "find_near_duplicates", "find_repeated_ids", "measure_diversity")
    clock.wrap(stats, "run_statistics")
    clock.wrap(sys.modules[measure.__module__], "put_prevalence", "judge_by_style")
    began, used = time.perf_counter(), time.process_time()
    with open_store(database, memory=share_of_duckdb(memory, len(plan.files))) as opened:
        store = Timed(opened, clock)
        clock.timed("measure", lambda: measure(store, plan, request, policy, {"version": ""}))
        clock.timed("judge", lambda: judge(store, plan, policy, "2026-01-01"))
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    rows = [{"what": name, "wall_s": w, "cpu_s": c} for name, (w, c) in clock.taken.items()]
    rows.sort(key=lambda row: -row["cpu_s"])
    return {"wall_s": wall, "cpu_s": cpu, "peak_bytes": peak, "statements": rows}


def table(result: dict[str, Any]) -> str:
    lines = ["| what | wall s | CPU s |", "|---|--:|--:|"]
    lines += [
        f"| {row['what']} | {row['wall_s']:.2f} | {row['cpu_s']:.2f} |"
        for row in result["statements"]
        if row["cpu_s"] >= 0.005 * result["cpu_s"]
    ]
    lines.append(f"| all | {result['wall_s']:.1f} | {result['cpu_s']:.1f} |")
    return "\n".join([*lines, "", f"peak {result['peak_bytes'] / (1 << 20):,.0f} MiB"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=50_000_000)
    parser.add_argument("--memory", type=int, default=4096, help="MiB, as --memory of an audit")
    parser.add_argument("--fence", type=Path, help="keep the made tables there, and use them again")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = options.fence or Path(place)
        if not (folder / "tables").exists():
            make_fence(folder, options.rows, os.cpu_count() or 1)
        result = {"rows": options.rows, **run(folder, options.memory << 20)}
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")
