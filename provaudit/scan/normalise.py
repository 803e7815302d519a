"""Row-level facts as data state them, brought to one form: dates, host names."""

import pyarrow as pa
import pyarrow.compute as pc

# ISO 8601 date, alone or before a time; a month or a day may be absent.
_ISO = (
    r"^\s*(?P<date>[12][0-9]{3}"
    r"(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)(?:[T ].*)?\s*$"
)
_COMPACT = r"^\s*(?P<year>[12][0-9]{3})[/.]?(?P<month>0[1-9]|1[0-2])[/.]?(?P<day>[0-3][0-9])\s*$"
_EPOCH = r"^\s*(?P<seconds>1[0-9]{9})(?:[0-9]{3})?(?:\.[0-9]+)?\s*$"
_HOST = r"^\s*[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?P<host>[^/:?#\s]+)"


def dates(values: pa.Array) -> pa.Array:
    """Return strings as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; null where no date is stated.

    Reads ISO 8601, ``YYYYMMDD`` also with ``/`` or ``.``, and Unix time in (milli)seconds, which is
    taken as UTC. Other orders of day and month are ambiguous, so they are not read.
    """
    iso = pc.struct_field(pc.extract_regex(values, _ISO), "date")
    parts = pc.extract_regex(values, _COMPACT)
    compact = pc.binary_join_element_wise(
        *(pc.struct_field(parts, name) for name in ("year", "month", "day")), "-"
    )
    return pc.coalesce(iso, compact, _from_epoch(values))


def _from_epoch(values: pa.Array) -> pa.Array:
    seconds = pc.struct_field(pc.extract_regex(values, _EPOCH), "seconds")
    stamps = pc.cast(pc.cast(seconds, pa.int64()), pa.timestamp("s"))
    return pc.cast(pc.cast(stamps, pa.date32()), pa.string())


def hosts(urls: pa.Array) -> pa.Array:
    """Return the lower-case host name of each URL; null where there is none."""
    return pc.utf8_lower(pc.struct_field(pc.extract_regex(urls, _HOST), "host"))
