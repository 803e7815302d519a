"""Columns that name the model that made the record: the strongest evidence, and free.

Why it is evidence: people who generate data record the model beside it (``model``,
``generated_by``, distilabel's ``distilabel_metadata``, ShareGPT's ``from: gpt``).
When it fails: the column may name a judge, or a product of another kind; so a value counts only
if it is a known model's name, and names that are ordinary words only where the column can be
about nothing else. The generator column that a manifest names counts whatever it holds.
Source: the survey of artefacts, section 2; what it says of ShareGPT and distilabel is not verified.
"""

from collections.abc import Callable, Iterator

import pyarrow as pa

from provaudit.evidence.generators import names_nobody
from provaudit.evidence.hits import Hit, hits_table
from provaudit.evidence.stated import dated
from provaudit.generators import name_at_a_time
from provaudit.model import TextBatch

NAME = "markers"
GENERATOR_COLUMN = "generator"
_MARKER = "marker:"
_EXCERPT = 80

# Columns that are about generation by their very name: a bare "claude" is a model there.
_ABOUT_GENERATORS = frozenset(
    (
        *("generator", "generated_by", "generator_name", "generator_model", "generation_model"),
        *("gen_model", "llm", "llm_name", "llm_model"),
    )
)
_WRITTEN_BY_A_PIPELINE = frozenset(["distilabel_metadata"])
_EMPTY_JSON = frozenset(["{}", "[]"])
_TURN_ROLES = "[].from"
# ``gpt`` is a convention for "the model" in ShareGPT files, whichever model it was.
_MODEL_ROLES: dict[str, str | None] = {
    "gpt": None,
    "chatgpt": "chatgpt",
    "bard": "palm-2",
    "claude": "claude",
    "bing": None,
}

# From a cell, and whether its record is dated, to (is it evidence, which model it names).
_Verdict = tuple[bool, str | None]
_Judge = Callable[[str, bool], _Verdict]


def find_markers(batch: TextBatch) -> pa.Table:
    """Return a hit for each cell that names a model, in marker columns and the generator column."""
    hits: list[Hit] = []
    judges = {key: judge for key in sorted(batch.columns) if (judge := _judge_of(key))}
    when = dated(batch) if judges else []
    for key, judge in judges.items():
        code = f"column:{key}" if key == GENERATOR_COLUMN else key
        hits.extend(_hits_of(batch.columns[key], when, code, judge))
    return hits_table(hits)


def names_model(field: str, value: str) -> bool:
    """Return whether a cell of the marker column ``field`` (a dotted path) is evidence."""
    judge = _judge_of(_MARKER + field)
    return judge is not None and not names_nobody(value) and judge(value, True)[0]


def _judge_of(key: str) -> _Judge | None:
    if key == GENERATOR_COLUMN:
        return _any_name
    if not key.startswith(_MARKER):
        return None
    field = key.removeprefix(_MARKER)
    if field.endswith(_TURN_ROLES):
        return _turn_roles
    last = field.rsplit(".", 1)[-1].lower()
    if last in _WRITTEN_BY_A_PIPELINE:
        return _not_empty
    return _name_or_word if last in _ABOUT_GENERATORS else _name


def _hits_of(cells: pa.Array, when: list[bool], code: str, judge: _Judge) -> Iterator[Hit]:
    for row, (value, is_dated) in enumerate(zip(cells.to_pylist(), when, strict=True)):
        if value is None or names_nobody(value):
            continue
        evidence, generator = judge(value, is_dated)
        if evidence:
            excerpt = " ".join(value[:_EXCERPT].split())
            yield Hit(row, NAME, code, "marker", "synthetic", None, excerpt, generator)


def _name(value: str, dated: bool) -> _Verdict:
    known = name_at_a_time(value, dated=dated, bare=False)
    return known is not None, known


def _name_or_word(value: str, dated: bool) -> _Verdict:
    known = name_at_a_time(value, dated=dated)
    return known is not None, known


def _any_name(value: str, dated: bool) -> _Verdict:
    return True, name_at_a_time(value, dated=dated) or stated_name(value)


def _not_empty(value: str, dated: bool) -> _Verdict:
    return value.strip() not in _EMPTY_JSON, None


def _turn_roles(value: str, dated: bool) -> _Verdict:
    roles = {role.strip().lower() for role in value.split(",")} & _MODEL_ROLES.keys()
    named = sorted(name for role in roles if (name := _MODEL_ROLES[role]))
    return bool(roles), named[0] if named else None


def stated_name(value: str) -> str:
    """Return the name of a model we do not know as it is stated, cut to 80 characters."""
    return " ".join(value[:_EXCERPT].split())
