"""Cut a .json file into its elements, in bounded memory, without parsing what is in them.

A file is a list of objects, or an object that wraps such a list (``{"data": [...]}``), or
objects one after another. Strings, escapes and depth are followed; everything else is left to
the parser, which sees one element at a time.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from provaudit.corpus.cursor import Cursor
from provaudit.corpus.fields import known_fields

Shape = Literal["list", "wrapped", "values", "lines", "nothing"]
# A string that is broken has no end on its line; a value that is cut meets the end of the file.
State = Literal["whole", "broken", "cut"]
WHOLE: State = "whole"

_ANY = re.compile(rb"[^\s]")
_STRUCTURE = re.compile(rb'["{}\[\]]')
_IN_STRING = re.compile(rb'["\\\n]')
_SCALAR_END = re.compile(rb"[\s,\[\]{}\"]")
_NEWLINE = re.compile(rb"\n")
_MARK = b"\xef\xbb\xbf"


class Element(NamedTuple):
    """The bytes of one element; where there are none, ``reason`` and ``detail`` say why."""

    offset: int
    data: bytes | None
    reason: str = ""
    detail: str = ""


def json_shape(head: bytes) -> Shape:
    """Return how a .json file that begins with ``head`` holds its records."""
    body = head.removeprefix(_MARK).lstrip()
    if body[:1] == b"[":
        return "list"
    if body[:1] != b"{":
        return "nothing"
    cursor = Cursor(iter([body]), len(body))
    wrapped = sum(1 for _ in _wrapped_lists(cursor))
    if wrapped and not cursor.seek(_ANY):
        return "wrapped"
    first, _, rest = body.partition(b"\n")
    return "lines" if rest.strip() and first.rstrip().endswith(b"}") else "values"


def elements_of(
    chunks: Iterator[bytes], shape: Shape, limit: int, begin: int = 0
) -> Iterator[Element]:
    """Yield the elements of a file of the given shape; those above ``limit`` bytes without data.

    ``chunks`` may ``begin`` at the offset of an element, unless the shape is ``wrapped``.
    """
    cursor = Cursor(chunks, limit, begin)
    if begin:
        yield from _rest(cursor, shape)
        return
    first = cursor.seek(_ANY)
    if first == _MARK[:1]:
        for _ in _MARK:
            cursor.step()
    if shape == "wrapped":
        for _ in _wrapped_lists(cursor):
            yield from _elements(cursor, closed_by=b"]")
    elif shape == "list":
        cursor.seek(_ANY)
        cursor.step()
        yield from _rest(cursor, shape)
    else:
        yield from _rest(cursor, shape)


def _rest(cursor: Cursor, shape: Shape) -> Iterator[Element]:
    yield from _elements(cursor, closed_by=b"]" if shape == "list" else b"")
    if shape == "list" and cursor.seek(_ANY):
        yield Element(cursor.offset, None, "bad_json", "text after the end of the list")


def _wrapped_lists(cursor: Cursor) -> Iterator[None]:
    """Walk the members of an object; pause inside each list of objects that a wrapper names."""
    wrappers = known_fields().wrappers
    cursor.seek(_ANY)
    cursor.step()
    while (byte := cursor.seek(_ANY)) not in (b"", b"}"):
        if byte != b'"':
            cursor.step()
            continue
        key = _key(cursor)
        if cursor.seek(_ANY) == b":":
            cursor.step()
        if cursor.seek(_ANY) != b"[":
            _skip_value(cursor)
            continue
        cursor.step()
        if cursor.seek(_ANY) == b"{" and key in wrappers:
            yield
            # Whoever asked may have read the list, or not; what is left of it is passed over.
            if cursor.seek(_ANY) == b"{":
                _skip_value(cursor, depth=1)
        else:
            _skip_value(cursor, depth=1)
    cursor.step()


def _key(cursor: Cursor) -> str:
    cursor.keep()
    _skip_string(cursor)
    return (cursor.kept() or b"").strip(b'"').decode("utf-8", "replace")


def _elements(cursor: Cursor, closed_by: bytes) -> Iterator[Element]:
    while (byte := cursor.seek(_ANY)) not in (b"", closed_by):
        if byte in b",:]}":
            cursor.step()
            continue
        element, state = _element(cursor, byte)
        yield element
        if state == "cut":
            return
        if state == "broken":
            _to_next_line(cursor)
    if byte:
        cursor.step()
    elif closed_by:
        yield Element(cursor.offset, None, "truncated", "the file ends before its list is closed")


def _element(cursor: Cursor, byte: bytes) -> tuple[Element, State]:
    offset, state = cursor.offset, WHOLE
    cursor.keep()
    if byte in b'{["':
        state = _skip_value(cursor)
    else:
        cursor.seek(_SCALAR_END)
    data = cursor.kept()
    if state == "cut":
        return Element(offset, None, "truncated", "the file ends inside an element"), state
    if data is None:
        return Element(offset, None, "too_long", "an element above the largest size"), state
    return Element(offset, data), state


def _to_next_line(cursor: Cursor) -> None:
    """Move to the next line that begins like an element, after one whose string has no end."""
    while (byte := cursor.seek(_ANY)) and byte not in b"{]":
        cursor.seek(_NEWLINE)


def _skip_value(cursor: Cursor, depth: int = 0) -> State:
    while True:
        byte = cursor.seek(_STRUCTURE if depth else _ANY)
        if byte == b"":
            return "cut"
        if byte == b'"':
            state = _skip_string(cursor)
            if state != "whole":
                return state
        elif byte in b"{[" or (byte in b"}]" and depth):
            cursor.step()
            depth += 1 if byte in b"{[" else -1
        else:
            cursor.seek(_SCALAR_END)
        if depth == 0:
            return "whole"


def _skip_string(cursor: Cursor) -> State:
    cursor.step()
    while byte := cursor.seek(_IN_STRING):
        cursor.step()
        if byte == b'"':
            return "whole"
        if byte == b"\n":
            return "broken"  # JSON has no raw newline in a string: its end is missing
        cursor.step()
    return "cut"
