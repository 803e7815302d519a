"""Scan one shard: batches of text become evidence, verdicts and partial tables.

Nothing here knows other shards, so any split, order or engine gives the same tables. What reads
text is imported by the workers alone: it takes a second, and who hands out shards needs none of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from provaudit.model import Reject, ScanSettings, Shard
from provaudit.scan.partial_tables import PartialTables, attributes_of
from provaudit.scan.reading import Count, Read, Reading, Totals, add_rejects, add_slice

__all__ = ["Count", "Read", "Scanner", "left_of", "lose_shard", "scan_shard"]


@dataclass(frozen=True, slots=True)
class Scanner:
    """All that a worker needs beside its shard; must be picklable, so ``read`` is a plain function.

    ``tables`` is the folder of the partial tables or its URI, ``count`` is told the bytes read and
    the number of rejects, batch by batch.
    """

    tables: Path | str
    settings: ScanSettings
    read: Read
    count: Count


def scan_shard(scanner: Scanner, shard: Shard) -> str:
    """Scan ``shard``, commit its tables whole or in parts, and return its key.

    Where a reader marks its place, what lies before is committed, so that no later worker need
    scan it again (see ``left_of``).
    """
    from provaudit.scan.shard import scan_parts

    reading = Reading(scanner.read, scanner.settings, scanner.count, shard.slices)
    scan_parts(reading, scanner.tables, scanner.settings, shard)
    return shard.key


def left_of(shard: Shard, resumes: Mapping[str, int]) -> Shard:
    """Return a shard without what is committed of it; ``resumes`` says by key where it goes on."""
    if shard.key not in resumes:
        return shard
    return replace(shard, slices=(replace(shard.slices[0], start=resumes[shard.key]),))


def lose_shard(tables: Path | str, shard: Shard, detail: str) -> None:
    """Commit ``shard`` as lost: each slice is one reject, so that nothing is lost silently.

    Under a key that is no shard's, so that the next run tries it again.
    """
    with PartialTables(tables, f"{shard.key}-lost", attributes_of(shard)) as parts:
        for part in shard.slices:
            reject = Reject(part.file.name, "unreadable", detail, records=None)
            add_rejects(parts, part, (reject,))
            add_slice(parts, part, Totals(rejected=1))
        parts.commit()
