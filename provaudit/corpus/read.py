"""Read one slice of a file into batches."""

from collections.abc import Iterator

from provaudit.corpus.batches import batches_of
from provaudit.corpus.pick import wanted_columns
from provaudit.corpus.readers import items_of
from provaudit.corpus.rows import Item, Job
from provaudit.corpus.slices import size_of
from provaudit.model import ScanSettings, Slice, TextBatch


def read(slice: Slice, settings: ScanSettings) -> Iterator[TextBatch]:
    """Yield the records of a slice in batches, with what had to be rejected among them.

    Any cut of a file into slices gives the same records and rejects. ``lines`` and ``bytes`` of
    the batches add up to those of the slice; memory is bounded by ``settings.max_record``.
    """
    wanted = wanted_columns(slice.file.layout)
    job = Job(slice, settings.max_record, wanted)
    yield from batches_of(_to_the_end(job), job)


def _to_the_end(job: Job) -> Iterator[Item]:
    yield from items_of(job)
    # What lies behind the last record was consumed too, so that progress ends at 100 %.
    job.tally.bytes = max(job.tally.bytes, size_of(job.slice))
