"""Pages of a Parquet column, seen from their headers, against what the file says of itself."""

import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.corpus import parquet_file
from provaudit.corpus.pages import Page, pages_of

TEXTS = [f"a note of the harbour, number {i}" for i in range(2000)]


def chunk_of(path: Path) -> tuple[int, int, int]:
    """Return where the only column begins, its bytes in the file, and decompressed."""
    column = pq.ParquetFile(path).metadata.row_group(0).column(0)
    first = min(filter(None, (column.dictionary_page_offset, column.data_page_offset)))
    return first, column.total_compressed_size, column.total_uncompressed_size


@pytest.mark.parametrize("compression", ["none", "zstd", "snappy", "gzip"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("dictionary", [True, False])
def test_pages_fill_the_column(
    dictionary: bool, version: str, compression: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"text": TEXTS}),
        path,
        compression=compression,
        data_page_version=version,
        use_dictionary=dictionary,
        data_page_size=2_000,
        write_batch_size=50,
    )
    start, packed, inflated = chunk_of(path)
    with path.open("rb") as raw:
        pages = list(pages_of(raw, start, packed))
    assert len(pages) > 3
    # The column counts the headers too, some dozens of bytes each.
    assert 0 < packed - sum(page.packed for page in pages) < 200 * len(pages)
    assert 0 < inflated - sum(page.size for page in pages) < 200 * len(pages)


def test_one_huge_value_is_seen_in_its_page(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"text": ["small", "x" * 5_000_000, "small"]}), path, compression="zstd"
    )
    start, packed, _ = chunk_of(path)
    assert packed < 10_000
    with path.open("rb") as raw:
        assert max(pages_of(raw, start, packed)).size > 5_000_000


# A struct of fields 1 to 3 (type, decompressed size 70, compressed size 40), as Thrift packs it.
HEADER = bytes([0x15, 0, 0x15, 140, 1, 0x15, 80, 0])


def sizes(raw: io.BytesIO, header: int) -> list[tuple[int, int]]:
    return [(page.size, page.packed) for page in pages_of(raw, 0, header + 40)]


def test_a_header_worked_by_hand() -> None:
    raw = io.BytesIO(HEADER + b"." * 40)
    assert sizes(raw, len(HEADER)) == [(70, 40)]


def test_fields_of_no_interest_are_passed() -> None:
    inner = bytes([0x1C, 0x15, 2, 0x18, 3]) + b"abc" + bytes([0x11, 0x12, 0x17]) + b"8" * 8 + b"\0"
    header = HEADER[:-1] + inner[:1] + inner[1:] + b"\0"
    raw = io.BytesIO(header + b"." * 40)
    assert sizes(raw, len(header)) == [(70, 40)]


@given(st.binary(max_size=60))
def test_whatever_bytes_there_are_pages_end_or_are_refused(content: bytes) -> None:
    with suppress(ValueError):
        assert len(list(pages_of(io.BytesIO(content), 0, len(content)))) <= len(content)


def test_a_header_that_is_nested_without_end_is_given_up() -> None:
    content = b"\x1c" * 60_000
    with pytest.raises(ValueError, match="no page header at 0"):
        list(pages_of(io.BytesIO(content), 0, len(content)))


def test_a_header_with_long_statistics_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [letter * 200_000 for letter in "abc"]
    pq.write_table(pa.table({"text": texts}), path, use_dictionary=False, compression="none")
    start, packed, _ = chunk_of(path)
    with path.open("rb") as raw:
        # The texts, three lengths of 4 bytes, and the definition levels.
        assert sum(page.size for page in pages_of(raw, start, packed)) == 600_018
    # Field 5, a struct whose field 1 is a string of 300,000 bytes.
    statistics = bytes([0x2C, 0x18, 0xE0, 0xA7, 0x12]) + b"s" * 300_000 + b"\0"
    header = HEADER[:-1] + statistics + b"\0"
    raw_page = io.BytesIO(header + b"." * 40)
    assert sizes(raw_page, len(header)) == [(70, 40)]


def test_a_page_that_cannot_be_seen_counts_as_its_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"{i} " + "word " * 400_000 for i in range(4)]
    pq.write_table(pa.table({"text": texts}), path, use_dictionary=False, data_page_size=1)
    facts = pq.ParquetFile(path).metadata.row_group(0)

    def largest() -> int:
        (column,) = parquet_file._looked_at(str(path), facts, None)
        return max(page.size for page in column.pages)

    whole = facts.column(0).total_uncompressed_size
    assert 2_000_000 <= largest() < whole

    def unseen(*_: object) -> Iterator[Page]:
        yield Page(10, 10, 0, 1, False, False)
        raise ValueError("no page header at 10")

    monkeypatch.setattr(parquet_file, "pages_of", unseen)
    assert largest() == whole
