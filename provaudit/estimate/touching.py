"""Answers that do not touch their prompt: of its content words, how many occur in the answer.

From the bounded ``sample``, so that it costs the same whatever the corpus. A pair is judged if
prompt and answer are identified as the same language, one that puts spaces between words, the
prompt has at least 5 content words and the answer at least 20 words. Content words are the
different words of 5 letters or more; they are compared by their first 5 letters, so that endings
do not matter. When it fails: answers that rightly speak in other words, such as summaries by topic.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from provaudit.estimate.tokens import BY_CHARACTER

if TYPE_CHECKING:
    from provaudit.store import Store

LEAST_CONTENT_WORDS, LEAST_ANSWER_WORDS = 5, 20
_STEM = 5
_CONTENT_WORD = re.compile(rf"[^\W\d_]{{{_STEM},}}")
_WORD = re.compile(r"\w+")
_PAIRS = files("provaudit.estimate") / "pairs.sql"
_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("origin", pa.string()),
        ("file", pa.string()),
        ("position", pa.int64()),
        ("touched", pa.float64()),
    ]
)


def no_touching() -> pa.Table:
    """Return the table ``touching`` without rows, for data that has no prompts."""
    return _SCHEMA.empty_table()


def find_touching(store: Store) -> None:
    """Make the table ``touching``: a row for each sampled pair of prompt and answer.

    ``touched`` is the share of the prompt's content words that occur in the answer, null where
    the pair is not judged. Texts are as far as the sample keeps them.
    """
    rows = store.rows_of(_PAIRS, {})
    prompts, answers = (
        pa.array([row[of] for row in rows], pa.large_string()) for of in ("prompt", "text")
    )
    judged = _in_one_language(prompts, answers) if rows else []
    pairs = zip(rows, judged, strict=True)
    shares = [touched(row["prompt"], row["text"]) if told else None for row, told in pairs]
    columns = [pa.array([row[name] for row in rows]) for name in _SCHEMA.names[:-1]]
    arrays = [column.cast(kind) for column, kind in zip(columns, _SCHEMA.types, strict=False)]
    store.put("touching", pa.table([*arrays, pa.array(shares, pa.float64())], schema=_SCHEMA))


def touched(prompt: str, answer: str) -> float | None:
    """Return the share of the prompt's content words in the answer; None where too few to say."""
    asked = _content(prompt)
    if len(asked) < LEAST_CONTENT_WORDS or len(_WORD.findall(answer)) < LEAST_ANSWER_WORDS:
        return None
    return len(asked & _content(answer)) / len(asked)


def _content(text: str) -> set[str]:
    return {word[:_STEM] for word in _CONTENT_WORD.findall(text.casefold())}


def _in_one_language(prompts: pa.Array, answers: pa.Array) -> list[bool]:
    from provaudit.kernels.language import identify  # loads kernels, which only pairs need

    asked, answered = identify(prompts), identify(answers)
    spaced = pc.invert(pc.is_in(asked, value_set=pa.array(sorted(BY_CHARACTER))))
    same: list[bool] = pc.fill_null(pc.and_(pc.equal(asked, answered), spaced), False).to_pylist()
    return same
