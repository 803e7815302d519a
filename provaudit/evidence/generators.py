"""Recognise the name of a language model in a cell, by the rows of ``generators.csv``.

A row's ``pattern`` must match the whole canonical name, apart from a version tail such as
``-2024-08-06`` or ``-instruct``. ``bare`` are names that are also ordinary words (claude, falcon,
nova): they count only where the column can hold nothing but a generator. The first row that
matches wins, so narrower rows stand first. ``examples`` are spellings found in data; the tests
hold each against its row. Models that only translate, draw or speak are left out.
"""

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import pyarrow as pa

# Makers write gpt-4o-2024-08-06, claude-3-5-sonnet@20240620, ...-v1:0; nobody writes four words.
_TAIL = r"(?:[-.:@+][\w.:@+-]*)?"
_MAX_CHARACTERS = 120
_MAX_WORDS = 4
_MAKER_PATH = re.compile(r"\A(?:[\w.-]+/){1,3}|\A[\w.-]+?__")
_CLOUD_VENDOR = re.compile(r"\A(?:(?:us|eu|apac)\.)?(?:anthropic|meta|mistral|cohere)\.")
_REMARK = re.compile(r"\s*\([^()]*\)\Z")
_NOBODY = frozenset(
    (
        *("", "-", "--", "?", "0", "false", "n/a", "na", "nan", "nil", "no", "none", "null"),
        *("human", "human-written", "humans", "not applicable", "not specified", "person"),
        "unknown",
    )
)


class _Row(NamedTuple):
    name: str
    family: str
    vendor: str
    pattern: str
    bare: str
    examples: str


def names_nobody(value: str) -> bool:
    """Return whether a cell says that no model, or no known model, had a part."""
    return value.strip().lower() in _NOBODY


@lru_cache(maxsize=1 << 14)
def normalise_generator(value: str, *, bare: bool = True) -> str | None:
    """Return the name of the model that a cell names; None if none is recognised.

    ``bare`` also accepts names that are ordinary words, for columns that are about generators.
    """
    name = _canonical(value)
    if not name:
        return None
    match = _recogniser(bare).fullmatch(name)
    return _rows()[int(str(match.lastgroup)[1:])].name if match else None


def known_generators() -> pa.Table:
    """Return the known models as a table (name, family, vendor), one row a name, sorted."""
    known = sorted({row.name: row for row in reversed(_rows())}.items())
    return pa.table(
        {
            "name": pa.array([name for name, _ in known], pa.string()),
            "family": pa.array([row.family for _, row in known], pa.string()),
            "vendor": pa.array([row.vendor for _, row in known], pa.string()),
        }
    )


def _canonical(value: str) -> str:
    """Lower case, without maker and remark, white space and _ as -; empty if not a name."""
    stripped = value.strip().lower()
    if len(stripped) > _MAX_CHARACTERS:
        return ""
    named = _REMARK.sub("", stripped)
    named = _CLOUD_VENDOR.sub("", _MAKER_PATH.sub("", named))
    words = re.split(r"[\s_]+", named)
    return "-".join(words) if len(named.split()) <= _MAX_WORDS else ""


@cache
def _rows() -> tuple[_Row, ...]:
    text = (files("provaudit.evidence") / "generators.csv").read_text("utf-8")
    return tuple(_Row(**row) for row in csv.DictReader(text.splitlines()))


@cache
def _recogniser(bare: bool) -> re.Pattern[str]:
    """One expression for all rows; the number in the group's name is the row."""
    return re.compile("|".join(_alternative(n, row, bare) for n, row in enumerate(_rows())))


def _alternative(number: int, row: _Row, bare: bool) -> str:
    plain = f"|(?:{row.bare})" if bare and row.bare else ""
    return f"(?P<g{number}>(?:{row.pattern}){_TAIL}{plain})"
