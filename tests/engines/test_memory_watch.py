"""A worker that takes too much is ended; the rest of the tree and smaller workers stay."""

import os
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from provaudit.engines import local
from provaudit.engines.memory_watch import largest_beyond, taken

MIB = 1 << 20
pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc here")


def take(size: int) -> int:
    held = b"x" * size
    time.sleep(2 if size > 100 * MIB else 0)
    return len(held)


def test_the_largest_goes_when_all_together_take_too_much() -> None:
    sizes = {1: 20, 2: 50, os.getpid(): 10}
    assert largest_beyond([1, 2], 80, sizes.__getitem__) is None
    assert largest_beyond([1, 2], 79, sizes.__getitem__) == 2
    assert largest_beyond([], 0, sizes.__getitem__) is None


def test_what_is_in_memory_is_seen_and_nothing_of_a_process_that_is_not_there() -> None:
    before = taken(os.getpid())
    held = bytearray(b"x") * (50 * MIB)
    assert taken(os.getpid()) - before > 40 * MIB
    assert len(held)
    assert taken(1 << 30) == 0


def test_a_worker_that_takes_too_much_is_ended() -> None:
    most = taken(os.getpid()) + 150 * MIB
    with local.local_engine(1, local.new_counts(), most) as (engine, _):
        assert engine.submit(take, MIB).result() == MIB
        began = time.monotonic()
        with pytest.raises(BrokenExecutor):
            engine.submit(take, 400 * MIB).result()
        assert time.monotonic() - began < 60
