"""The engine runs every shard, says whose worker died, and never hangs."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import pytest

from provaudit.engines import local, run_shards
from provaudit.model import Shard


def shards(number: int) -> Iterator[Shard]:
    return (Shard(key=f"k{i:02}", slices=(), bytes=1) for i in range(number))


def touch(folder: Path, shard: Shard) -> str:
    (folder / shard.key).write_text("")
    local.count(shard.bytes, 1)
    return shard.key


def die_on(key: str, folder: Path, shard: Shard) -> str:
    if shard.key == key:
        os._exit(9)
    return touch(folder, shard)


def fail(shard: Shard) -> str:
    raise OSError(28, "no space")


def nothing() -> None:
    return None


def test_every_shard_is_run_and_bytes_are_counted(tmp_path: Path) -> None:
    counts = local.new_counts()
    ticks: list[int] = []
    with local.local_executor(2, counts) as executor:
        dead = run_shards(
            executor, partial(touch, tmp_path), shards(20), lambda: ticks.append(counts.bytes.value)
        )
        assert dead == []
    assert len(list(tmp_path.iterdir())) == 20
    assert (counts.bytes.value, counts.rejects.value) == (20, 20)
    assert ticks


def test_more_shards_than_are_kept_in_flight(tmp_path: Path, inline: Executor) -> None:
    assert run_shards(inline, partial(touch, tmp_path), shards(20), nothing, 3) == []
    assert len(list(tmp_path.iterdir())) == 20


def test_shards_of_a_dead_worker_are_named_and_the_rest_is_not_begun(tmp_path: Path) -> None:
    with local.local_executor(1, local.new_counts()) as executor:
        waiting = shards(20)
        dead = run_shards(executor, partial(die_on, "k03", tmp_path), waiting, nothing, in_flight=2)
    unbegun = list(waiting)
    assert "k03" in [shard.key for shard in dead]
    assert len(dead) <= 3
    assert len(unbegun) >= 12
    done = {file.name for file in tmp_path.iterdir()}
    named = {shard.key for shard in dead + unbegun}
    assert done | named == {shard.key for shard in shards(20)}


def test_a_task_that_fails_raises_its_own_error(inline: Executor) -> None:
    with pytest.raises(OSError, match="no space"):
        run_shards(inline, fail, shards(2), nothing)
