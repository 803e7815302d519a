"""From what DuckDB and Python hand over to what JSON can hold."""

import math
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any

# What a row of counts is about: null there is an answer, "not stated", and no missing figure.
_NOT_STATED = ("language", "value", "year")

Json = Any  # null, bool, number, string, list or object; the type checker cannot follow further


def json_value(value: object) -> Json:
    """Return ``value`` as JSON can hold it: without null, NaN or infinity inside objects.

    A key whose value is null, not finite, or an object with nothing left in it is dropped: what
    was not measured is absent, never 0. An object that was empty from the start stays, and so does
    the null of a row that counts the records which do not state a value, a language or a year.
    """
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list | tuple | set | frozenset):
        items = [json_value(item) for item in value]
        return None if _has_hole(value, items) else [item for item in items if item is not None]
    return _scalar(value)


def _object(value: dict[object, object]) -> dict[str, Json]:
    clean = {_text(str(key)): (item, json_value(item)) for key, item in value.items()}
    counted = "records" in clean
    return {
        key: new
        for key, (old, new) in clean.items()
        if _says_something(old, new) or (counted and old is None and key in _NOT_STATED)
    }


def _says_something(old: object, new: Json) -> bool:
    emptied = new == {} and old != {}
    return new is not None and not emptied


def _has_hole(old: Iterable[object], new: list[Json]) -> bool:
    """Say whether a list of numbers, such as an interval, lost one: then it says nothing."""
    numeric = all(item is None or isinstance(item, int | float) for item in old)
    return numeric and None in new


def _scalar(value: object) -> Json:
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        # sum() over bigint is a 38-digit decimal in DuckDB
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, PurePath):
        return _text(value.as_posix())
    return _text(str(value))


def _text(value: str) -> str:
    # A path of the file system may hold lone surrogates, which UTF-8 cannot.
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
