"""Say what the first records hold against a column that is, or should be, read for a fact."""

from collections.abc import Callable

from provaudit.corpus.facts import labels_at
from provaudit.corpus.peek import Peek
from provaudit.dates import is_date, is_unix_time
from provaudit.plain import plain
from provaudit.vocabulary import origin_of_value

_SHOWN = 3
_LONGEST_SHOWN = 40


def no_known_origin(seen: Peek, path: str) -> bool:
    """Return whether values are stated at a path of which none is a known word for an origin."""
    stated = labels_at(seen, path)
    return bool(stated) and len(_not(origin_of_value, stated)) == len(set(stated))


def doubt(seen: Peek, role: str, path: str) -> str:
    """Return what is wrong with some of a column's values, "" where nothing is."""
    stated = labels_at(seen, path)
    if role == "origin" and (others := _not(origin_of_value, stated)):
        return f"also holds other words: {_some(others)}"
    if role == "date" and (others := _not(_reads, stated)):
        if len(others) == len(set(stated)):
            return f"holds no date that is read; an example is {_some(others[:1])}"
        return f"also holds dates that are not read, such as {_some(others[:1])}"
    return ""


def _reads(text: str) -> bool:
    return is_date(text) or is_unix_time(text)


def _not(known: Callable[[str], object], values: list[str]) -> list[str]:
    """Return the different values that ``known`` has nothing for, sorted."""
    return sorted({value for value in values if not known(value)})


def _some(words: list[str]) -> str:
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return ", ".join(plain(word, _LONGEST_SHOWN) for word in words[:_SHOWN]) + more
