"""A cell as text: the same string whether it came from JSON, CSV, Parquet or Arrow."""

import json
from collections.abc import Mapping
from typing import Any

import orjson

# A metadata cell is a label or an address; what is longer is cut here.
LONGEST = 1_000
LONGEST_JSON = 200
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS


def value_at(record: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value at a dotted path, None if there is none.

    A column whose own name is the path wins; the path's dots reach into objects otherwise.
    """
    value = record.get(path)
    if value is not None or "." not in path:
        return value
    head, _, rest = path.partition(".")
    while rest:
        inner = _as_object(record.get(head))
        if inner is not None:
            return value_at(inner, rest)
        step, _, rest = rest.partition(".")
        head = f"{head}.{step}"
    return None


def prefixes(path: str) -> list[str]:
    """Return the top-level columns that a dotted path may begin in: ``a.b.c`` in a, a.b, a.b.c."""
    steps = path.split(".")
    return [".".join(steps[:count]) for count in range(1, len(steps) + 1)]


def label(value: object) -> str | None:
    """Return a metadata value as a string, None where nothing is stated.

    Numbers as Python writes them, booleans as JSON does, lists and objects as compact JSON with
    sorted keys and without nulls; cut to ``LONGEST`` (JSON: ``LONGEST_JSON``) characters.
    """
    if isinstance(value, (list, tuple, Mapping)):
        return _compact(value)
    text = scalar(value)
    return None if text is None else text[:LONGEST]


def scalar(value: object) -> str | None:
    """Return a single value as a string; None for null, NaN, empty, and whatever is not single."""
    if isinstance(value, bytes):
        value = _text_of_bytes(value)
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (list, tuple, Mapping)):
        return None
    if isinstance(value, float) and value != value:
        return None
    iso = getattr(value, "isoformat", None)
    return str(value) if iso is None else str(iso())


def _as_object(value: object) -> Mapping[str, Any] | None:
    if isinstance(value, Mapping):
        return value
    if isinstance(value, str) and value.lstrip().startswith("{"):
        # A CSV cell holds the object as JSON.
        try:
            found = orjson.loads(value)
        except (orjson.JSONDecodeError, UnicodeEncodeError):
            return None
        return found if isinstance(found, dict) else None
    return None


def _text_of_bytes(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()


def _compact(value: object) -> str | None:
    try:
        stated = _without_nulls(value)
        if stated in ({}, []):
            return None
        text = orjson.dumps(stated, default=label, option=_OPTIONS).decode()
    except (TypeError, ValueError, RecursionError):
        text = _compact_slowly(value)
    return text[:LONGEST_JSON]


def _compact_slowly(value: object) -> str:
    try:
        return json.dumps(value, default=str, separators=(",", ":"), ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return "(nested too deeply to be shown)"


def _without_nulls(value: object) -> object:
    # Parquet fills absent fields with null; JSON leaves them out.
    if isinstance(value, Mapping):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [_without_nulls(inner) for inner in value]
    return value
