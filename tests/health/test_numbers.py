"""Identifiers that can exist and that cannot: examples of the standards, and changed ones."""

import pyarrow as pa
import pytest

from provaudit.health import count_identifiers
from provaudit.health.numbers import (
    Reader,
    read_arxiv,
    read_doi,
    read_iban,
    read_isbn,
    read_issn,
)


@pytest.mark.parametrize(
    ("read", "text", "possible"),
    [
        (read_isbn, "ISBN 978-0-306-40615-7, and", True),
        (read_isbn, "ISBN-13: 9780306406157.", True),
        (read_isbn, "isbn-10 0-306-40615-2", True),
        (read_isbn, "ISBN 0\u2011306\u201140615\u20112", True),
        (read_isbn, "ISBN 080442957X", True),
        (read_isbn, "ISBN 978-0-306-40615-8", False),
        (read_isbn, "ISBN 0-306-40615-3", False),
        (read_isbn, "ISBN 030640615", None),  # nine digits: cut, or an SBN
        (read_isbn, "ISBN 97803064061571234", None),
        (read_isbn, "ISBN of 1970", None),
        (read_issn, "ISSN 2049-3630", True),
        (read_issn, "ISSN: 03784371", True),
        (read_issn, "ISSN 2049-3631", False),
        (read_issn, "ISSN 2049", None),
        (read_iban, "IBAN: GB82 WEST 1234 5698 7654 32", True),
        (read_iban, "IBAN DE89370400440532013000 BIC COBADEFFXXX", True),
        (read_iban, "IBAN: GB82 WEST 1234 5698 7654 31", False),
        (read_iban, "IBAN: ZZ82 1234 5698 7654 3212", False),  # no such country
        (read_iban, "IBAN 12", None),
        (read_doi, "doi:10.1000/182", True),
        (read_doi, "DOI 10.1038/s41586-021-03819-2", True),
        (read_doi, "doi.org/10.1000.10/123", True),
        (read_doi, "doi:10.12/xyz", False),
        (read_doi, "doi:11.1000/182", False),
        (read_doi, "doi:10.1000/", False),
        (read_doi, "doi 10 things", None),
        (read_arxiv, "arXiv:1501.00001v3", True),
        (read_arxiv, "arXiv:0704.0001", True),
        (read_arxiv, "arxiv.org/abs/2101.00001", None),  # the label of a URL is "abs"
        (read_arxiv, "abs/2101.00001", True),
        (read_arxiv, "arXiv:0703.0001", False),  # the form began in April 2007
        (read_arxiv, "arXiv:2113.00001", False),
        (read_arxiv, "arXiv:1412.00001", False),  # five digits since January 2015
        (read_arxiv, "arXiv:1501.0001", False),
        (read_arxiv, "arXiv:2101.00000", False),
        (read_arxiv, "arXiv:2101.000001", None),
    ],
)  # fmt: skip
def test_numbers(read: Reader, text: str, possible: bool | None) -> None:
    found = read(text)
    assert (found and found.possible) == possible


def test_they_are_counted_by_text_and_kind() -> None:
    texts = [
        None,
        "é ISBN 0-306-40615-3 or ISBN 0-306-40615-2, 31 June 2020",
        "arXiv:1501.00001 " * 3 + "https://a.example/x%20y z",
        "nothing",
    ]
    found = count_identifiers(pa.array(texts, pa.large_string()))
    assert found.to_pylist() == [
        {"row": 1, "kind": "date", "seen": 1, "impossible": 1, "offset": 44,
         "example": "-40615-2, 31 June 2020"},
        {"row": 1, "kind": "isbn", "seen": 2, "impossible": 1, "offset": 2,
         "example": "ISBN 0-306-40615-3"},
        {"row": 2, "kind": "arxiv", "seen": 3, "impossible": 0, "offset": None, "example": None},
        {"row": 2, "kind": "url", "seen": 1, "impossible": 1, "offset": 56,
         "example": "https://a.example/x%20y"},
    ]  # fmt: skip


def test_nothing_gives_no_rows() -> None:
    assert count_identifiers(pa.array([], pa.large_string())).num_rows == 0
