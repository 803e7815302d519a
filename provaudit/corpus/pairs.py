"""Find prompt and answers in columns of their own."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from provaudit.corpus.fields import folded, known_fields
from provaudit.corpus.peek import Peek, column_named, stated_at
from provaudit.corpus.turns import answer_text, is_texty, turns_of

# What makes ``response`` into response_0, response1 or response_a.
_NUMBERED = re.compile(r"(.+?)(?:_?([0-9]{1,3})|_([a-d]))")


class Pair(NamedTuple):
    """The columns that hold a prompt, and those that hold what answers it."""

    prompt: tuple[str, ...]
    answer: tuple[str, ...]


def found_pair(seen: Peek) -> Pair | None:
    """Return prompt and answers by their names; None unless the answers may be text."""
    known = known_fields()
    prompt = prompts_in(seen) or _columns(seen, known.inputs)
    wanted = known.answers if prompt else known.answers_alone
    for answer in (*_groups(seen, wanted), *_numbered(seen, wanted)):
        if all(_may_be_answer(stated_at(seen, column)) for column in answer):
            return Pair(prompt, answer)
    return None


def prompts_in(seen: Peek) -> tuple[str, ...]:
    """Return the column that holds the prompt, and those that add to it; empty without one."""
    known = known_fields()
    prompt = _columns(seen, known.prompts)[:1]
    return (*prompt, *_columns(seen, known.inputs)) if prompt else ()


def is_prompt(column: str) -> bool:
    """Return whether a column is known by its name to hold prompts."""
    return folded(column) in known_fields().prompts


def _columns(seen: Peek, names: tuple[str, ...]) -> tuple[str, ...]:
    columns = (column_named(seen, name) for name in names)
    return tuple(column for column in columns if column is not None)


def _groups(seen: Peek, wanted: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    for names in wanted:
        columns = _columns(seen, names)
        if len(columns) == len(names):
            yield columns


def _numbered(seen: Peek, wanted: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    names = [group[0] for group in wanted if len(group) == 1]
    matches = [(_NUMBERED.fullmatch(folded(column)), column) for column in seen.columns]
    for name in names:
        found = sorted(
            (int(match[2] or 0), match[3] or "", column)
            for match, column in matches
            if match and match[1] == name and _may_be_answer(stated_at(seen, column))
        )
        if found:
            yield tuple(column for _, _, column in found)


def _may_be_answer(values: list[object]) -> bool:
    return not values or any(map(_is_answer, values))


def _is_answer(value: object) -> bool:
    if isinstance(value, (list, Mapping)):
        return turns_of(value) is not None or answer_text(value) is not None
    return is_texty(value) or turns_of(value) is not None
