"""JSON lines, parsed by us line by line, so that a bad line is one reject with its number."""

from collections.abc import Iterator

from provaudit.corpus.encoding import NOT_UTF8, looks_like_utf16
from provaudit.corpus.lines import lines_of_slice
from provaudit.corpus.parse import parsed_row
from provaudit.corpus.rows import Item, Job
from provaudit.corpus.streams import head_of


def read_jsonl(job: Job) -> Iterator[Item]:
    """Yield the rows of a slice of JSON lines; position is the offset of the line."""
    file = job.slice.file
    if looks_like_utf16(head_of(file.path, file.compression, 4)):
        # Every slice sees this; the first one says it.
        if job.slice.start == 0:
            yield job.reject("bad_utf8", NOT_UTF8, offset=0, records=None)
        return
    for number, offset, data, skip in lines_of_slice(job):
        if data is None:
            detail = f"a line of more than {job.limit} bytes"
            yield job.reject("too_long", detail, line=number, offset=offset)
        elif data.strip():
            yield parsed_row(job, data, offset, number, skip)
