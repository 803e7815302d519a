"""A .json file: a list of objects, an object that wraps one, or objects one after another."""

from collections.abc import Iterator

from provaudit.corpus.elements import Element, elements_of, json_shape
from provaudit.corpus.encoding import NOT_UTF8, looks_like_utf16
from provaudit.corpus.parse import parsed_row
from provaudit.corpus.rows import MARK_BYTES, Item, Job, Mark
from provaudit.corpus.streams import chunks_of, head_of, open_bytes

_PROBE = 1 << 20


def read_json(job: Job) -> Iterator[Item]:
    """Yield the rows of a .json file; position is the offset of the element."""
    file = job.slice.file
    head = head_of(file.path, file.compression, _PROBE)
    if looks_like_utf16(head):
        yield job.reject("bad_utf8", NOT_UTF8, offset=0, records=None)
        return
    shape = json_shape(head)
    if shape == "nothing" and head.strip():
        yield job.reject("bad_json", "begins with neither { nor [", offset=0, records=None)
        return
    # A list in a wrapper can only be found again from the beginning.
    start = marked = job.slice.start
    begin = 0 if shape == "wrapped" else start
    with open_bytes(file.path, file.compression, begin) as stream:
        for element in elements_of(chunks_of(stream), shape, job.limit, begin):
            if element.offset < start:
                continue
            if element.offset - marked >= MARK_BYTES:
                marked = element.offset
                yield Mark(marked)
            yield _item(job, element)
            job.tally.bytes = stream.tell()


def _item(job: Job, element: Element) -> Item:
    if element.data is not None:
        return parsed_row(job, element.data, element.offset)
    # An element that is too long is one record; what else is missing nobody can count.
    lost = 1 if element.reason == "too_long" else None
    return job.reject(element.reason, element.detail, offset=element.offset, records=lost)
