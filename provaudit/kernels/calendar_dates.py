"""Dates in running text, and whether the calendar has them (Gregorian).

Read are ``2019-02-30``, ``30 February 2019`` (also ``30th of Feb.``) and ``February 30, 2019``,
with English names of months in capitals at the start; a year need not follow a name. Only a day
of 1 to 31 in a month of 1 to 12 is a date, so a date is impossible only where its month is
shorter; 29 February without a year is possible.
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.dates import MONTHS
from provaudit.kernels.jit import inlined, integer, kernel

NO_DATE, POSSIBLE, IMPOSSIBLE = 0, 1, 2
_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_LONGEST = max(map(len, _NAMES))
_LETTERS = np.array([list(name.ljust(_LONGEST).encode()) for name in _NAMES], np.uint8)
_SIZES = np.array([len(name) for name in _NAMES], np.int64)
_SHORT = len(MONTHS[0])
_SEPTEMBER, _FEBRUARY = 9, 2
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
_BLANK, _DOT, _COMMA, _DASH, _COLON, _SLASH, _PERCENT = (ord(one) for one in " .,-:/%")
_ORDINALS = np.frombuffer(b"stndrdth", np.uint8).reshape(4, 2)


@kernel
def date_at(data: NDArray[np.uint8], start: int, end: int, first: int, last: int) -> int:
    """Return NO_DATE, POSSIBLE or IMPOSSIBLE for the run of digits from ``first`` to ``last``.

    ``start`` and ``end`` bound the text.
    """
    before = integer(data[first - 1]) if first > start else _BLANK
    if last - first == 4:
        alone = not _is_letter(before) and before not in (_DASH, _DOT, _SLASH)
        return _iso(data, end, first) if alone else NO_DATE
    day = _number(data, first, last)
    if last - first > 2 or not 1 <= day <= 31 or before in (_DOT, _COMMA, _COLON, _SLASH):
        return NO_DATE
    after = _skip_ordinal(data, last, end)
    if after < end and _is_letter(data[after]):
        return NO_DATE
    month, after = _month_after(data, after, end, before)
    if month == 0:
        after = _skip_ordinal(data, last, end)
        month = _month_before(data, start, first) if _may_end(data, after, end) else 0
    return _judge(day, month, _year_after(data, after, end)) if month else NO_DATE


@kernel
def _iso(data: NDArray[np.uint8], end: int, first: int) -> int:
    """Judge YYYY-MM-DD at ``first``."""
    if first + 10 > end or data[first + 4] != _DASH or data[first + 7] != _DASH:
        return NO_DATE
    for place in (5, 6, 8, 9):
        if not _is_digit(data[first + place]):
            return NO_DATE
    if first + 10 < end and (_is_digit(data[first + 10]) or data[first + 10] == _DASH):
        return NO_DATE
    month = _number(data, first + 5, first + 7)
    day = _number(data, first + 8, first + 10)
    known = 1 <= month <= 12 and 1 <= day <= 31
    return _judge(day, month, _number(data, first, first + 4)) if known else NO_DATE


@inlined
def _judge(day: int, month: int, year: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)  # also where no year is known
    short = month == _FEBRUARY and not leap
    return IMPOSSIBLE if day > _DAYS[month] - short else POSSIBLE


@kernel
def _month_after(data: NDArray[np.uint8], at: int, end: int, before: int) -> tuple[int, int]:
    """Return the month named right after a day, 0 if none is, and where its name ends."""
    if at >= end or data[at] != _BLANK or before == _PERCENT:
        return 0, at
    at += 1
    if (
        at + 3 < end
        and data[at] == ord("o")
        and data[at + 1] == ord("f")
        and data[at + 2] == _BLANK
    ):
        at += 3
    return _month_of(data, at, end)


@kernel
def _month_before(data: NDArray[np.uint8], start: int, first: int) -> int:
    """Return the month named right before a day, 0 if none is."""
    at = first - 1
    if at <= start or data[at] != _BLANK:
        return 0
    at -= data[at - 1] == _DOT
    begin = at
    while begin > start and _is_letter(data[begin - 1]) and at - begin <= _LONGEST:
        begin -= 1
    month, after = _month_of(data, begin, at)
    return month if after == at else 0


@kernel
def _month_of(data: NDArray[np.uint8], at: int, end: int) -> tuple[int, int]:
    """Return the month whose name or abbreviation stands at ``at`` with a capital, 0 if none."""
    after = at
    while after < end and _is_letter(data[after]) and after - at <= _LONGEST:
        after += 1
    size = after - at
    if size < _SHORT or not ord("A") <= data[at] <= ord("Z"):
        return 0, at
    for month in range(1, len(_SIZES) + 1):
        short = size == _SHORT or (month == _SEPTEMBER and size == _SHORT + 1)
        if short or size == _SIZES[month - 1]:
            same = True
            for place in range(size):
                same = same and data[at + place] | 32 == _LETTERS[month - 1, place]
            if same:
                return month, after
    return 0, at


@kernel
def _year_after(data: NDArray[np.uint8], at: int, end: int) -> int:
    """Return the year of four digits that follows a date, 0 (a leap year) if none does."""
    while at < end and (data[at] == _BLANK or data[at] == _COMMA or data[at] == _DOT):
        at += 1
    last = at
    while last < end and last - at < 5 and _is_digit(data[last]):
        last += 1
    return _number(data, at, last) if last - at == 4 else 0


@kernel
def _skip_ordinal(data: NDArray[np.uint8], at: int, end: int) -> int:
    for row in range(len(_ORDINALS)):
        if at + 2 <= end and data[at] == _ORDINALS[row, 0] and data[at + 1] == _ORDINALS[row, 1]:
            return at + 2
    return at


@kernel
def _may_end(data: NDArray[np.uint8], at: int, end: int) -> bool:
    """Whether a day can end here: ``June 31,000``, ``June 31.5`` and ``June 31%`` are no dates."""
    if at >= end:
        return True
    point = data[at] in (_DOT, _COMMA, _COLON) and at + 1 < end and _is_digit(data[at + 1])
    return not point and data[at] != _PERCENT


@kernel
def _number(data: NDArray[np.uint8], first: int, last: int) -> int:
    number = 0
    for at in range(first, min(last, first + 5)):
        number = 10 * number + integer(data[at]) - 48
    return number


@inlined
def _is_digit(byte: int) -> bool:
    return 48 <= byte <= 57


@inlined
def _is_letter(byte: int) -> bool:
    return 97 <= (byte | 32) <= 122
