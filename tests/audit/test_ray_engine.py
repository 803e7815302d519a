"""The same audit on Ray: also when a worker is killed midway, and when no Ray can be had."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import small_ray

from provaudit import corpus
from provaudit.audit import Request, audit, shards
from provaudit.engines.ray import RayExecutor, ray_engine
from provaudit.errors import UserError
from provaudit.model import ScanSettings, Slice, TextBatch
from provaudit.store import DATABASE, open_store

TABLES = ("records", "evidence", "mentions", "ngrams", "rejects", "sample", "shingles")
DEADLY = "c.jsonl"


@pytest.fixture(scope="module")
def ray() -> Iterator[None]:
    with small_ray():
        yield


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of six files of about 1000 bytes, each a shard of its own."""
    monkeypatch.setattr(shards, "SHARD_BYTES", 1200)
    folder = tmp_path / "data"
    folder.mkdir()
    for name in "abcdef":
        lines = [{"id": f"{name}{i}", "text": f"Sentence {i} of file {name}."} for i in range(20)]
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def killed_once(part: Slice, settings: ScanSettings) -> Iterator[TextBatch]:
    """Read as always, but at one file, once, be killed from outside after the first batch."""
    here = Path(part.file.path)
    for batch in corpus.read(part, settings):
        yield batch
        mark = here.parents[1] / "killed"
        if here.name == DEADLY and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)


def always_killed(part: Slice, settings: ScanSettings) -> Iterator[TextBatch]:
    """Read as always, but be killed at one file, again and again."""
    if Path(part.file.path).name == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from corpus.read(part, settings)


def tables_of(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table at the fence, sorted."""
    with open_store(out / DATABASE, read_only=True) as store:
        return {
            name: sorted(store.query(f"from {name}"), key=lambda row: json.dumps(row, default=repr))
            for name in TABLES
            if name in store.tables()
        }


@pytest.mark.usefixtures("ray")
def test_a_worker_killed_midway_changes_no_table(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = audit(Request(paths=(str(data),), out=data.parent / "local", workers=1))
    monkeypatch.setattr("provaudit.audit.scanning.corpus.read", killed_once)
    told: list[int] = []
    request = Request(paths=(str(data),), out=data.parent / "ray", engine="ray")
    made = audit(request, progress=lambda stage, done, *more, **facts: told.append(done))
    assert (data.parent / "killed").exists()
    assert made.facts["corpus"] == local.facts["corpus"]
    assert tables_of(made.out) == tables_of(local.out)
    assert max(told) > 0  # bytes of finished shards, since there is no common counter


@pytest.mark.usefixtures("ray")
def test_a_shard_that_kills_every_worker_is_lost_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provaudit.audit.scanning.corpus.read", always_killed)
    made = audit(Request(paths=(str(data),), out=data.parent / "ray", engine="ray"))
    assert made.facts["corpus"]["records"] == 100
    (reject,) = made.facts["rejects"]["by_reason"]
    assert reject["example"]["file"] == DEADLY
    assert "died" in reject["example"]["detail"]


def no_space() -> None:
    raise OSError(28, "no space")


@pytest.mark.usefixtures("ray")
def test_a_task_raises_what_it_raised() -> None:
    with RayExecutor() as executor:
        assert list(executor.map(len, ["a", "bc"])) == [1, 2]
        with pytest.raises(OSError, match="no space") as raised:
            executor.submit(no_space).result()
        assert raised.value.errno == 28


def test_without_ray_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        pytest.raises(UserError, match=r"provaudit\[ray\]"),
        ray_engine(None),
    ):
        pass
