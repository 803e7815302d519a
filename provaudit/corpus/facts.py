"""Find the columns that carry other facts: ids, dates, sources, origins, models."""

import re
from collections.abc import Callable, Mapping

from provaudit.corpus.fields import known_fields
from provaudit.corpus.peek import Peek
from provaudit.corpus.shape import column_named
from provaudit.corpus.values import label, scalar, value_at
from provaudit.vocabulary import origin_of_value

# A column names sources if its values are short labels that many records share.
_LONGEST_SOURCE = 64
_ENOUGH = 20
_DATE = re.compile(r"(1\d|20)\d\d([-/.](0?[1-9]|1[0-2])([-/.](0?[1-9]|[12]\d|3[01]))?)?([T ].*)?")


def found_facts(seen: Peek, taken: frozenset[str]) -> dict[str, str]:
    """Return the columns found by name for each role, leaving out those that are ``taken``.

    A column counts only if the first records state single values in it that fit the role.
    """
    facts = {}
    for role, names in known_fields().roles:
        for name in names:
            column = column_named(seen, name)
            if column is not None and column not in taken and _fits(seen, role, column):
                facts[role] = column
                break
    return facts


def found_markers(seen: Peek) -> tuple[str, ...]:
    """Return the columns that may name a generating model, in the order of the known names."""
    columns = (column_named(seen, name) for name in known_fields().markers)
    return tuple(column for column in columns if column is not None)


def _fits(seen: Peek, role: str, column: str) -> bool:
    stated = [value_at(record, column) for record in seen.records]
    values = [text for text in map(label, stated) if text is not None]
    single = all(
        value is None or value == "" or scalar(value) or value != value for value in stated
    )
    return bool(values) and single and _FITS.get(role, _anything)(values)


def _anything(values: list[str]) -> bool:
    return bool(values)


def _are_dates(values: list[str]) -> bool:
    return all(_DATE.fullmatch(value.strip()) for value in values)


def _are_sources(values: list[str]) -> bool:
    if any(len(value) > _LONGEST_SOURCE or "://" in value for value in values):
        return False
    return len(values) <= _ENOUGH or 2 * len(set(values)) <= len(values)


def _are_origins(values: list[str]) -> bool:
    return all(origin_of_value(value) is not None for value in values)


_FITS: Mapping[str, Callable[[list[str]], bool]] = {
    "date": _are_dates,
    "source": _are_sources,
    "origin": _are_origins,
}
