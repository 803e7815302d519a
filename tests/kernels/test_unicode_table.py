import re
import unicodedata

import pytest

from provaudit.kernels import build_tables, unicode_table
from provaudit.kernels.unicode_table import (
    CATEGORIES,
    CATEGORY,
    NOT_NFC,
    cell,
    stage,
    table,
    unassigned,
)


def marks(point: int) -> int:
    classes = table()
    return int(classes[classes[stage(point)] + cell(point)])


def category(point: int) -> str:
    return CATEGORIES[marks(point) & CATEGORY]


def test_file_is_what_the_builder_writes() -> None:
    if unicodedata.unidata_version != build_tables.VERSION:
        pytest.skip(f"this Python has Unicode {unicodedata.unidata_version}")
    source = unicode_table.files("provaudit.kernels") / "unicode.csv"
    assert source.read_text("ascii").splitlines() == list(build_tables.lines())


def test_versions_agree() -> None:
    assert unicode_table.VERSION == build_tables.VERSION


def test_categories_are_those_of_unicodedata() -> None:
    if unicodedata.unidata_version != build_tables.VERSION:
        pytest.skip(f"this Python has Unicode {unicodedata.unidata_version}")
    wrong = [
        point
        for point in range(0, 0x110000, 7)
        if category(point).replace("Cw", "Cc") != unicodedata.category(chr(point))
    ]
    assert wrong == []


def test_white_space_is_that_of_str() -> None:
    spaces = [point for point in range(0x3001) if category(point) in ("Zs", "Zl", "Zp", "Cw")]
    assert spaces == [point for point in range(0x3001) if chr(point).isspace()]


def test_what_the_table_calls_safe_alone_is_in_normal_form() -> None:
    letters = [chr(point) for point in range(0xC0, 0xD800) if not marks(point) & NOT_NFC]
    assert all(unicodedata.is_normalized("NFC", letter) for letter in letters)
    assert all(marks(ord(mark)) & NOT_NFC for mark in "\u0301\u1161\u11a8\u09be\u212b")


def test_ascii_is_never_changed_by_a_normal_form() -> None:
    assert not any(marks(point) & NOT_NFC for point in range(128))


def test_pattern_of_the_unassigned() -> None:
    assert re.split(unassigned(), "a\u0378\U000e0fffb") == ["a", "\u0378\U000e0fff", "b"]
