"""Find the text in the first records of a file: chat turns, prompt and answer, or one field."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from provaudit.corpus.fields import known_fields
from provaudit.corpus.pairs import found_pair, is_prompt, prompts_in
from provaudit.corpus.peek import Peek, column_named, stated_at
from provaudit.corpus.turns import answer_text, is_texty, plain_text, turns_of
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
    whose strings are longest, but never a prompt; a ``pair`` without text if there is only a
    prompt, a ``table`` if there is nothing.
    """
    found = _turns(seen) or _pair(seen) or _by_name(seen) or _longest(seen)
    return found or _only_prompt(seen) or Text("table")


def given_text(seen: Peek, path: str) -> Text:
    """Return how the field that the user named is to be read."""
    values = stated_at(seen, path)
    if _are_turns(values):
        return _turns_in(path, values, "as given")
    pair = found_pair(seen)
    if pair is not None and path in pair.answer:
        return _pair_in((path,), pair.prompt, "as given")
    if any(map(_needs_a_look_inside, values)):
        return _pair_in((path,), prompts_in(seen), "as given")
    return Text("text", (path,), (), f"text: column {plain(path)}, as given")


def _turns(seen: Peek) -> Text | None:
    for name in known_fields().turns:
        column = column_named(seen, name)
        if column is not None and _are_turns(values := stated_at(seen, column)):
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
    pair = found_pair(seen)
    return None if pair is None else _pair_in(pair.answer, pair.prompt, "found by name")


def _pair_in(text: tuple[str, ...], prompt: tuple[str, ...], how: str) -> Text:
    said = f"text: {_list(text)}; prompt: {_list(prompt) or 'none'} ({how})"
    return Text("pair", text, prompt, said)


def _only_prompt(seen: Peek) -> Text | None:
    prompt = prompts_in(seen)
    if not prompt:
        return None
    said = f"no text found: only a prompt, {_list(prompt)}, which is not judged"
    return Text("pair", (), prompt, f"{said} unless --text names it")


def _by_name(seen: Peek) -> Text | None:
    for name in known_fields().text:
        column = column_named(seen, name)
        if column is not None and _may_be_text(stated_at(seen, column)):
            return Text("text", (column,), (), f"text: column {plain(column)} (found by name)")
    return None


def _longest(seen: Peek) -> Text | None:
    columns = [column for column in seen.columns if not is_prompt(column)]
    lengths = [(_prose_length(stated_at(seen, column)), column) for column in columns]
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


def _are_turns(values: list[object]) -> bool:
    stated = [value for value in values if value != []]
    return bool(stated) and all(turns_of(value) is not None for value in stated)


def _needs_a_look_inside(value: object) -> bool:
    inside = isinstance(value, (list, Mapping)) and plain_text(value) is None
    return inside and answer_text(value) is not None


def _may_be_text(values: list[object]) -> bool:
    return not values or any(map(is_texty, values)) or _are_turns(values)


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(plain, names))
