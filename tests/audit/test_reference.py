from concurrent.futures import Executor
from pathlib import Path

import pytest

from provaudit.audit import Request, audit
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
        (
            "attribute,value,share\na,b,0.5\na,c,0.1\na,b,0.5\n",
            'row 3: "a", "b" has a share in row 1 already: keep one of the two',
        ),
        (
            "attribute,value,share\nx,b,1\na,b,0.5\na,c,0.5\na,d,0.00001\n",
            'the shares of "a" sum to 1.00001: together they may be at most 1',
        ),
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


def test_rounded_shares_may_sum_to_a_little_more_than_1_and_attributes_do_not_add_up(
    tmp_path: Path,
) -> None:
    file = tmp_path / "census.csv"
    file.write_text("attribute,value,share\na,b,0.3333336\na,c,0.6666668\nx,b,1\n")
    assert len(read_reference(file)) == 3


def test_a_reference_that_fits_nothing_is_said_and_judged_by_nothing(
    tmp_path: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("corpus").mkdir()
    lines = [f'{{"text": "Line {i} of the letter.", "country": "norway"}}\n' for i in range(60)]
    Path("corpus/a.jsonl").write_text("".join(lines))
    Path("census.csv").write_text(
        "attribute,value,share\nCountry,se,0.5\nage,old,0.5\ncountry,Nor way,0.5\ncountry,se,0.5\n"
    )
    made = audit(
        Request(
            paths=("corpus",),
            reference=Path("census.csv"),
            attributes=(("country", "country"),),
            linguistics=False,
        ),
        executor=inline,
    )
    said = {row["what"]: row["why"] for row in made.facts["not_measured"]}
    assert said['comparison of attribute "Country" with its reference'] == (
        'no such attribute is audited: did you mean "country"?'
    )
    assert said['comparison of attribute "age" with its reference'] == (
        "no such attribute is audited: name it with --attribute"
    )
    assert said['comparison of "country" = "Nor way" with its reference'] == (
        'no record has this value: did you mean "norway"?'
    )
    # Nobody is missing for a misspelt value; from Sweden there really is no record.
    missing = [row.where for row in made.findings if row.code == "PA603"]
    assert missing == ["country=se"]
