"""Search a batch of texts for patterns: a cheap pass over all, Python's ``re`` on the rest.

At most ``MAX_HITS`` hits are kept per record and detector, the first ones; of each pattern at
most ``MAX_TRIED`` matches are looked at, so that no text can make the search run away.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from provaudit.evidence.guards import GUARDS, Context
from provaudit.evidence.hits import Hit, hits_table
from provaudit.evidence.patterns import Pattern
from provaudit.model import TextBatch

MAX_HITS = 20
MAX_TRIED = 1000
_AROUND = 40
_MAX_SHOWN = 120


def find_patterns(batch: TextBatch, detector: str, patterns: tuple[Pattern, ...]) -> pa.Table:
    """Return the hits of these patterns in the batch's texts, in order of row, offset and code."""
    hits: list[Hit] = []
    shape = batch.file.layout.shape
    for row in rows_with_literals(batch.text, patterns).to_pylist():
        context = Context(batch.text[row].as_py(), shape)
        hits.extend(_hits_in(context, row, detector, patterns))
    return hits_table(hits)


def rows_with_literals(text: pa.Array, patterns: tuple[Pattern, ...]) -> pa.Array:
    """Return the rows (uint64) whose text holds a literal of some pattern, in any case."""
    holds = pc.match_substring_regex(text, pattern=_any_literal(patterns), ignore_case=True)
    return pc.indices_nonzero(pc.fill_null(holds, False))


@cache
def _any_literal(patterns: tuple[Pattern, ...]) -> str:
    literals = sorted({literal for pattern in patterns for literal in pattern.literals})
    return "|".join(re.escape(literal) for literal in literals)


def _hits_in(context: Context, row: int, detector: str, patterns: Sequence[Pattern]) -> list[Hit]:
    lowered = context.text.lower()
    hits = [
        Hit(row, detector, pattern.id, pattern.tier, pattern.says, start, excerpt)
        for pattern in patterns
        if any(literal in lowered for literal in pattern.literals)
        for start, excerpt in islice(_matches(context, pattern), MAX_HITS)
    ]
    return sorted(hits, key=lambda hit: (hit.offset, hit.code))[:MAX_HITS]


def _matches(context: Context, pattern: Pattern) -> Iterator[tuple[int, str]]:
    for match in islice(pattern.expression.finditer(context.text), MAX_TRIED):
        start, end = match.span()
        if all(GUARDS[guard](context, start, end) for guard in pattern.guards):
            yield start, _excerpt(context.text, start, end)


def _excerpt(text: str, start: int, end: int) -> str:
    """Return the hit with 40 characters to either side, white space folded, otherwise raw."""
    shown = text[max(0, start - _AROUND) : min(end, start + _MAX_SHOWN) + _AROUND]
    return " ".join(shown.split())
