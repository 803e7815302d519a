import re

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provaudit.dates import is_date, is_unix_time
from provaudit.scan.normalise import dates, hosts, unread_dates


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2019", "2019"),
        ("2019-05", "2019-05"),
        ("2019-05-03", "2019-05-03"),
        ("2019-05-03T10:00:00Z", "2019-05-03"),
        ("2019-05-03 10:00:00", "2019-05-03"),
        ("20190503", "2019-05-03"),
        ("2019/05/03", "2019-05-03"),
        ("1556841600", "2019-05-03"),
        ("1556841600000", "2019-05-03"),
        ("2019-5", "2019-05"),
        ("2019/5/3", "2019-05-03"),
        ("2019.0", "2019"),
        ("5 Jan 2021", "2021-01-05"),
        ("05-Jan-2021", "2021-01-05"),
        ("Tue, 05 Jan 2021 10:00:00 GMT", "2021-01-05"),
        ("31st of December 2019", "2019-12-31"),
        ("January 5, 2020", "2020-01-05"),
        ("SEPT. 3rd, 2020", "2020-09-03"),
        ("Jan 2020", "2020-01"),
        ("may 2020", "2020-05"),
        ("13/05/2019", "2019-05-13"),
        ("5/13/2019", "2019-05-13"),
        ("31.12.2019", "2019-12-31"),
        ("Maybe 2020", None),
        ("32 Jan 2020", None),
        ("5 janvier 2021", None),
        ("\u017fep 2020", None),
        ("03.05.19", None),
        ("2019-13-01", None),
        ("03/05/2019", None),
        ("12", None),
        ("next week", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(stated: str | None, date: str | None) -> None:
    column = pa.array([stated], pa.string())
    assert dates(column).to_pylist() == [date]
    assert unread_dates(column, dates(column)).to_pylist() == [bool(stated) and date is None]
    # Python and Arrow read the same expressions.
    assert (is_date(stated or "") or is_unix_time(stated or "")) is (date is not None)


def test_a_column_may_hold_dates_in_many_forms() -> None:
    column = pa.array([None, "2019", "5 Jan 2021", "03/05/2019", "  ", "1556841600", "2019-05-03"])
    read = dates(column)
    assert read.to_pylist() == [None, "2019", "2021-01-05", None, None, "2019-05-03", "2019-05-03"]
    assert unread_dates(column, read).to_pylist() == [
        False,
        False,
        False,
        True,
        False,
        False,
        False,
    ]


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789-/. ,tTjanfebmrpyuglsoctvd\u017f\xa0"), max_size=12))
def test_whatever_is_read_is_a_date(stated: str) -> None:
    (read,) = dates(pa.array([stated], pa.string())).to_pylist()
    assert read is None or re.fullmatch(r"[12]\d{3}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?", read)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.org/a?b", "example.org"),
        ("http://user:secret@example.org:8080", "example.org"),
        ("ftp://example.org", "example.org"),
        ("example.org/a", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_hosts(url: str | None, host: str | None) -> None:
    assert hosts(pa.array([url], pa.string())).to_pylist() == [host]
