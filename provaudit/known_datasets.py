"""Recognise a dataset that is published, by its name or address: ``known_datasets.csv``.

``basis`` says on which public list the origin of a row stands; ``unverified`` rows stand on none.
A name must be the whole id, name or alias, apart from case and separators. ``origin`` is that of
the whole dataset, ``unknown`` where nobody can say (a web crawl); ``role`` is what its models did:
those of a ``judge`` only looked at the text and did not write it. ``columns`` are names that
together are the layout of that dataset and of few others: they hint, they do not name.
``released`` is the month (YYYY-MM) of publication, empty where that is not known.
"""

import csv
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from provaudit.resources import data_file

# Shorter aliases, such as 'camel', are also ordinary names of folders.
_SHORTEST = 6
# Ordinary words as well: they count with their owner only ("stanford/alpaca").
_ORDINARY = frozenset(
    (
        *("alpaca", "capybara", "codeforces", "gutenberg", "longform", "magpie", "mammoth"),
        *("nectar", "wikipedia"),
    )
)
_HUB = re.compile(r"https?://(?:www\.)?(?:huggingface\.co/datasets|hf\.co/datasets)/")
_PAGE = re.compile(r"[?#].*|/(?:tree|blob|resolve|viewer|discussions)(?:/.*)?\Z|/+\Z")


class Known(NamedTuple):
    """A row of ``known_datasets.csv``."""

    id: str
    name: str
    origin: str
    released: str
    generators: tuple[str, ...]
    role: str
    columns: frozenset[str]
    basis: str


@lru_cache(maxsize=65536)
def recognise(name: str) -> Known | None:
    """Return the dataset whose id, name, alias or address on the hub ``name`` is; else None."""
    bare = _PAGE.sub("", _HUB.sub("", name.strip()))
    return _by_name().get(_folded(bare))


def laid_out_like(columns: Iterable[str]) -> tuple[Known, ...]:
    """Return the datasets all of whose telling columns are among ``columns``."""
    present = frozenset(columns)
    return tuple(known for known in datasets() if known.columns and known.columns <= present)


@cache
def datasets() -> tuple[Known, ...]:
    """Return all rows, in the order of the file."""
    return tuple(known for known, _ in _rows())


def _folded(name: str) -> str:
    return re.sub(r"[\s_.-]+", "-", name.lower())


@cache
def _by_name() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for known, aliases in _rows():
        for name in (known.id, known.id.rpartition("/")[2], known.name, *aliases):
            if len(name) >= _SHORTEST and name.lower() not in _ORDINARY:
                found.setdefault(_folded(name), known)
    return found


@cache
def _rows() -> tuple[tuple[Known, tuple[str, ...]], ...]:
    text = data_file("known_datasets.csv").read_text("utf-8")
    return tuple(
        (_known(row), _several(row["aliases"])) for row in csv.DictReader(text.splitlines())
    )


def _known(row: dict[str, str]) -> Known:
    lists = {
        "generators": _several(row["generators"]),
        "columns": frozenset(_several(row["columns"])),
    }
    plain = {key: value for key, value in row.items() if key in Known._fields}
    return Known(**(plain | lists))  # type: ignore[arg-type]


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
