"""Find the columns that carry other facts by their names: ids, dates, sources, origins."""

from collections.abc import Callable, Mapping

from provaudit.corpus.fields import known_fields
from provaudit.corpus.peek import Peek, column_named
from provaudit.corpus.values import label, scalar, value_at
from provaudit.dates import is_ambiguous_date, is_date
from provaudit.vocabulary import origin_of_value

# A column names sources if its values are short labels that many records share.
_LONGEST_SOURCE = 64
_ENOUGH = 20


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


def labels_at(seen: Peek, path: str) -> list[str]:
    """Return what the first records state at a path as labels, without those that are blank."""
    labels = (label(value_at(record, path)) for record in seen.records)
    return [text for text in labels if text is not None and text.strip()]


def _fits(seen: Peek, role: str, column: str) -> bool:
    stated = [value_at(record, column) for record in seen.records]
    values = labels_at(seen, column)
    single = all(
        value is None or value == "" or scalar(value) or value != value for value in stated
    )
    return bool(values) and single and _FITS.get(role, _anything)(values)


def _anything(values: list[str]) -> bool:
    return bool(values)


def _are_dates(values: list[str]) -> bool:
    return all(is_date(value) or is_ambiguous_date(value) for value in values)


def _are_sources(values: list[str]) -> bool:
    if any(len(value) > _LONGEST_SOURCE or "://" in value for value in values):
        return False
    return len(values) <= _ENOUGH or 2 * len(set(values)) <= len(values)


def _are_origins(values: list[str]) -> bool:
    known = sum(origin_of_value(value) is not None for value in values)
    return 2 * known >= len(values)


_FITS: Mapping[str, Callable[[list[str]], bool]] = {
    "date": _are_dates,
    "source": _are_sources,
    "origin": _are_origins,
}
