"""A worker that takes too much is ended; the rest of the tree and smaller workers stay."""

import os
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from provaudit.engines import local
from provaudit.engines.memory_watch import Resident, largest_beyond, resident

MIB = 1 << 20
pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc here")


def take(size: int) -> int:
    held = b"x" * size
    time.sleep(2 if size > 100 * MIB else 0)
    return len(held)


def look(sizes: dict[int, Resident]) -> object:
    return lambda pid: sizes.get(pid, Resident(10, 40))


def test_the_largest_goes_when_all_together_take_too_much() -> None:
    sizes = {1: Resident(20, 30), 2: Resident(50, 30)}
    # 10 here, 70 in the workers, and the largest shared part once: 40.
    assert largest_beyond([1, 2], 120, look(sizes)) is None  # type: ignore[arg-type]
    assert largest_beyond([1, 2], 119, look(sizes)) == 2  # type: ignore[arg-type]
    assert largest_beyond([], 0, look(sizes)) is None  # type: ignore[arg-type]


def test_what_is_in_memory_is_seen_and_nothing_of_a_process_that_is_not_there() -> None:
    before = resident(os.getpid()).own
    held = bytearray(b"x") * (50 * MIB)
    assert resident(os.getpid()).own - before > 40 * MIB
    assert len(held)
    assert resident(1 << 30) == Resident(0, 0)


def test_a_worker_that_takes_too_much_is_ended() -> None:
    room = resident(os.getpid())
    most = room.own + room.shared + 150 * MIB
    with local.local_engine(1, local.new_counts(), most) as (engine, _):
        assert engine.submit(take, MIB).result() == MIB
        began = time.monotonic()
        with pytest.raises(BrokenExecutor):
            engine.submit(take, 400 * MIB).result()
        assert time.monotonic() - began < 60
