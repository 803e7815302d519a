"""Find the columns that may name the model that wrote a record, also inside of objects."""

from collections.abc import Iterator, Mapping

from provaudit.corpus.facts import labels_at
from provaudit.corpus.fields import folded, known_fields
from provaudit.corpus.peek import Peek, column_named
from provaudit.corpus.values import value_at
from provaudit.evidence import names_model, names_nobody
from provaudit.plain import plain

# An object in a string, as CSV has it, is looked into up to this many characters.
_LONGEST_OBJECT = 10_000


def found_markers(seen: Peek) -> tuple[str, ...]:
    """Return the paths that may name a generating model, in the order of the known names.

    Columns come before what lies in an object, of which one level is looked into.
    """
    names = known_fields().markers
    columns = (column_named(seen, name) for name in names)
    inside = {inner for record in seen.records for inner in _inside(record, names)}
    inner = sorted(inside, key=lambda found: (names.index(folded(found[1])), found))
    found = (*(c for c in columns if c is not None), *(".".join(step) for step in inner))
    return tuple(dict.fromkeys(found))


def said_of_markers(seen: Peek) -> list[str]:
    """Return what a person is told: which columns may name a model, and which name none."""
    markers = found_markers(seen)
    if not markers:
        return []
    useless = [path for path in markers if _names_none(seen, path)]
    return [
        f"may name a model: {', '.join(map(plain, markers))}",
        *(f"{plain(path)}: holds no name that is known, so it is no evidence" for path in useless),
    ]


def _inside(record: Mapping[str, object], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (column, key) for each key of an object in a column that is a known name."""
    for column, value in record.items():
        if isinstance(value, Mapping):
            yield from ((column, key) for key in value if folded(str(key)) in names)
        elif _may_be_object(value):
            stated = (name for name in names if value_at(record, f"{column}.{name}") is not None)
            yield from ((column, name) for name in stated)


def _may_be_object(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_OBJECT and value[:1] == "{"


def _names_none(seen: Peek, path: str) -> bool:
    stated = [text for text in labels_at(seen, path) if not names_nobody(text)]
    return bool(stated) and not any(names_model(path, text) for text in stated)
