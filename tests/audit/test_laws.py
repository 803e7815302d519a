"""Any split, any engine, any order, any file format, killed or not: the same audit."""

import csv
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provaudit.audit import Audit, Request, audit, shards

SAME = (
    "origin",
    "representation",
    "findings",
    "diversity",
    "duplicates",
    "languages",
    "generators",
)
MANIFEST = """
provaudit: 1
name: laws
version: "1"
license: Apache-2.0
creators: [{name: nobody}]
records: {origin: origin, generator: generator, id: id, source: dataset, language: lang}
attributes: {region: region}
sources:
  - {id: everything, files: ["**/*"], category: other, digital_source_type: unknown}
"""
WORDS = (
    *("ferry", "harbour", "kitchen", "yellow", "clock", "folder", "river", "poetry", "baker"),
    *("umbrella", "north", "choir", "snow", "letter", "garden", "engine", "window", "bread"),
)


def rows(number: int = 1500) -> list[dict[str, Any]]:
    chance = random.Random(7)
    made = []
    for i in range(number):
        origin = chance.choice(["human", "human", "synthetic", "mixed", "unknown", None])
        text = " ".join(chance.choices(WORDS, k=chance.randint(0, 130)))
        if i % 37 == 0:
            text += (
                ' "quoted", :contentReference[oaicite:1]{index=1}\nand a new line \u00fc\U0001f600'
            )
        made.append(
            {
                "id": f"r{i:04}",
                "text": text,
                "origin": origin,
                "generator": "gpt-4o" if origin == "synthetic" else None,
                "dataset": chance.choice(["forum", "letters"]),
                "lang": chance.choice(["en"] * 8 + ["de", None]),
                "region": chance.choice(["north"] * 9 + ["south"]),
            }
        )
    return made


def corpus(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "provenance.yaml").write_text(MANIFEST)
    return folder


def as_jsonl(folder: Path, data: list[dict[str, Any]]) -> Path:
    corpus(folder)
    with (folder / "all.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in data)
    return folder


def as_gzip_shards(folder: Path, data: list[dict[str, Any]]) -> Path:
    corpus(folder)
    for shard in range(4):
        with gzip.open(folder / f"part-{shard}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in data[shard::4])
    return folder


def as_csv(folder: Path, data: list[dict[str, Any]]) -> Path:
    corpus(folder)
    with (folder / "all.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(data[0]))
        writer.writeheader()
        writer.writerows(data)
    return folder


def as_parquet(folder: Path, data: list[dict[str, Any]]) -> Path:
    corpus(folder)
    pq.write_table(pa.Table.from_pylist(data), folder / "all.parquet", row_group_size=97)
    return folder


def facts_of(folder: Path, name: str, executor: Executor | None, **options: Any) -> dict[str, Any]:
    made = run(folder, name, executor, **options)
    return {key: made.facts[key] for key in SAME if key in made.facts}


def run(folder: Path, name: str, executor: Executor | None, **options: Any) -> Audit:
    out = folder.parent / f"{folder.name}-{name}"
    return audit(Request(paths=(str(folder),), out=out, **options), executor=executor)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, inline: Executor) -> dict[str, Any]:
    facts = facts_of(as_jsonl(tmp_path_factory.mktemp("laws") / "jsonl", rows()), "a", inline)
    assert facts["origin"]["records"]["synthetic"] > 50  # the corpus has something to say
    assert facts["findings"]
    assert facts["diversity"]
    return facts


@pytest.mark.parametrize("write", [as_gzip_shards, as_csv, as_parquet])
def test_any_format(
    write: Callable[[Path, list[dict[str, Any]]], Path],
    tmp_path: Path,
    inline: Executor,
    first: dict[str, Any],
) -> None:
    assert facts_of(write(tmp_path / "data", rows()), "a", inline) == first


@pytest.mark.parametrize("size", [8_000, 40_000])
def test_any_split(
    size: int,
    tmp_path: Path,
    inline: Executor,
    first: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shards, "SHARD_BYTES", size)
    made = run(as_jsonl(tmp_path / "data", rows()), "a", inline)
    assert len(list((made.out / "tables" / "slices").iterdir())) > 1
    assert {key: made.facts[key] for key in SAME if key in made.facts} == first


@pytest.mark.parametrize("workers", [1, 2])
def test_any_number_of_workers(
    workers: int, tmp_path: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "SHARD_BYTES", 30_000)
    data = as_jsonl(tmp_path / "data", rows())
    assert facts_of(data, "a", None, workers=workers) == first


def test_any_order_of_records(tmp_path: Path, inline: Executor, first: dict[str, Any]) -> None:
    shuffled = rows()
    random.Random(1).shuffle(shuffled)
    again = facts_of(as_jsonl(tmp_path / "data", shuffled), "a", inline)
    assert again["origin"] == first["origin"]
    assert again["representation"] == first["representation"]
    assert again["findings"] == first["findings"]


_SLOW = """
import sys, time
from pathlib import Path
from provaudit import corpus
from provaudit.audit import Request, audit, shards
from concurrent.futures import Executor, Future
shards.SHARD_BYTES = 8_000
class Slow(Executor):
    def submit(self, fn, /, *args):
        time.sleep(0.05)
        future = Future()
        future.set_result(fn(*args))
        return future
audit(Request(paths=(sys.argv[1],), out=Path(sys.argv[2])), executor=Slow())
"""


def test_killed_and_resumed(
    tmp_path: Path, inline: Executor, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, out = as_jsonl(tmp_path / "data", rows()), tmp_path / "out"
    process = subprocess.Popen([sys.executable, "-c", _SLOW, str(data), str(out)])
    slices = out / "tables" / "slices"
    deadline = time.monotonic() + 60
    while not (slices.is_dir() and len(list(slices.glob("*.parquet"))) >= 3):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = {file.name: file.stat().st_mtime_ns for file in slices.glob("*.parquet")}
    monkeypatch.setattr(shards, "SHARD_BYTES", 8_000)
    made = audit(Request(paths=(str(data),), out=out), executor=inline)
    assert {key: made.facts[key] for key in SAME if key in made.facts} == first
    now = {file.name: file.stat().st_mtime_ns for file in slices.glob("*.parquet")}
    assert len(now) > len(kept)
    assert kept.items() <= now.items()  # what was committed was not scanned again


def test_changed_inputs_and_settings_are_noticed(tmp_path: Path, inline: Executor) -> None:
    data = as_jsonl(tmp_path / "data", rows(50))
    before = run(data, "a", inline)
    changed = rows(50)
    changed[0]["origin"], changed[0]["generator"] = "mixed", None
    as_jsonl_again = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in changed)
    (data / "all.jsonl").write_text(as_jsonl_again, "utf-8")
    after = run(data, "a", inline)
    assert after.facts["origin"]["records"] != before.facts["origin"]["records"]
    (data / "provenance.yaml").write_text(MANIFEST.replace("region: region", "tongue: lang"))
    named = run(data, "a", inline).facts["representation"]["attributes"]
    assert [attribute["attribute"] for attribute in named] == ["tongue"]
