"""Plain text: a file is a record."""

from collections.abc import Iterator

from provaudit.corpus.encoding import NOT_UTF8, looks_like_utf16
from provaudit.corpus.rows import Item, Job, Row
from provaudit.corpus.streams import PLAIN, chunks_of, open_bytes

FIELD = "text"

_MARK = b"\xef\xbb\xbf"


def read_text(job: Job) -> Iterator[Item]:
    """Yield the one row of a text file, none if the file is empty; position is 0."""
    data = _content(job)
    if data is None:
        yield job.reject("too_long", f"a file of more than {job.limit} bytes", offset=0)
    elif looks_like_utf16(data[:4]):
        yield job.reject("bad_utf8", NOT_UTF8, offset=0)
    elif data:
        try:
            yield Row(0, {FIELD: data.removeprefix(_MARK).decode("utf-8")})
        except UnicodeDecodeError as error:
            skip = len(_MARK) if data.startswith(_MARK) else 0
            yield job.reject("bad_utf8", f"not UTF-8: {error.reason}", offset=skip + error.start)


def _content(job: Job) -> bytes | None:
    file = job.slice.file
    if file.compression == PLAIN and file.size > job.limit:
        return None
    pieces, size = [], 0
    with open_bytes(file.path, file.compression) as stream:
        for chunk in chunks_of(stream):
            size += len(chunk)
            if size > job.limit:
                return None
            pieces.append(chunk)
    return b"".join(pieces)
