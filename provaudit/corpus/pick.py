"""From a record to what is judged: its text, its prompt, and its row-level facts."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from provaudit.corpus.turns import (
    answer_text,
    answers,
    authors,
    joined,
    plain_text,
    questions,
    turns_of,
)
from provaudit.corpus.values import label, prefixes, value_at
from provaudit.model import Layout

# A marker that is not a column of its own: the names of those who spoke.
AUTHORS = "[].from"


class Picked(NamedTuple):
    """What a layout takes from a record; ``cells`` in the order of ``column_names``."""

    text: str | None
    prompt: str | None
    cells: list[str | None]


def column_names(layout: Layout) -> list[str]:
    """Return the keys of a batch's columns: roles, ``marker:FIELD``, ``attribute:NAME``."""
    return [
        *(role for role, _ in layout.columns),
        *(f"marker:{path}" for path in layout.markers),
        *(f"attribute:{name}" for name, _ in layout.attributes),
    ]


def wanted_columns(layout: Layout) -> frozenset[str]:
    """Return the top-level columns that a layout's paths may begin in."""
    return frozenset(name for path in paths_of(layout) for name in prefixes(path))


def paths_of(layout: Layout) -> tuple[str, ...]:
    """Return the dotted paths at which a layout takes values, each once."""
    return tuple(dict.fromkeys((*layout.text, *layout.prompt, *_paths(layout))))


def pick(record: Mapping[str, Any], layout: Layout) -> Picked:
    """Return what the layout takes from a record.

    Raises UnicodeDecodeError if the text is bytes that are not UTF-8.
    """
    text, prompt = _text_and_prompt(record, layout)
    cells = [label(value_at(record, path)) for _, path in layout.columns]
    cells += [_marker(record, path) for path in layout.markers]
    cells += [label(value_at(record, path)) for _, path in layout.attributes]
    return Picked(text, prompt, cells)


def _text_and_prompt(record: Mapping[str, Any], layout: Layout) -> tuple[str | None, str | None]:
    if layout.shape == "turns":
        turns = turns_of(value_at(record, layout.text[0])) or []
        return answers(turns), questions(turns)
    texts = [value_at(record, path) for path in layout.text]
    prompts = [value_at(record, path) for path in layout.prompt]
    return joined(map(text_reader(layout), texts)), joined(map(question_in, prompts))


def text_reader(layout: Layout) -> Callable[[object], str]:
    """Return how a value of a text field is read: an answer may be several."""
    return _answers_in if layout.shape == "pair" else _text_in


def _text_in(value: object) -> str:
    turns = turns_of(value)
    return (plain_text(value) if turns is None else answers(turns)) or ""


def _answers_in(value: object) -> str:
    turns = turns_of(value)
    return (answer_text(value) if turns is None else answers(turns)) or ""


def question_in(value: object) -> str:
    """Return the text of a prompt field, which may itself be a list of turns."""
    turns = turns_of(value)
    return (plain_text(value) if turns is None else joined(t.text for t in turns)) or ""


def _marker(record: Mapping[str, Any], path: str) -> str | None:
    if path.endswith(AUTHORS):
        return authors(value_at(record, path.removesuffix(AUTHORS)))
    return label(value_at(record, path))


def _paths(layout: Layout) -> list[str]:
    return [
        *(path for _, path in layout.columns),
        *(path.removesuffix(AUTHORS) for path in layout.markers),
        *(path for _, path in layout.attributes),
    ]
