from pathlib import Path

import pytest
from corpus_cases import column, positions, reasons, rejects, texts, write

from provaudit.corpus.csv_file import delimiter_of
from provaudit.model import RecordColumns

ID = {"records": RecordColumns(id="id", text="text")}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_finds_the_delimiter(tmp_path: Path, mark: str) -> None:
    path = write(
        tmp_path, "a.csv", f"id{mark}text\n1{mark}one, two\n".replace("one, two", '"one, two"')
    )
    assert texts(path) == ["one, two"]
    assert column(path, "id") == ["1"]


def test_delimiters_inside_quotes_do_not_count() -> None:
    assert delimiter_of(b'"a,b,c,d";x\n', "a.csv") == ";"
    assert delimiter_of(b"text\n", "a.csv") == ","
    assert delimiter_of(b"a, b\tc, d, e\n", "a.tsv.gz") == "\t"


def test_cells_may_hold_newlines_quotes_and_delimiters(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'id,text\r\n1,"a\nb ""c"", d"\r\n2,\r\n3,plain\r\n')
    assert texts(path) == ['a\nb "c", d', None, "plain"]
    assert positions(path) == [9, 27, 31]


@pytest.mark.parametrize(
    ("row", "reason", "detail"),
    [
        (b"2", "bad_row", "1 fields where the header names 2"),
        (b"2,x,y", "bad_row", "3 fields"),
        (b'2,"x"y', "bad_row", "expected after"),
        (b"2,\xff", "bad_utf8", "not UTF-8"),
        (b"2,a\rb", "bad_row", "new-line"),
    ],
)
def test_a_bad_row_is_one_reject(tmp_path: Path, row: bytes, reason: str, detail: str) -> None:
    path = write(tmp_path, "a.csv", b"id,text\n1,a\n" + row + b"\n3,c\n")
    assert texts(path, **ID) == ["a", "c"]
    (reject,) = rejects(path, **ID)
    assert (reject.reason, reject.line) == (reason, 3)
    assert detail in reject.detail
    assert reject.byte_offset == (14 if reason == "bad_utf8" else 12)


@pytest.mark.parametrize(
    ("rest", "kept"),
    [
        ("3,c\n4,d\n", ["a", "c", "d"]),
        ('3,"c"\n4,d\n', ["a", "c", "d"]),
        ('3,c\n4,"d, e"\n', ["a", "c", "d, e"]),
    ],
)
def test_a_quote_that_is_never_closed_costs_its_line(
    tmp_path: Path, rest: str, kept: list[str]
) -> None:
    path = write(tmp_path, "a.csv", 'id,text\n1,a\n2,"open\n' + rest)
    assert texts(path, **ID) == kept
    (reject,) = rejects(path, **ID)
    assert (reject.reason, reject.line, reject.byte_offset) == ("bad_row", 3, 12)


def test_reading_again_is_bounded(tmp_path: Path) -> None:
    # Every line opens a quote that the next one closes badly; none may be read more than twice.
    path = write(tmp_path, "a.csv", "id,text\n" + '1,"open\n' * 20_000)
    found = rejects(path, limit=1000, **ID)
    assert {reject.reason for reject in found} == {"bad_row"}
    assert len(found) == 20_000


def test_an_open_quote_does_not_hold_ever_more_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'id,text\n1,"open\n' + "2,b\n" * 150_000)
    assert len(texts(path, limit=1 << 30, **ID)) == 150_000
    assert reasons(path, limit=1 << 30, **ID) == {"bad_row": 1}


def test_too_long_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f"id,text\n1,a\n2,{'x' * 9_000}\n3,c\n")
    assert texts(path, limit=1000, **ID) == ["a", "c"]
    assert reasons(path, limit=1000, **ID) == {"too_long": 1}


def test_zero_bytes_are_characters(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,text\n1,a\x00b\n")
    assert texts(path, **ID) == ["a\x00b"]


@pytest.mark.parametrize("data", ["", "\n\n", "id,text\n", "id,text", "\ufeffid,text\r\n"])
def test_a_file_without_rows_has_no_records(tmp_path: Path, data: str) -> None:
    path = write(tmp_path, "a.csv", data)
    assert texts(path) == []
    assert not reasons(path)


def test_a_header_that_cannot_be_read_is_one_reject(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"id,\xff\n1,a\n2,b\n")
    (reject,) = rejects(path)
    assert (reject.reason, reject.line, reject.records) == ("bad_utf8", 1, None)
    assert texts(path) == []


def test_repeated_and_empty_column_names_are_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "text,x,x,\na,1,2,3\n")
    named = {"attributes": (("p", "x"), ("q", "x~2"), ("r", "column_4"))}
    found = [column(path, f"attribute:{name}", **named) for name in "pqr"]
    assert found == [["1"], ["2"], ["3"]]


def test_utf16_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,text\n1,a\n".encode("utf-16"))
    assert reasons(path) == {"bad_utf8": 1}


def test_sql_and_markup_in_names_are_only_names(tmp_path: Path) -> None:
    name = "x'; drop table records; --"
    path = write(tmp_path, "a.csv", f"text,{name},<script>alert(1)</script>\n=cmd(),1,2\n")
    assert texts(path) == ["=cmd()"]
    assert column(path, "attribute:a", attributes=(("a", name),)) == ["1"]
