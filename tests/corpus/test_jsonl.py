import json
from pathlib import Path

import pytest
from corpus_cases import (
    COMPRESS,
    batches,
    column,
    everything,
    positions,
    reasons,
    rejects,
    texts,
    write,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit.corpus.lines import lines_of
from provaudit.model import RecordColumns


def test_reads_records_at_the_offset_of_their_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "one"}\n\n  \n{"text": "two"}\r\n{"text": "three"}')
    assert texts(path) == ["one", "two", "three"]
    assert positions(path) == [0, 20, 37]


def test_lines_and_bytes_add_up(tmp_path: Path) -> None:
    data = '{"text": "one"}\n\n{"text": "two"}\n' * 9
    found = batches(write(tmp_path, "a.jsonl", data), target=40)
    assert sum(batch.lines for batch in found) == 27
    assert sum(batch.bytes for batch in found) == len(data)


@pytest.mark.parametrize(
    ("line", "reason", "offset"),
    [
        (b'{"text": ', "bad_json", 10),
        (b"{'text': 'x'}", "bad_json", 10),
        (b"[1, 2]", "not_an_object", 10),
        (b'"text"', "not_an_object", 10),
        (b"null", "not_an_object", 10),
        (b'{"text": "\xff"}', "bad_utf8", 20),
        (b'{"text": "\\ud800"}', "bad_utf8", 10),
        (b'{"text": "a", "text": "b"}', "duplicate_key", 10),
        (b'{"text": ' + b"[" * 100_000, "bad_json", 10),
        (b'{"text": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", "bad_json", 10),
        (b"\x00\x01\x02", "bad_json", 10),
    ],
)
def test_a_bad_line_is_one_reject_and_the_rest_is_read(
    tmp_path: Path, line: bytes, reason: str, offset: int
) -> None:
    path = write(tmp_path, "a.jsonl", b'{"text":1\n' + line + b'\n{"text": "z"}\n')
    first, bad = rejects(path, text="text")
    assert (first.reason, first.line, first.byte_offset) == ("bad_json", 1, 0)
    assert (bad.reason, bad.line, bad.byte_offset, bad.records) == (reason, 2, offset, 1)
    assert texts(path, text="text") == ["z"]


def test_a_key_that_is_not_used_may_occur_twice(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.jsonl", '{"text": "a", "x": 1, "x": 2}\n{"text": "says \\"text\\""}\n'
    )
    assert texts(path) == ["a", 'says "text"']
    assert not reasons(path)


def test_a_key_that_is_used_may_occur_again_further_down(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "a", "x": {"text": 1, "y": {"text": 2}}}\n')
    assert texts(path) == ["a"]


def test_what_only_python_accepts_is_accepted(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "a", "n": NaN}\n{"text": "b", "n": Infinity}\n')
    assert texts(path, attributes=(("n", "n"),)) == ["a", "b"]
    assert column(path, "attribute:n", attributes=(("n", "n"),)) == [None, "inf"]


def test_long_integers_keep_their_digits(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "a", "id": 123456789012345678901234567890}\n')
    assert column(path, "id") == ["123456789012345678901234567890"]


def test_a_line_above_the_limit_is_rejected_and_the_next_is_read(tmp_path: Path) -> None:
    long = b'{"text": "' + b"x" * 3_000_000 + b'"}\n'
    path = write(tmp_path, "a.jsonl", b'{"text": "a"}\n' + long + b'{"text": "b"}\n')
    (reject,) = rejects(path)
    assert (reject.reason, reject.line, reject.byte_offset) == ("too_long", 2, 14)
    assert texts(path) == ["a", "b"]


def test_a_long_line_is_never_held(tmp_path: Path) -> None:
    import tracemalloc

    chunk = b"x" * (1 << 20)
    tracemalloc.start()
    chunks = (chunk for _ in range(200))
    found = [line for lines in lines_of(chunks, limit=2 << 20) for line in lines.data]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [None]
    assert peak < 8 << 20


def test_a_slice_does_not_read_to_the_end_of_another_slices_line() -> None:
    asked = []

    def chunks() -> object:
        for number in range(1000):
            asked.append(number)
            yield b"x" * 1000

    assert [lines.data for lines in lines_of(chunks(), 2_000, 0, stop=5_000)] == [[None]]  # type: ignore[arg-type]
    assert len(asked) == 5


def test_byte_order_marks(tmp_path: Path) -> None:
    marked = write(tmp_path, "a.jsonl", b'\xef\xbb\xbf{"text": "a"}\n{"text": "b"}\n')
    assert texts(marked) == ["a", "b"]
    assert positions(marked) == [0, 17]
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        wide = write(tmp_path, "w.jsonl", ('{"text": "a"}\n' * 50).encode(encoding))
        (reject,) = rejects(wide, target=100)
        assert (reject.reason, reject.records) == ("bad_utf8", None)
        assert "convert" in reject.detail


def test_an_empty_file_has_no_records(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", b"")
    assert texts(path) == []
    assert not reasons(path)


@pytest.mark.parametrize("suffix", sorted(COMPRESS))
def test_compressed_files_read_like_plain_ones(tmp_path: Path, suffix: str) -> None:
    data = b"".join(b'{"text": "number %d"}\n' % i for i in range(5_000))
    plain = write(tmp_path, "a.jsonl", data)
    packed = write(tmp_path, f"b.jsonl.{suffix}", COMPRESS[suffix](data))
    assert everything(batches(packed)) == everything(batches(plain))
    assert sum(batch.bytes for batch in batches(packed)) == packed.stat().st_size


@pytest.mark.parametrize("suffix", sorted(COMPRESS))
def test_a_truncated_archive_gives_what_it_holds_and_says_so(tmp_path: Path, suffix: str) -> None:
    data = b"".join(b'{"text": "n%d"}\n' % (i * 7919**3 % 10**12) for i in range(100_000))
    packed = COMPRESS[suffix](data)
    path = write(tmp_path, f"a.jsonl.{suffix}", packed[: len(packed) // 2])
    (reject,) = rejects(path)
    assert (reject.reason, reject.records) == ("truncated", None)
    assert reject.byte_offset is not None
    found = texts(path)
    whole = [json.loads(line)["text"] for line in data.splitlines()]
    assert found == whole[: len(found)]
    # All complete lines before the break, and no part of a line.
    assert len(found) == data[: reject.byte_offset].count(b"\n")
    assert len(found) > 1000


@pytest.mark.parametrize("suffix", sorted(COMPRESS))
@pytest.mark.parametrize("data", [b"", b"no archive at all, but text", b"\x00" * 999])
def test_what_is_no_archive_is_one_reject(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = write(tmp_path, f"a.jsonl.{suffix}", data)
    assert reasons(path) == {"truncated": 1}


@settings(deadline=None)
@given(
    lines=st.lists(
        st.one_of(
            st.text(max_size=12).map(lambda text: json.dumps({"text": text, "id": text}).encode()),
            st.text(max_size=9).map(
                lambda text: json.dumps({"text": text}, ensure_ascii=False).encode()
            ),
            st.sampled_from([b"", b"\r", b"{", b"[]", b'{"text": "\xff"}', b"x" * 90]),
        ),
        max_size=12,
    ),
    target=st.integers(1, 80),
    end=st.sampled_from([b"", b"\n"]),
)
def test_any_cut_gives_the_same_records_and_rejects(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], target: int, end: bytes
) -> None:
    path = write(tmp_path_factory.mktemp("cut"), "a.jsonl", b"\n".join(lines) + end)
    named = {"records": RecordColumns()}
    whole = batches(path, limit=80, **named)
    parts = batches(path, limit=80, target=target, **named)
    assert everything(parts) == everything(whole)
    assert sum(b.lines for b in parts) == sum(b.lines for b in whole)
    assert sum(b.bytes for b in parts) == path.stat().st_size
