"""Find the text in the first records of a file: chat turns, prompt and answer, or one field."""

from typing import Literal, NamedTuple

from provaudit.corpus.fields import Pair, folded, known_fields
from provaudit.corpus.peek import Peek
from provaudit.corpus.turns import turns_of
from provaudit.corpus.values import value_at
from provaudit.plain import plain

# A column without a telling name is taken for the text if its values are at least this long.
_LONG = 40
# Scripts from Thai on are commonly written without spaces between words.
_NO_SPACES = "\u0e00"


class Text(NamedTuple):
    """Where the text lies; ``said`` tells it to a person."""

    shape: Literal["text", "turns", "pair", "table"]
    text: tuple[str, ...] = ()
    prompt: tuple[str, ...] = ()
    said: str = "no text found: a table, of which only columns can be judged"


def found_text(seen: Peek) -> Text:
    """Return where the text lies, whatever the order of the columns.

    Chat turns come first, then prompt and answer, then a field by its name, then the column
    whose strings are longest; a ``table`` if there is none.
    """
    return _turns(seen) or _pair(seen) or _by_name(seen) or _longest(seen) or Text("table")


def given_text(seen: Peek, path: str) -> Text:
    """Return how the field that the user named is to be read."""
    values = _values(seen, path)
    if _are_turns(values):
        return _turns_in(path, values, "as given")
    pair = _pair(seen)
    if pair is not None and path in pair.text:
        said = f"text: {plain(path)}, as given; prompt: {_list(pair.prompt)}"
        return Text("pair", (path,), pair.prompt, said)
    return Text("text", (path,), (), f"text: column {plain(path)}, as given")


def column_named(seen: Peek, name: str) -> str | None:
    """Return the column of this name, in any case and with any separator; None if there is none."""
    return next((column for column in seen.columns if folded(column) == name), None)


def is_texty(value: object) -> bool:
    """Return whether a value is text rather than a number, a truth value or nothing."""
    if isinstance(value, list):
        return any(map(is_texty, value))
    if isinstance(value, bytes):
        return True
    return isinstance(value, str) and bool(value.strip()) and not _is_number(value)


def _turns(seen: Peek) -> Text | None:
    for name in known_fields().turns:
        column = column_named(seen, name)
        if column is not None and _are_turns(values := _values(seen, column)):
            return _turns_in(column, values, "found by name")
    return None


def _turns_in(column: str, values: list[object], how: str) -> Text:
    known = known_fields()
    names = {turn.author for value in values for turn in turns_of(value) or ()}
    answering = sorted(names & known.answering)
    said = f"text: turns by {_list(answering) or 'nobody'} in column {plain(column)} ({how})"
    strange = sorted(names - known.answering - known.asking)
    if strange:
        said += f"; taken for prompts, since nothing is known of them: turns by {_list(strange)}"
    return Text("turns", (column,), (), said)


def _pair(seen: Peek) -> Text | None:
    for pair in known_fields().pairs:
        prompts = [column_named(seen, name) for name in pair.prompt]
        answers = [column_named(seen, name) for name in pair.answer]
        if None not in prompts and None not in answers:
            text = tuple(column for column in answers if column)
            if all(_may_be_text(_values(seen, column)) for column in text):
                return _pair_in(seen, text, prompts, pair)
    return None


def _pair_in(seen: Peek, text: tuple[str, ...], prompts: list[str | None], pair: Pair) -> Text:
    optional = (column_named(seen, name) for name in pair.optional)
    prompt = tuple(column for column in (*prompts, *optional) if column)
    said = f"text: {_list(text)}; prompt: {_list(prompt)} (found by name)"
    return Text("pair", text, prompt, said)


def _by_name(seen: Peek) -> Text | None:
    for name in known_fields().text:
        column = column_named(seen, name)
        if column is not None and _may_be_text(_values(seen, column)):
            return Text("text", (column,), (), f"text: column {plain(column)} (found by name)")
    return None


def _longest(seen: Peek) -> Text | None:
    lengths = [(_prose_length(_values(seen, column)), column) for column in seen.columns]
    best = max((length for length, _ in lengths), default=0.0)
    if best < _LONG:
        return None
    column = min(column for length, column in lengths if length == best)
    return Text("text", (column,), (), f"text: column {plain(column)} (its strings are longest)")


def _prose_length(values: list[object]) -> float:
    """Return the mean length of a column's strings, 0 if they do not read like sentences."""
    texts = [value for value in values if isinstance(value, str)]
    prose = [text for text in texts if " " in text.strip() or any(c >= _NO_SPACES for c in text)]
    if not texts or len(texts) < len(values) or 2 * len(prose) < len(texts):
        return 0.0
    return sum(map(len, texts)) / len(texts)


def _values(seen: Peek, path: str) -> list[object]:
    """Return what the first records state at a path, leaving out those that state nothing."""
    values = (value_at(record, path) for record in seen.records)
    return [value for value in values if value is not None and value != ""]


def _are_turns(values: list[object]) -> bool:
    stated = [value for value in values if value != []]
    return bool(stated) and all(turns_of(value) is not None for value in stated)


def _may_be_text(values: list[object]) -> bool:
    return not values or any(map(is_texty, values)) or _are_turns(values)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text.strip().lower() in {"true", "false"}
    return True


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(plain, names))
