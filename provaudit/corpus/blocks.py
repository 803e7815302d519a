"""From columns to what is judged: the block that ``pick`` would give record by record."""

from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from provaudit.corpus.cells import Column, labels, texts, values_in
from provaudit.corpus.columnar import NotColumnar
from provaudit.corpus.pick import AUTHORS, question_in, text_reader
from provaudit.corpus.rows import Block
from provaudit.corpus.turns import BETWEEN, answers, authors, questions, turns_of
from provaudit.model import Layout

_ZERO = pa.scalar(0, pa.int64())

# Gives the values at a dotted path of every record.
ColumnAt = Callable[[str], Column]


def block_of(position: pa.Array, column_at: ColumnAt, layout: Layout, limit: int) -> Block:
    """Return what the layout takes from records whose columns ``column_at`` gives.

    Raises NotColumnar if it takes a look at each record to say what it holds: where a text may
    exceed ``limit``, or bytes may not be UTF-8.
    """
    text, prompt = _text_and_prompt(column_at, layout, len(position))
    if _longest(text) + _longest(prompt) > limit:
        raise NotColumnar
    cells = [labels(column_at(path)) for _, path in layout.columns]
    cells += [_marker(column_at, path) for path in layout.markers]
    cells += [labels(column_at(path)) for _, path in layout.attributes]
    return Block(position, text, prompt, tuple(cells))


def sizes_of(text: pa.Array, prompt: pa.Array) -> pa.Array:
    """Return the bytes of text and prompt of each record."""
    return pc.add(*(pc.coalesce(pc.binary_length(each), _ZERO) for each in (text, prompt)))


def _longest(texts: pa.Array) -> int:
    return pc.max(pc.binary_length(texts)).as_py() or 0


def _text_and_prompt(column_at: ColumnAt, layout: Layout, rows: int) -> tuple[pa.Array, pa.Array]:
    if layout.shape == "turns":
        turns = [turns_of(value) or [] for value in values_in(column_at(layout.text[0]))]
        return (
            pa.array([answers(each) for each in turns], pa.large_string()),
            pa.array([questions(each) for each in turns], pa.large_string()),
        )
    text_in = text_reader(layout)
    return (
        _joined([texts(column_at(path), text_in) for path in layout.text], rows),
        _joined([texts(column_at(path), question_in) for path in layout.prompt], rows),
    )


def _joined(columns: Sequence[pa.Array], rows: int) -> pa.Array:
    if not columns:
        return pa.nulls(rows, pa.large_string())
    between = pa.scalar(BETWEEN, pa.large_string())
    joined = columns[0]
    for column in columns[1:]:
        # Not with null_handling="skip", which returns nothing at all where all are null.
        both = pc.binary_join_element_wise(joined, column, between)
        joined = pc.coalesce(both, joined, column)
    return joined


def _marker(column_at: ColumnAt, path: str) -> pa.Array:
    if path.endswith(AUTHORS):
        values = values_in(column_at(path.removesuffix(AUTHORS)))
        return pa.array([authors(value) for value in values], pa.string())
    return labels(column_at(path))
