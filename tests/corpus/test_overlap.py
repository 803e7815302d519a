import gzip
import threading
from pathlib import Path

import pytest
from corpus_cases import batches, reasons, texts, write

from provaudit.corpus.overlap import CHUNK, chunks_ahead
from provaudit.corpus.streams import ByteStream, Truncated

LARGE = 1 << 30


def stream_of(pieces: list[bytes | Exception]) -> ByteStream:
    left = iter(pieces)

    def read(_: int) -> bytes:
        piece = next(left, b"")
        if isinstance(piece, Exception):
            raise piece
        return piece

    return ByteStream(read, lambda: 7, compressed=True)


@pytest.mark.parametrize("size", [1, LARGE])
def test_chunks_come_in_order_and_an_error_after_all_that_was_decoded(size: int) -> None:
    pieces = [bytes([number]) * (CHUNK // 4 + number) for number in range(50)]
    taken: list[bytes] = []

    def take_all() -> None:
        with chunks_ahead(stream_of([*pieces, OSError("damaged")]), size) as chunks:
            for chunk in chunks:
                taken.append(chunk.data)

    with pytest.raises(Truncated, match="damaged") as error:
        take_all()
    assert b"".join(taken) == b"".join(pieces)
    assert error.value.offset == sum(map(len, pieces))


def test_the_thread_ends_when_nobody_takes_the_rest() -> None:
    before = threading.active_count()
    endless = ByteStream(lambda size: b"x" * size, lambda: 0, compressed=True)
    with chunks_ahead(endless, LARGE) as chunks:
        assert len(next(chunks).data) >= CHUNK
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_an_archive_above_the_size_for_a_thread_reads_like_a_plain_file(tmp_path: Path) -> None:
    lines = [b'{"text": "%d"}' % (number * 7919**5 % 10**15) for number in range(90_000)]
    data = b"\n".join(lines)
    packed = gzip.compress(data)
    assert len(packed) > 1 << 18
    path = write(tmp_path, "a.jsonl.gz", packed)
    assert texts(path) == texts(write(tmp_path, "b.jsonl", data))
    cut = write(tmp_path, "c.jsonl.gz", packed[:-9000])
    assert reasons(cut) == {"truncated": 1}
    assert texts(cut) == texts(path)[: len(texts(cut))]
    assert len(texts(cut)) > 85_000


def test_batches_are_bounded_in_bytes_and_records(tmp_path: Path) -> None:
    long = b'{"text": "%b"}\n' % (b"x" * 900_000)
    found = batches(write(tmp_path, "a.jsonl", long * 30))
    assert sum(map(len, found)) == 30
    assert max(batch.text.nbytes for batch in found) < 10 << 20
    short = batches(write(tmp_path, "b.jsonl", b'{"text": "x"}\n' * 20_000))
    assert sum(map(len, short)) == 20_000
    assert max(map(len, short)) <= 4096
