"""Row-level facts as data state them, brought to one form: dates, host names."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from provaudit.dates import FORMS, MONTHS

_EPOCH = r"^\s*(?P<seconds>1[0-9]{9})(?:[0-9]{3})?(?:\.[0-9]+)?\s*$"
_HOST = r"^\s*[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?P<host>[^/:?#\s]+)"
_NUMBER_OF_MONTH = pa.array([f"{number:02}" for number in range(1, 13)])
_NAME_OF_MONTH = pa.array(MONTHS)
_NO_DATE = "1970-01-01"
_NOTHING = pa.scalar(None, pa.string())


def dates(values: pa.Array) -> pa.Array:
    """Return strings as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; null where no date is stated.

    Reads the forms of ``provaudit.dates``, and Unix time in (milli)seconds, which is taken as UTC.
    """
    lowered = pc.ascii_lower(values)
    found = pa.nulls(len(values), pa.string())
    for form in FORMS:
        if found.null_count == values.null_count:
            return found
        found = pc.coalesce(found, _date(lowered, form))
    return pc.coalesce(found, _from_epoch(values))


def before(found: pa.Array, day: str) -> NDArray[np.bool_]:
    """Return which dates, as ``dates`` gives them, lie before ``day`` (YYYY-MM-DD), however read.

    A year or a month is as late as its last day. The first days of 1900 and 1970 stand in data for
    no date at all; they and dates before them never count.
    """
    last = pc.if_else(
        pc.equal(pc.utf8_length(found), 4),
        "-12-31",
        pc.if_else(pc.equal(pc.utf8_length(found), 7), "-31", ""),
    )
    latest = pc.binary_join_element_wise(found, last, "")
    told = pc.greater(found, pa.scalar(_NO_DATE))
    known = pc.and_(pc.less(latest, pa.scalar(day)), told)
    flags: NDArray[np.bool_] = pc.fill_null(known, False).to_numpy(zero_copy_only=False)
    return flags


def unread_dates(values: pa.Array, read: pa.Array) -> pa.Array:
    """Return whether each string states something where ``dates`` has read no date."""
    stated = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(values), ""), False)
    return pc.and_(stated, pc.is_null(read))


def _date(values: pa.Array, form: str) -> pa.Array:
    parts = pc.extract_regex(values, form)
    named = {field.name for field in parts.type}
    year = pc.struct_field(parts, "year")
    month, day = (
        _two_digits(pc.struct_field(parts, name)) if name in named else _NOTHING
        for name in ("month", "day")
    )
    # Joined with a null is null.
    to_month = pc.binary_join_element_wise(year, month, "-")
    return pc.coalesce(pc.binary_join_element_wise(to_month, day, "-"), to_month, year)


def _two_digits(part: pa.Array) -> pa.Array:
    """Return a month or day as two digits, also if it is a month's name; null if it is absent."""
    name = pc.utf8_slice_codeunits(part, 0, 3)
    number = _NUMBER_OF_MONTH.take(pc.index_in(name, _NAME_OF_MONTH))
    padded = pc.coalesce(number, pc.utf8_lpad(part, 2, "0"))
    return pc.if_else(pc.equal(part, ""), _NOTHING, padded)


def _from_epoch(values: pa.Array) -> pa.Array:
    seconds = pc.struct_field(pc.extract_regex(values, _EPOCH), "seconds")
    stamps = pc.cast(pc.cast(seconds, pa.int64()), pa.timestamp("s"))
    return pc.cast(pc.cast(stamps, pa.date32()), pa.string())


def parents(values: pa.Array, ids: pa.Array) -> pa.Array:
    """Return the id of each record's parent; null where a cell is blank or names its own record."""
    stated = pc.if_else(pc.equal(pc.utf8_trim_whitespace(values), ""), _NOTHING, values)
    return pc.if_else(pc.fill_null(pc.equal(stated, ids), False), _NOTHING, stated)


def hosts(urls: pa.Array) -> pa.Array:
    """Return the lower-case host name of each URL; null where there is none."""
    return pc.utf8_lower(pc.struct_field(pc.extract_regex(urls, _HOST), "host"))
