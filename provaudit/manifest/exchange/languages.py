"""Names of languages to BCP 47 tags, by the rows of a table; tags stay what they are."""

import csv
import re
from functools import cache
from importlib.resources import files

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


@cache
def known_languages() -> dict[str, str]:
    """Return BCP 47 tags by the language's English name in lower case."""
    rows = csv.DictReader((files(__package__) / "languages.csv").read_text("utf-8").splitlines())
    return {row["name"]: row["tag"] for row in rows}


def tag_of(stated: str) -> str | None:
    """Return the tag that a name or tag stands for; None for a name that is not known."""
    found = known_languages().get(stated.strip().lower())
    if found or not _TAG.fullmatch(stated.strip()):
        return found
    return stated.strip().replace("_", "-")


def sorted_out(stated: list[str]) -> tuple[list[str], list[str]]:
    """Return the tags of what is known, each once, and the names that have none."""
    tags = [(name, tag_of(name)) for name in stated]
    known = list(dict.fromkeys(tag for _, tag in tags if tag))
    return known, [name for name, tag in tags if tag is None]
