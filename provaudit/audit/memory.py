"""What ``--memory`` allows: the largest record, the number of workers, DuckDB's share.

The figures are estimates on the safe side; ``benchmarks/memory.py`` measures what they lead to.
"""

from __future__ import annotations

import os

from provaudit.errors import UserError
from provaudit.model import batch_bytes

MIB = 1 << 20
# The process that waits while workers scan, and a worker that has scanned ordinary text.
_WAITING, _IDLE_WORKER = 180 * MIB, 170 * MIB
# What is known of a file while it is planned, and from then on until the audit ends.
_OF_FILE_PLANNED, _OF_FILE = 650, 320
# What scanning takes at worst: so many times the text of a batch, or of the largest record; the
# kernels' own tables for a text of millions of words of one letter, however small the limit.
_OF_BATCH, _OF_RECORD, _TABLES = 34, 8, 160 * MIB
# The process that measures and reports, beside what DuckDB holds.
_MEASURING = 330 * MIB


def largest_record(memory: int) -> int:
    """Return the bytes above which a record is rejected; of ``memory`` alone, not of workers."""
    if memory < 1 << 30:
        return 4 * MIB
    if memory < 2 << 30:
        return 32 * MIB
    return max(64 * MIB, min(256 * MIB, 1 << (memory // 128).bit_length() - 1))


def worker_bytes(memory: int) -> int:
    """Return the memory that one worker may need at worst, imports included."""
    record = largest_record(memory)
    return _IDLE_WORKER + max(_OF_BATCH * batch_bytes(record), _OF_RECORD * record, _TABLES)


def require_room(memory: int, files: int) -> None:
    """Raise UserError where the list of files cannot be made, or leaves no room for one worker."""
    needed = max(_WAITING + files * _OF_FILE_PLANNED, _waiting(files) + worker_bytes(memory))
    if files * _OF_FILE > MIB and needed > memory:
        raise UserError(
            f"{files} files need --memory {-(-needed // MIB)}MiB at worst, and {memory // MIB}MiB "
            "is given: give more, or pack them into fewer files (JSON lines or Parquet)"
        )


def workers_for(wished: int | None, memory: int, shards: int, files: int = 0) -> int:
    """Return how many processes to use: as asked, else one a processor as memory allows.

    Raises UserError where more are asked than stay within the memory.
    """
    room = max(1, (memory - _waiting(files)) // worker_bytes(memory))
    if wished is not None and wished > room:
        needed = -(-(_waiting(files) + wished * worker_bytes(memory)) // MIB)
        raise UserError(
            f"{wished} workers need --memory {needed}MiB at worst, and {memory // MIB}MiB is "
            f"given: give more, or --workers {room}"
        )
    return min(wished or min(os.cpu_count() or 1, room), max(shards, 1))


def share_of_duckdb(memory: int, files: int = 0) -> int:
    """Return the memory in bytes above which DuckDB must spill."""
    return max(128 * MIB, (memory - _MEASURING - files * _OF_FILE) * 3 // 4)


def _waiting(files: int) -> int:
    return _WAITING + files * _OF_FILE
