"""Chat turns: who spoke, and what; answers apart from what they answer to."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from provaudit.corpus.fields import known_fields
from provaudit.corpus.parse import parse_list
from provaudit.corpus.values import scalar

_AUTHOR = ("role", "from")
_CONTENT = ("content", "value", "text")
BETWEEN = "\n\n"


class Turn(NamedTuple):
    """One turn: its author's name in lower case, and its text, "" where it has none."""

    author: str
    text: str


def turns_of(value: object) -> list[Turn] | None:
    """Return the turns in a cell, None if it does not hold a list of turns.

    A cell is a list of objects {role | from, content | value}, the same as JSON in a string, or
    an object of lists, which is how some Parquet writers turn such a list over.
    """
    entries = _entries(value)
    turns = [_turn(entry) for entry in entries]
    return [turn for turn in turns if turn is not None] if turns and None not in turns else None


def names_authors_by_from(value: object) -> bool:
    """Return whether the turns in a cell have the key ``from``, as ShareGPT writes them."""
    return any(isinstance(entry, Mapping) and "from" in entry for entry in _entries(value))


def authors(value: object) -> str | None:
    """Return the names of a conversation's authors, sorted and joined by commas."""
    names = sorted({turn.author for turn in turns_of(value) or ()} - {""})
    return ",".join(names) or None


def answers(turns: list[Turn]) -> str | None:
    """Return the text of all turns by those who answer."""
    known = known_fields().answering
    return joined(turn.text for turn in turns if turn.author in known)


def questions(turns: list[Turn]) -> str | None:
    """Return the text of all other turns."""
    known = known_fields().answering
    return joined(turn.text for turn in turns if turn.author not in known)


def joined(texts: Iterator[str]) -> str | None:
    """Return texts with an empty line between them, None if there is nothing but emptiness."""
    return BETWEEN.join(text for text in texts if text) or None


def plain_text(value: object) -> str | None:
    """Return the text of a field: a string, a number, or a list of strings a line each.

    Raises UnicodeDecodeError for bytes that are not UTF-8.
    """
    if isinstance(value, bytes):
        return value.decode("utf-8") or None
    if isinstance(value, list):
        stated = [entry for entry in value if entry is not None]
        lines = [entry for entry in stated if isinstance(entry, str)]
        return "\n".join(lines) or None if len(lines) == len(stated) else None
    return scalar(value)


def is_texty(value: object) -> bool:
    """Return whether a value is text rather than a number, a truth value or nothing."""
    if isinstance(value, list):
        return any(map(is_texty, value))
    if isinstance(value, bytes):
        return True
    return isinstance(value, str) and bool(value.strip()) and not _is_number(value)


def answer_text(value: object) -> str | None:
    """Return the text of an answer field: as ``plain_text``, or several answers joined.

    Several are a list of strings, of objects with a field for the text, or of conversations.
    """
    if isinstance(value, Mapping):
        return joined(_one_answer(entry) for entry in _turned_over(value) or [value])
    if isinstance(value, list):
        return joined(_one_answer(entry) for entry in value)
    return plain_text(value)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text.strip().lower() in {"true", "false"}
    return True


def _one_answer(entry: object) -> str:
    if isinstance(entry, str):
        return entry
    if isinstance(entry, Mapping):
        texts = (entry.get(name) for name in known_fields().inside_answers)
        return next((text for text in texts if isinstance(text, str)), "")
    return answers(turns_of(entry) or []) or ""


def _entries(value: object) -> list[Any]:
    if isinstance(value, str):
        value = parse_list(value)
    if isinstance(value, Mapping):
        return _turned_over(value)
    return value if isinstance(value, list) else []


def _turn(entry: object) -> Turn | None:
    if not isinstance(entry, Mapping) or not any(key in entry for key in _CONTENT):
        return None
    author = next((entry[key] for key in _AUTHOR if isinstance(entry.get(key), str)), None)
    if author is None:
        return None
    content = next((entry[key] for key in _CONTENT if entry.get(key) is not None), None)
    return Turn(author.strip().lower(), _content(content))


def _content(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, list):
        # Parts of a message, of which only those of text are text.
        parts = [part.get("text") if isinstance(part, Mapping) else part for part in value]
        return "\n".join(part for part in parts if isinstance(part, str))
    return scalar(value) or ""


def _turned_over(value: Mapping[str, Any]) -> list[Any]:
    lists = {key: cell for key, cell in value.items() if isinstance(cell, list)}
    if len({len(cell) for cell in lists.values()}) != 1:
        return []
    return [dict(zip(lists, entries, strict=True)) for entries in zip(*lists.values(), strict=True)]
