"""Known datasets by name: the rows of ``known_datasets.csv``.

``basis`` says on which public list the origin of a row stands; ``unverified`` rows stand on none,
and the draft says so. A name must be the whole id, name or alias.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_CODES = {
    "synthetic": "trainedAlgorithmicMedia",
    "mixed": "compositeSynthetic",
    "human": "digitalCreation",
    "unknown": "unknown",
}
# Shorter aliases, such as 'camel', are also ordinary names of folders.
_SHORTEST = 6


class Known(NamedTuple):
    """A known dataset, and the IPTC code that its origin amounts to."""

    id: str
    name: str
    origin: str
    generators: tuple[str, ...]
    basis: str

    @property
    def code(self) -> str:
        """The digital source type of the whole dataset."""
        return _CODES[self.origin]


def known_dataset(names: list[str]) -> Known | None:
    """Return the known dataset that one of the names is the name of; None if there is none."""
    for name in names:
        found = _by_name().get(_folded(name))
        if found and found.origin != "unknown":
            return found
    return None


def _folded(name: str) -> str:
    return re.sub(r"[\s_.-]+", "-", name.lower())


@cache
def _by_name() -> dict[str, Known]:
    rows = csv.DictReader(
        (files(__package__) / "known_datasets.csv").read_text("utf-8").splitlines()
    )
    found: dict[str, Known] = {}
    for row in rows:
        generators = tuple(filter(None, row["generators"].split("|")))
        known = Known(row["id"], row["name"], row["origin"], generators, row["basis"])
        names = (row["id"], row["id"].rpartition("/")[2], row["name"], *row["aliases"].split("|"))
        for name in names:
            if len(name) >= _SHORTEST:
                found.setdefault(_folded(name), known)
    return found
