"""The table of readers: a format is a line here and a module beside it."""

from collections.abc import Iterator, Mapping

from provaudit.corpus.arrow_file import read_arrow
from provaudit.corpus.csv_file import read_csv
from provaudit.corpus.json_file import read_json
from provaudit.corpus.jsonl import read_jsonl
from provaudit.corpus.parquet_file import read_parquet
from provaudit.corpus.rows import Item, Job, Reader
from provaudit.corpus.streams import Truncated
from provaudit.corpus.text_file import read_text

READERS: Mapping[str, Reader] = {
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "parquet": read_parquet,
    "arrow": read_arrow,
    "text": read_text,
}


def items_of(job: Job) -> Iterator[Item]:
    """Yield the rows and rejects of a slice; a file that fails as a whole ends in a reject."""
    try:
        yield from READERS[job.slice.file.format](job)
    except Truncated as error:
        detail = f"the archive ends too early or is damaged: {error.detail}"
        yield job.reject("truncated", detail, offset=error.offset, records=None)
    except (OSError, MemoryError) as error:
        yield job.reject("unreadable", str(error) or "not enough memory", records=None)
