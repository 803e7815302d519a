import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.buffers import lists, numbers, read_texts, to_arrow

rows = st.lists(st.none() | st.text(max_size=5), max_size=40)


def texts_of(column: pa.Array | pa.ChunkedArray) -> list[str]:
    text = read_texts(column)
    bounds = zip(text.starts.tolist(), text.ends.tolist(), strict=True)
    return [text.data[first:end].tobytes().decode() for first, end in bounds]


@given(rows, st.integers(0, 40), st.sampled_from([pa.string(), pa.large_string()]))
def test_any_slice_of_any_string(values: list[str | None], cut: int, kind: pa.DataType) -> None:
    column = pa.array(values, kind)[cut:]
    assert texts_of(column) == [value or "" for value in values[cut:]]


def test_null_with_bytes_behind_it_is_empty() -> None:
    valid, offsets = pa.py_buffer(b"\x01"), pa.py_buffer(np.array([0, 1, 3], np.int64))
    column = pa.Array.from_buffers(pa.large_string(), 2, [valid, offsets, pa.py_buffer(b"abc")])
    assert texts_of(column) == ["a", ""]


def test_chunks_and_views() -> None:
    chunks = pa.chunked_array([["a", None], [], ["日本"]], pa.string_view())
    assert texts_of(chunks) == ["a", "", "日本"]


def test_views_are_read_only_whatever_the_source() -> None:
    for column in (pa.array(["a"]), pa.array(["a", None])):
        assert not any(view.flags.writeable for view in read_texts(column))


def test_back_to_arrow() -> None:
    missing = np.array([False, True, False])
    assert numbers(np.array([1, 2], np.uint32)).equals(pa.array([1, 2], pa.uint32()))
    pairs = np.array([[1, 2], [3, 4], [5, 6]], np.uint64)
    assert lists(pairs, missing).to_pylist() == [[1, 2], None, [5, 6]]
    words = to_arrow(pairs[:, :1], pa.binary(8), missing).to_pylist()
    assert words == [b"\x01" + bytes(7), None, b"\x05" + bytes(7)]
