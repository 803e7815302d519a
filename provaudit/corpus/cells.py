"""Columns as text, a column at a time: the strings that ``label`` and ``pick`` give one by one."""

from collections.abc import Callable
from types import NoneType
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from provaudit.corpus.columnar import NotColumnar, values_of
from provaudit.corpus.turns import turns_of
from provaudit.corpus.values import LONGEST, label

# A column from Arrow, or what a JSON or CSV file holds at one path of its records.
Column: TypeAlias = pa.Array | list[Any]

_STRINGS = (pa.string(), pa.large_string())
# Typed, since Arrow tries an import for every plain value that it has to find a type for.
_ZERO = pa.scalar(0, pa.int64())
_TRUE, _FALSE = pa.scalar("true", pa.string()), pa.scalar("false", pa.string())
_OF_TYPE = {int: pa.int64(), bool: pa.bool_(), NoneType: pa.null()}
# A list of turns in a string begins with one of these: a bracket, or what str.lstrip takes off.
BEFORE_TURNS = "[" + "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEFORE_TURNS = pa.array(list(BEFORE_TURNS), pa.large_string())


def labels(column: Column) -> pa.Array:
    """Return the labels of a column's values as a string array, null where nothing is stated.

    Raises NotColumnar if the values have to be looked at record by record.
    """
    column = _as_array(column, pa.string())
    if isinstance(column, pa.Array):
        if column.type in _STRINGS:
            return stated(column, LONGEST).cast(pa.string())
        if pa.types.is_integer(column.type) or pa.types.is_null(column.type):
            return column.cast(pa.string())
        if pa.types.is_boolean(column.type):
            return pc.if_else(column, _TRUE, _FALSE)
    return pa.array([label(value) for value in values_in(column)], pa.string())


def texts(column: Column, text_in: Callable[[object], str | None]) -> pa.Array:
    """Return a column's texts as a large_string array, null where there is none.

    ``text_in`` gives the text of a single value; it is asked only where values are no plain
    strings. Raises NotColumnar for bytes, which may cost a record.
    """
    column = _as_array(column, pa.large_string())
    if isinstance(column, pa.Array):
        if pa.types.is_null(column.type):
            return column.cast(pa.large_string())
        if column.type in _STRINGS and not _holds_turns(column):
            return stated(column.cast(pa.large_string()))
        if _is_bytes(column.type):
            raise NotColumnar
    return pa.array([text_in(value) or None for value in values_in(column)], pa.large_string())


def values_in(column: Column) -> list[Any]:
    """Return a column's values as Python has them; raise NotColumnar if one is not UTF-8."""
    if isinstance(column, list):
        return column
    return values_of(column, strict=True)


def stated(strings: pa.Array, longest: int | None = None) -> pa.Array:
    """Return strings with null for the empty ones, cut to ``longest`` characters."""
    sizes = pc.min_max(pc.binary_length(strings))
    if sizes["min"].as_py() == 0:
        empty = pc.equal(pc.binary_length(strings), _ZERO)
        strings = pc.if_else(empty, pa.scalar(None, strings.type), strings)
    # Bytes are no fewer than characters.
    if longest is not None and (sizes["max"].as_py() or 0) > longest:
        strings = pc.utf8_slice_codeunits(strings, 0, longest)
    return strings


def _as_array(column: Column, string: pa.DataType) -> Column:
    """Return an array for plain values of one type, strings for a dictionary of strings."""
    if not isinstance(column, list):
        if pa.types.is_dictionary(column.type) and column.type.value_type in _STRINGS:
            column = column.dictionary_decode()
        return column.cast(pa.large_string()) if column.type == pa.string_view() else column
    kinds = set(map(type, column))
    if len(kinds) > 1:
        kinds.discard(NoneType)
    only = kinds.pop() if len(kinds) == 1 else None
    kind = string if only is str else _OF_TYPE.get(only) if only else None
    try:
        return column if kind is None else pa.array(column, kind)
    except (OverflowError, pa.ArrowInvalid):
        return column  # an integer wider than 64 bits


def _holds_turns(strings: pa.Array) -> bool:
    first = pc.utf8_slice_codeunits(strings.cast(pa.large_string()), 0, 1)
    may = pc.is_in(first, _BEFORE_TURNS)
    found: bool | None = pc.any(may).as_py()
    if not found:
        return False
    lists = (text for text in strings.filter(may).to_pylist() if text.lstrip()[:1] == "[")
    return any(turns_of(text) is not None for text in lists)


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
        or pa.types.is_binary_view(kind)
        or pa.types.is_dictionary(kind)
    )
