"""Dates and URLs in running text, and which of them cannot exist."""

import calendar
import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.buffers import read_texts
from provaudit.kernels.identifiers import DATE, KINDS, MOST, URL, find_identifiers


def counted(kind: int, text: str | None) -> tuple[int, int]:
    found = find_identifiers(read_texts(pa.array([text], pa.large_string())))
    return int(found.seen[kind, 0]), int(found.impossible[kind, 0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 31 February 2020", (1, 1)),
        ("on 30th of Feb. we", (1, 1)),
        ("February 31, 2020", (1, 1)),
        ("Sept. 31st", (1, 1)),
        ("Sep 31", (1, 1)),
        ("29 February", (1, 0)),
        ("29 February 2019", (1, 1)),
        ("29 February 2020", (1, 0)),
        ("February 29, 1900", (1, 1)),
        ("February 29, 2000", (1, 0)),
        ("2019-02-29", (1, 1)),
        ("2020-02-29T10:00", (1, 0)),
        ("2020-06-31.", (1, 1)),
        ("28-30 April", (1, 0)),
        ("May 5, June 31", (2, 1)),
        ("31 may go", (0, 0)),
        ("31 Mayor", (0, 0)),
        ("June 31,000 people", (0, 0)),
        ("June 31% of", (0, 0)),
        ("April 32", (0, 0)),
        ("2020-13-31", (0, 0)),
        ("2020-02-305", (0, 0)),
        ("v2020-02-30", (0, 0)),
        ("10.31 February", (0, 0)),
        ("31st February", (1, 1)),
        ("31stFebruary", (0, 0)),
        ("Decemberfest 31", (0, 0)),
        ("AFebruary 30", (0, 0)),
        ("30", (0, 0)),
        ("February", (0, 0)),
        ("Feb", (0, 0)),
        ("30 Feb", (1, 1)),
        (None, (0, 0)),
        ("", (0, 0)),
    ],
)
def test_dates(text: str | None, expected: tuple[int, int]) -> None:
    assert counted(DATE, text) == expected


@given(st.integers(1600, 2400), st.integers(1, 12), st.integers(1, 31), st.integers(0, 3))
def test_the_calendar_is_that_of_python(year: int, month: int, day: int, form: int) -> None:
    name = calendar.month_name[month]
    forms = (
        f"{year}-{month:02}-{day:02}",
        f"{day} {name} {year}",
        f"{name} {day}, {year}",
        f"x {day}th {name[:3]} {year} y",
    )
    exists = day <= calendar.monthrange(year, month)[1]
    assert counted(DATE, forms[form]) == (1, 0 if exists else 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.com", (1, 1)),
        ("see HTTP://WWW.Example.ORG/x?y and", (1, 1)),
        ("http://localhost:8080/", (1, 1)),
        ("http://a.b.test./", (1, 1)),
        ("http://x.invalid", (1, 1)),
        ("http://contest/", (1, 0)),
        ("https://myexample.com", (1, 0)),
        ("https://example.com.au", (1, 0)),
        ("https://en.wikipedia.org/wiki/Example.com", (1, 0)),
        ("(https://a.org), [b](http://b.net)", (2, 0)),
        ("ftp://example.com", (0, 0)),
        ("://example.com http:// https://", (0, 0)),
        ("http:/example.com", (0, 0)),
        ("https://münchen.example", (1, 1)),
    ],
)
def test_urls(text: str, expected: tuple[int, int]) -> None:
    assert counted(URL, text) == expected


def labelled(text: str) -> list[tuple[str, str]]:
    found = find_identifiers(read_texts(pa.array(["", text], pa.large_string())))
    return [
        (KINDS[kind], text.encode()[place:].decode())
        for row, kind, place in found.labelled.tolist()
        if row
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ISBN-13: 978-0-306-40615-7", ["isbn"]),
        ("isbn 0306406152, ISSN 2049-3630", ["isbn", "issn"]),
        ("IBAN: GB82 WEST 1234", ["iban"]),
        ("GB82 WEST 1234", []),
        ("doi:10.1000/182", ["doi"]),
        ("https://doi.org/10.1000/182", ["doi"]),
        ("arXiv:2101.00001v2", ["arxiv"]),
        ("https://arxiv.org/abs/2101.00001", ["arxiv"]),
        ("https://doing.org/2025/1/e6", []),
        ("https://a.org/pdf/2101.00001", []),
        ("22 pages (pdf, 2101.00001)", []),
        ("ISBN\n12", []),
        ("disbn 12", []),
        ("a doing 12", []),
        ("doi 1, doi 2", ["doi", "doi"]),
    ],
)
def test_labels(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in labelled(text)] == kinds


def test_a_hostile_text_has_its_limit() -> None:
    assert len(labelled("doi 1 " * (MOST + 5))) == MOST


@given(st.lists(st.text(st.sampled_from("0123:/.-ISBNFeb doi\u4e00"), max_size=30), max_size=4))
def test_rows_do_not_see_each_other(texts: list[str]) -> None:
    together = find_identifiers(read_texts(pa.array(texts, pa.large_string())))
    for row, text in enumerate(texts):
        assert counted(DATE, text)[0] == together.seen[DATE, row]
        assert counted(URL, text)[0] == together.seen[URL, row]
        alone = [place for _, place in labelled(text)]
        places = [place for one, _, place in together.labelled.tolist() if one == row]
        again = [text.encode()[place:].decode() for place in places]
        assert alone == again


def test_every_url_of_an_ascii_text_is_seen() -> None:
    text = "a http://b.org/c, https://d.net:80/e?f=http://g.h and https://"
    assert counted(URL, text)[0] == len(re.findall(r"https?://[\w.-]+", text)) == 3
