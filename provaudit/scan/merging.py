"""Put small batches together: a million tiny files must not cost a million rounds of the scan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa

from provaudit.model import TextBatch

# Records from which on a batch is large enough to go by itself.
_RECORDS = 2048


def merged(batches: Iterable[TextBatch], most: int) -> Iterator[TextBatch]:
    """Yield the same records in the same order, in batches that are large where that can be.

    A batch is large enough with half of ``most`` bytes of text.

    Only neighbours whose files have the same layout and the same declared source are put together.
    Rejects, lines and bytes are not carried over: they belong to a file.
    """
    held: list[TextBatch] = []
    records = size = 0
    for batch in batches:
        if held and not _alike(held[0], batch):
            yield _concatenated(held)
            held, records, size = [], 0, 0
        held.append(batch)
        records += len(batch)
        size += batch.text.nbytes
        if records >= _RECORDS or 2 * size >= most:
            yield _concatenated(held)
            held, records, size = [], 0, 0
    if held:
        yield _concatenated(held)


def _alike(one: TextBatch, other: TextBatch) -> bool:
    a, b = one.file, other.file
    same_source = (a.source, a.sources, a.known_by) == (b.source, b.sources, b.known_by)
    return same_source and a.layout == b.layout and one.columns.keys() == other.columns.keys()


def _concatenated(batches: list[TextBatch]) -> TextBatch:
    first = batches[0]
    if len(batches) == 1:
        return first
    return replace(
        first,
        names=pa.concat_arrays([pa.repeat(batch.file.name, len(batch)) for batch in batches]),
        position=pa.concat_arrays([batch.position for batch in batches]),
        text=pa.concat_arrays([batch.text for batch in batches]),
        prompt=pa.concat_arrays([batch.prompt for batch in batches]),
        columns={
            name: pa.concat_arrays([batch.columns[name] for batch in batches])
            for name in first.columns
        },
    )
