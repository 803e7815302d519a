"""A worker that dies loses one shard at most, and only until the next run."""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from provaudit import corpus
from provaudit.audit import Request, audit, shards
from provaudit.errors import UserError
from provaudit.model import ScanSettings, Slice, TextBatch

DEADLY = "c.jsonl"


def read_or_die(part: Slice, settings: ScanSettings) -> Iterator[TextBatch]:
    """Read as always, but die on one file, as a damaged one may make a native reader do."""
    if part.file.name == DEADLY and not (Path(part.file.path).parent / "mended").exists():
        os._exit(9)
    yield from corpus.read(part, settings)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of five files, each a shard of its own."""
    monkeypatch.setattr(shards, "SHARD_BYTES", 10)
    for name in "abcde":
        row = {"id": name, "text": f"A sentence of file {name}."}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n")
    return tmp_path


def test_only_the_deadly_shard_is_lost_and_it_is_tried_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provaudit.audit.scanning.corpus.read", read_or_die)
    request = Request(paths=(str(data),), out=data / "out", workers=2)
    facts = audit(request).facts
    assert facts["corpus"]["records"] == 4
    (reject,) = facts["rejects"]["by_reason"]
    assert reject["reason"] == "unreadable"
    assert reject["example"]["file"] == DEADLY
    assert "died" in reject["example"]["detail"]
    (data / "mended").touch()
    again = audit(request).facts
    assert (again["corpus"]["records"], again["corpus"]["rejected"]) == (5, 0)


class Broken(Executor):
    """An executor of the caller's that has lost its workers."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        raise BrokenExecutor("all workers are gone")


def test_a_broken_executor_of_the_caller_loses_nothing(data: Path, inline: Executor) -> None:
    request = Request(paths=(str(data),), out=data / "out")
    with pytest.raises(UserError, match="executor that was given broke down"):
        audit(request, executor=Broken())
    assert audit(request, executor=inline).facts["corpus"]["records"] == 5
