"""Recognise the name of a language model in a cell or manifest, by the rows of ``generators.csv``.

A row's ``pattern`` must match the whole canonical name, apart from a version tail such as
``-2024-08-06`` or ``-instruct``. ``bare`` are names that are also ordinary words (claude, falcon,
nova): they count only where the column can hold nothing but a generator. The first row that
matches wins, so narrower rows stand first. ``examples`` are spellings found in data; the tests
hold each against its row. Models that only translate, draw or speak are left out.

``released`` is the month (YYYY-MM) in which the first model of a row could be used, empty where
that is not known; ``moving`` are the names under which the maker serves a different model as time
goes by.
"""

import csv
import re
from functools import cache, lru_cache
from typing import NamedTuple

from provaudit.resources import data_file

# Makers write gpt-4o-2024-08-06, claude-3-5-sonnet@20240620, ...-v1:0; nobody writes four words.
_TAIL = r"(?:[-.:@+][\w.:@+-]*)?"
_MAX_CHARACTERS = 120
_MAX_WORDS = 4
_MAKER_PATH = re.compile(r"\A(?:[\w.-]+/){1,3}|\A[\w.-]+?__")
_CLOUD_VENDOR = re.compile(r"\A(?:(?:us|eu|apac)\.)?(?:anthropic|meta|mistral|cohere)\.")
_REMARK = re.compile(r"\s*\([^()]*\)\Z")
_MAKER_WORD = r"(?:openai-|google-|open-)?"
_DATED = re.compile(r"(20[12]\d)-?(0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12]\d|3[01]))?(?!\d)")


class Model(NamedTuple):
    """A row of ``generators.csv``; ``released`` (YYYY-MM) and ``moving`` may be empty."""

    name: str
    family: str
    vendor: str
    released: str
    moving: str
    pattern: str
    bare: str
    examples: str


@cache
def models() -> tuple[Model, ...]:
    """Return the rows of ``generators.csv``, in the order in which they are tried."""
    text = data_file("generators.csv").read_text("utf-8")
    return tuple(Model(**row) for row in csv.DictReader(text.splitlines()))


def normalise_generator(value: str, *, bare: bool = True) -> str | None:
    """Return the name of the model that a cell names; None if none is recognised.

    ``bare`` also accepts names that are ordinary words, for columns that are about generators.
    """
    model = _recognised(value, bare)
    return model.name if model else None


def name_at_a_time(value: str, *, dated: bool, bare: bool = True) -> str | None:
    """Return the name of the model that a cell names, its family where nobody can say which it is.

    That is so where the cell holds a name under which the maker serves other models as time goes
    by, and no date (``dated``) says when it was used.
    """
    model = _recognised(value, bare)
    if model is None:
        return None
    return model.family if not dated and moves(model, value) else model.name


@lru_cache(maxsize=1 << 14)
def _recognised(value: str, bare: bool) -> Model | None:
    name = canonical(value)
    match = _recogniser(bare).fullmatch(name) if name else None
    return models()[int(str(match.lastgroup)[1:])] if match else None


@lru_cache(maxsize=1024)
def find_model(value: str) -> Model | None:
    """Return the first row that a name matches, bare names included; for a few names, not many.

    Rows are compiled only where their first letters may fit: all of them take as long to compile
    as a commit hook should run.
    """
    name = canonical(value)
    for row in models() if name else ():
        if name[:2] in f"{row.pattern}|{row.bare}" and _alone(row).fullmatch(name):
            return row
    return None


def moves(model: Model, value: str) -> bool:
    """Return whether the maker serves other models under this name as time goes by."""
    name = canonical(value)
    return name.endswith("-latest") or bool(
        model.moving and re.fullmatch(_MAKER_WORD + f"(?:{model.moving})", name)
    )


def month_in(value: str) -> str | None:
    """Return the month (YYYY-MM) of the date that a name carries, such as gpt-4o-2024-08-06."""
    found = _DATED.search(value)
    return f"{found[1]}-{found[2]}" if found else None


def canonical(value: str) -> str:
    """Lower case, without maker and remark, white space and _ as -; empty if not a name."""
    stripped = value.strip().lower()
    if len(stripped) > _MAX_CHARACTERS:
        return ""
    named = _REMARK.sub("", stripped)
    named = _CLOUD_VENDOR.sub("", _MAKER_PATH.sub("", named))
    words = re.split(r"[\s_]+", named)
    return "-".join(words) if len(named.split()) <= _MAX_WORDS else ""


@cache
def _alone(row: Model) -> re.Pattern[str]:
    return re.compile(_alternative(0, row, bare=True))


@cache
def _recogniser(bare: bool) -> re.Pattern[str]:
    """One expression for all rows; the number in the group's name is the row."""
    return re.compile("|".join(_alternative(n, row, bare) for n, row in enumerate(models())))


def _alternative(number: int, row: Model, bare: bool) -> str:
    plain = f"|(?:{row.bare})" if bare and row.bare else ""
    return f"(?P<g{number}>(?:{row.pattern}){_TAIL}{plain})"
