from pathlib import Path

import pytest

from provaudit.audit.reference import read_reference
from provaudit.errors import UserError

ROWS = [
    {"attribute": "country", "value": "no", "share": 0.25},
    {"attribute": "country", "value": "se", "share": 0.75},
]


def test_csv(tmp_path: Path) -> None:
    file = tmp_path / "census.csv"
    file.write_text("\ufeffattribute,value,share\ncountry,no,0.25\ncountry,se,0.75\n")
    assert read_reference(file) == ROWS


def test_yaml_keeps_norway(tmp_path: Path) -> None:
    file = tmp_path / "census.yaml"
    file.write_text(
        "- {attribute: country, value: no, share: 0.25}\n"
        "- {attribute: country, value: se, share: 0.75}\n"
    )
    assert read_reference(file) == ROWS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("attribute,value\ncountry,no\n", "row 1: needs attribute, value and share"),
        ("attribute,value,share\na,b,25 %\n", "row 1: share '25 %' is no number"),
        ("attribute,value,share\na,b,0.5\na,c,25\n", "row 2: share 25.0 is not between 0 and 1"),
        ("attribute,value,share\na,b,nan\n", "row 1: share nan is not between 0 and 1"),
    ],
)
def test_wrong_rows_are_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "census.csv"
    file.write_text(text)
    with pytest.raises(UserError, match=message):
        read_reference(file)


def test_no_list_and_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n")
    with pytest.raises(UserError, match="must be a list"):
        read_reference(tmp_path / "a.yaml")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="UTF-8"):
        read_reference(tmp_path / "b.csv")
