"""Columns as somebody wrote them become statements in one form, or an error with its line."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple, NoReturn

import pyarrow as pa
import pyarrow.compute as pc

from provaudit.access.agents import EVERYBODY
from provaudit.errors import UserError
from provaudit.plain import plain

# `seen` is the last day that the statement may be of, null where it has no date.
STATEMENTS = pa.schema(
    [
        *((name, pa.string()) for name in ("domain", "seen", "mechanism", "agent", "allowed")),
        ("file", pa.string()),
        ("line", pa.int64()),
    ]
)
ANSWERS = {
    **{"yes": "yes", "true": "yes", "no": "no", "false": "no"},
    **{"partly": "partly", "unknown": "unknown", "": "unknown"},
}
# The names that manifests use under rights.tdm_opt_out_checked, and what people write for them.
MECHANISMS = {
    **{name: name for name in ("robots.txt", "ai.txt", "tdmrep", "aipref", "rsl", "licence")},
    **{name: name for name in ("terms", "noai", "meta tags", "headers")},
    **{"robots": "robots.txt", "license": "licence", "content-usage": "aipref", "tdm": "tdmrep"},
}
_HOST = r"^(?:https?://)?(?P<host>[^\s/:?#@,]+?)\.?(?::[0-9]{1,5})?/?$"
_FORM = re.compile(r"([0-9]{4})(?:-?([0-9]{2})(?:-?([0-9]{2}))?)?(?:[T ].*)?")
_FIRST_YEAR = 1994  # in which robots.txt came into use


class Places(NamedTuple):
    """Where each row comes from: its file, and its line there, from 1."""

    file: pa.Array
    line: pa.Array


Columns = dict[str, pa.Array]


def statements(columns: Columns, places: Places, today: str) -> pa.RecordBatch:
    """Return the rows as STATEMENTS; UserError with file and line for the first that is wrong.

    ``columns`` are strings of equal length: domain, mechanism, allowed, and (else null) seen and
    agent. A date after ``today`` (YYYY-MM-DD) is wrong. A host with letters beyond ASCII, or in
    their punycode, is stated twice, once in each spelling.
    """
    rows = len(columns["domain"])
    made = {
        "domain": _domains(columns["domain"], places),
        "seen": _mapped(columns.get("seen"), rows, _day_reader(today), places, "seen"),
        "mechanism": _mapped(columns["mechanism"], rows, _mechanism, places, "mechanism"),
        "agent": _agents(columns.get("agent"), rows),
        "allowed": _mapped(columns["allowed"], rows, _answer, places, "allowed"),
        "file": places.file,
        "line": places.line,
    }
    batch = pa.RecordBatch.from_pydict(made, schema=STATEMENTS)
    return _both_spellings(batch)


def _domains(values: pa.Array, places: Places) -> pa.Array:
    lowered = pc.utf8_lower(pc.utf8_trim_whitespace(values))
    hosts = pc.struct_field(pc.extract_regex(lowered, _HOST), "host")
    wrong = pc.index(pc.is_null(hosts), True).as_py()
    if wrong >= 0:
        _refuse(places, wrong, "domain", values[wrong].as_py(), "write a host such as example.com")
    return hosts


def _agents(values: pa.Array | None, rows: int) -> pa.Array:
    if values is None:
        return pa.repeat(EVERYBODY, rows)
    lowered = pc.utf8_lower(pc.utf8_trim_whitespace(values))
    return pc.if_else(pc.equal(pc.coalesce(lowered, ""), ""), EVERYBODY, lowered)


def _mapped(
    values: pa.Array | None,
    rows: int,
    read: Callable[[str], str | None],
    places: Places,
    name: str,
) -> pa.Array:
    """Return what ``read`` makes of each value; a column holds few different ones."""
    if values is None:
        return pa.nulls(rows, pa.string())
    encoded = pc.dictionary_encode(pc.coalesce(values, ""))
    made = []
    for index, value in enumerate(encoded.dictionary.to_pylist()):
        try:
            made.append(read(value.strip()))
        except ValueError as error:
            _refuse(places, pc.index(encoded.indices, index).as_py(), name, value, str(error))
    return pa.array(made, pa.string()).take(encoded.indices)


def _answer(value: str) -> str:
    if value.lower() not in ANSWERS:
        raise ValueError("write yes, no, partly or unknown")
    return ANSWERS[value.lower()]


def _mechanism(value: str) -> str:
    if value.lower() not in MECHANISMS:
        raise ValueError(f"write one of {', '.join(dict.fromkeys(MECHANISMS.values()))}")
    return MECHANISMS[value.lower()]


def _day_reader(today: str) -> Callable[[str], str | None]:
    def read(value: str) -> str | None:
        first, last = days_of(value) if value else ("", None)
        if first > today:
            raise ValueError(f"it lies after today ({today})")
        return last

    return read


def days_of(value: str) -> tuple[str, str]:
    """Return the first and the last day that a date may mean: all of a month, all of a year.

    Raises ValueError for what is no date, or one before robots.txt was in use.
    """
    form = _FORM.fullmatch(value)
    if form is None:
        raise ValueError("write it as YYYY-MM-DD")
    year, month, day = (int(part) if part else 0 for part in form.groups())
    if not (year >= _FIRST_YEAR and month <= 12):
        raise ValueError(f"no such date, or one before {_FIRST_YEAR}")
    last_month = month or 12
    last_day = day or monthrange(year, last_month)[1]
    first = date(year, month or 1, day or 1)
    return first.isoformat(), date(year, last_month, last_day).isoformat()


def _refuse(places: Places, row: int, name: str, value: object, advice: str) -> NoReturn:
    said = "is missing" if value in (None, "") else f"'{plain(str(value), 60)}' cannot be used"
    where = f"{places.file[row]}:{places.line[row]}"
    raise UserError(f"{where}: {name} {said}: {advice}")


def _both_spellings(batch: pa.RecordBatch) -> pa.RecordBatch:
    foreign = pc.match_substring_regex(batch["domain"], r"[^\x00-\x7f]|(^|\.)xn--")
    if not pc.any(foreign).as_py():
        return batch
    rows = batch.filter(foreign)
    spelt = [_other_spelling(host) for host in rows["domain"].to_pylist()]
    again = rows.set_column(0, "domain", pa.array(spelt, pa.string()))
    again = again.filter(pc.is_valid(again["domain"]))
    return _joined([batch, again])


def _joined(batches: Iterable[pa.RecordBatch]) -> pa.RecordBatch:
    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def _other_spelling(host: str) -> str | None:
    """Return the punycode of a host, or what its punycode means; None if it has no other form."""
    try:
        other = host.encode("idna").decode() if not host.isascii() else host.encode().decode("idna")
    except UnicodeError:
        return None
    return None if other == host else other
