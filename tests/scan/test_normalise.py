import pyarrow as pa
import pytest

from provaudit.scan.normalise import dates, hosts


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
        ("2019-13-01", None),
        ("03/05/2019", None),
        ("12", None),
        ("next week", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(stated: str | None, date: str | None) -> None:
    assert dates(pa.array([stated], pa.string())).to_pylist() == [date]


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
