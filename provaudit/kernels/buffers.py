"""Arrow buffers as numpy views for the kernels, and the kernels' arrays as Arrow arrays.

Nothing is copied but where Arrow's layout differs (chunks, string_view), and nothing goes through
``pa.array(numpy)``, which imports pandas where that is installed.
"""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Texts: TypeAlias = pa.Array | pa.ChunkedArray


class Utf8(NamedTuple):
    """The texts of a batch: text ``r`` is ``data[starts[r]:ends[r]]``, empty where null."""

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def read_texts(text: Texts) -> Utf8:
    """Return the bytes of string, large_string or string_view, chunked or sliced or neither."""
    column = one_array(text)
    bounds = _offsets(column)
    ends = bounds[1:]
    if column.null_count:
        ends = np.where(_valid(column), ends, bounds[:-1])
    return Utf8(_frozen(_bytes(column.buffers()[2])), _frozen(bounds[:-1]), _frozen(ends))


def one_array(text: Texts) -> pa.Array:
    """Return the column as one large_string array."""
    whole = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    return whole.cast(pa.large_string())


def to_arrow(values: NDArray[Any], kind: pa.DataType, missing: NDArray[np.bool_]) -> pa.Array:
    """Return rows of fixed width as an Arrow array of ``kind``, null where ``missing``.

    ``values`` holds a number for each row or, for fixed-size binary, a line of bytes.
    """
    data = pa.py_buffer(np.ascontiguousarray(values))
    nulls = int(missing.sum())
    return pa.Array.from_buffers(kind, len(values), [_bitmap(missing), data], nulls)


def numbers(values: NDArray[Any]) -> pa.Array:
    """Return numbers as an Arrow array of the same type, without nulls."""
    kind = pa.from_numpy_dtype(values.dtype)
    return to_arrow(values, kind, np.zeros(len(values), np.bool_))


def lists(values: NDArray[Any], missing: NDArray[np.bool_]) -> pa.Array:
    """Return rows of equally many numbers as a fixed-size list array, null where ``missing``."""
    rows, width = values.shape
    kind = pa.list_(pa.from_numpy_dtype(values.dtype), width)
    items = numbers(values.ravel())
    nulls = int(missing.sum())
    return pa.Array.from_buffers(kind, rows, [_bitmap(missing)], nulls, children=[items])


def _offsets(column: pa.Array) -> NDArray[np.int64]:
    # An array without rows may have an empty buffer of offsets.
    buffer = column.buffers()[1]
    if len(column) == 0 or buffer is None:
        return np.zeros(1, np.int64)
    return np.frombuffer(buffer, np.int64, len(column) + 1, column.offset * 8)


def _bytes(buffer: pa.Buffer | None) -> NDArray[np.uint8]:
    return np.frombuffer(buffer, np.uint8) if buffer else np.zeros(0, np.uint8)


def _frozen(values: NDArray[Any]) -> NDArray[Any]:
    """Return a read-only, aligned view: to numba each variant would be another type to compile."""
    view = np.require(values, requirements=["A", "C"]).view()
    view.flags.writeable = False
    return view


def _valid(column: pa.Array) -> NDArray[np.bool_]:
    bits = np.frombuffer(column.buffers()[0], np.uint8)
    first = column.offset // 8
    bits = bits[first : (column.offset + len(column) + 7) // 8]
    valid = np.unpackbits(bits, bitorder="little")
    shift = column.offset - 8 * first
    return valid[shift : shift + len(column)].astype(np.bool_)


def _bitmap(missing: NDArray[np.bool_]) -> pa.Buffer | None:
    if not missing.any():
        return None
    return pa.py_buffer(np.packbits(~missing, bitorder="little"))
