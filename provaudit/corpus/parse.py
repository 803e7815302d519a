"""One JSON object from bytes: fast where it is plain, careful where it is not."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from provaudit.corpus.rows import Item, Job, Row
from provaudit.corpus.values import value_at

# Beyond this, orjson turns an integer into a double and loses digits.
_WIDE = float(2**63)
_TOO_DEEP = "nested too deeply"


class Unparsable(Exception):
    """Bytes that are no JSON object; ``at`` is the byte in them that is wrong, where known."""

    def __init__(self, reason: str, detail: str, at: int = 0) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.at = reason, detail, at


def parsed_row(job: Job, data: bytes, offset: int, line: int | None = None, skip: int = 0) -> Item:
    """Return the object in ``data`` as a row at ``offset``, or the reject that it becomes.

    ``skip`` is how many bytes of the file before ``data`` belong to it but are not in it.
    """
    try:
        return Row(offset, parse_object(data, job.wanted or frozenset()))
    except Unparsable as error:
        at = offset + (skip + error.at if error.at else 0)
        return job.reject(error.reason, error.detail, line=line, offset=at)


def parse_object(data: bytes, keys: frozenset[str]) -> Mapping[str, Any]:
    """Return the JSON object in ``data``; raise Unparsable if it is none that can be trusted.

    Python's own parser has the second word: it takes NaN, Infinity and wide integers, and it
    sees a key of ``keys`` that occurs twice at top level.
    """
    try:
        record = orjson.loads(data)
    except orjson.JSONDecodeError:
        record = _parse_carefully(data, keys)
    else:
        if isinstance(record, dict) and _needs_care(data, record, keys):
            record = _parse_carefully(data, keys)
    if not isinstance(record, dict):
        raise Unparsable("not_an_object", f"a {_kind(record)}, not an object")
    return record


def is_wide(value: object) -> bool:
    """Return whether a value may be, or hold, an integer that lost digits as a double."""
    if isinstance(value, list):
        return any(map(is_wide, value))
    if isinstance(value, dict):
        return any(map(is_wide, value.values()))
    return isinstance(value, float) and abs(value) >= _WIDE


def parse_list(text: str) -> list[Any] | None:
    """Return the JSON list in a cell, None if the cell holds none."""
    if not text.lstrip().startswith("["):
        return None
    try:
        found = _parse_carefully(text.encode(), frozenset())
    except (Unparsable, UnicodeEncodeError):
        return None
    return found if isinstance(found, list) else None


def _needs_care(data: bytes, record: dict[str, Any], keys: Iterable[str]) -> bool:
    for key in keys:
        needle = b'"%b"' % key.encode("utf-8", "surrogatepass")
        count = data.count(needle)
        if count > 1 and not _all_there(data, record, needle, count):
            return True
        if is_wide(value_at(record, key)):
            return True
    return False


def _all_there(data: bytes, record: dict[str, Any], needle: bytes, count: int) -> bool:
    """Return whether the record still has all that was found in the data, so none was overwritten.

    An escape may spell the key, and make good in the record for one that was lost.
    """
    try:
        return b"\\u" not in data and orjson.dumps(record).count(needle) == count
    except orjson.JSONEncodeError:
        return False  # nested deeply


def _parse_carefully(data: bytes, keys: frozenset[str]) -> Any:  # noqa: ANN401 - any JSON value
    repeated: list[str] = []

    def remember(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        # Called for inner objects first, for the outermost last: only that one counts.
        record = dict(pairs)
        repeated.clear()
        if len(record) < len(pairs):
            names = [name for name, _ in pairs]
            repeated.extend(sorted(name for name in keys if names.count(name) > 1))
        return record

    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=remember if keys else None)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # meets every lone surrogate
    except UnicodeDecodeError as error:
        raise Unparsable("bad_utf8", f"not UTF-8: {error.reason}", error.start) from error
    except UnicodeEncodeError as error:
        detail = "a lone surrogate such as \\ud800, which is no character"
        raise Unparsable("bad_utf8", detail) from error
    except RecursionError as error:
        raise Unparsable("bad_json", _TOO_DEEP) from error
    except ValueError as error:
        raise Unparsable("bad_json", str(error)) from error
    if isinstance(value, dict) and repeated:
        raise Unparsable("duplicate_key", f"the key {repeated[0]} occurs twice")
    return value


def _kind(value: object) -> str:
    kinds = {list: "list", str: "string", bool: "boolean", int: "number", float: "number"}
    return kinds.get(type(value), "null")
