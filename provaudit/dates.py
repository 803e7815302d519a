"""The forms in which data state a date, as expressions that Python and Arrow both understand.

Each is for a text in lower case, and names the parts ``year``, ``month`` and ``day``, of which the
last two may be absent; a month is a number or an English name. Orders of day and month are read
only where they cannot be mistaken: ``13/05/2019`` has its day first, ``03/05/2019`` is left alone.
"""

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YEAR = r"(?P<year>[12][0-9]{3})"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_LATE_DAY = r"(?P<day>1[3-9]|2[0-9]|3[01])"
_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TH = r"(?:st|nd|rd|th)?"
_TIME = r"(?:,?[t ].*)?"

FORMS: tuple[str, ...] = tuple(
    rf"^\s*{form}\s*$"
    for form in (
        # ISO 8601: 2019, 2019-05, 2019-05-03T10:00:00Z
        rf"{_YEAR}(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12][0-9]|3[01]))?)?{_TIME}",
        # 20190503
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])",
        # 2019/5/3, 2019.05.03, 2019/05
        rf"{_YEAR}[-/.]{_MONTH}(?:[-/.]{_DAY}{_TIME})?",
        # 2019.0, where a column of whole numbers has gaps
        rf"{_YEAR}\.0",
        # 5 Jan 2021, 05-Jan-2021, Tue, 5th of January 2021 10:00 GMT
        rf"{_WEEKDAY}{_DAY}{_TH}[ -]+(?:of )?{_NAME}[ ,-]+{_YEAR}{_TIME}",
        # January 5, 2020
        rf"{_WEEKDAY}{_NAME}\s+{_DAY}{_TH},?\s+{_YEAR}{_TIME}",
        # Jan 2020
        rf"{_NAME}[ ,-]+{_YEAR}",
        # 13/05/2019, 05/13/2019
        rf"{_LATE_DAY}[-/.]{_MONTH}[-/.]{_YEAR}{_TIME}",
        rf"{_MONTH}[-/.]{_LATE_DAY}[-/.]{_YEAR}{_TIME}",
    )
)
_COMPILED = tuple(map(re.compile, FORMS))
_UNIX = re.compile(r"\s*1[0-9]{9}(?:[0-9]{3})?(?:\.[0-9]+)?\s*")
_AMBIGUOUS = re.compile(r"\s*[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{2}){1,2}(?:,?[T ].*)?\s*")


def is_date(text: str) -> bool:
    """Return whether a text states a date in one of the ``FORMS``."""
    lowered = text.lower()
    return any(form.fullmatch(lowered) for form in _COMPILED)


def is_unix_time(text: str) -> bool:
    """Return whether a text is a number that may be Unix time, in seconds or milliseconds."""
    return _UNIX.fullmatch(text) is not None


def is_ambiguous_date(text: str) -> bool:
    """Return whether a text is a date in numbers, of which nobody can say what the day is."""
    return not is_date(text) and _AMBIGUOUS.fullmatch(text) is not None
