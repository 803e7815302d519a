"""Labelled rows for training and evaluation, from a Parquet file: see NEEDED and OPTIONAL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from provaudit.errors import UserError

NEEDED = ("text", "origin")
OPTIONAL = (
    "lang", "domain", "dataset", "generator_family", "attack",
    "weights_may_be_shipped", "shared_human_prefix", "license",
)  # fmt: skip
# Human and synthetic look interchanged in it.
_WRONG = ("raidar/news",)
# "Here is a story about …:" is a habit of some collections' prompts, not of style.
_PREAMBLE = re.compile(
    r"^\s*(?:(?:sure|certainly|of course|absolutely|okay|ok)\b[^\n:.!]{0,80}[!,.:]\s*)?"
    r"(?:(?:here(?:'s|\u2019s| is| are)|below is|this is|the following is)\b[^\n:]{0,160}:\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows with text as a column; the facts as object arrays of strings, '' where not stated."""

    text: pa.Array
    facts: dict[str, NDArray[np.object_]]
    shippable: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.text)

    def take(self, chosen: NDArray[np.int64]) -> Rows:
        """Return the chosen rows."""
        facts = {name: values[chosen] for name, values in self.facts.items()}
        return Rows(self.text.take(pa.array(chosen)), facts, self.shippable[chosen])


def read_rows(path: Path, *, language: str = "en") -> Rows:
    """Read the rows in ``language``, human prefixes cut off, equal texts of a label once.

    Code is left out, and registers whose labels are known to be wrong.

    Raises UserError for a file that is no Parquet file or lacks ``text`` or ``origin``.
    """
    try:
        names = pq.read_schema(path).names
        missing = [name for name in NEEDED if name not in names]
        if missing:
            raise UserError(f"{path}: no column {', '.join(missing)}: it needs text and origin")
        table = pq.read_table(path, columns=[n for n in (*NEEDED, *OPTIONAL) if n in names])
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{path}: cannot read it as Parquet: {error}") from error
    if "lang" in names:
        table = table.filter(pc.equal(table["lang"], language))
    table = table.filter(pc.is_valid(table["text"]))
    rows = _distinct(_rows(table))
    return rows.take(np.flatnonzero(~_left_out(rows)))


def _left_out(rows: Rows) -> NDArray[np.bool_]:
    """Return which rows are code, or of a register whose labels are known to be wrong."""
    pairs = zip(rows.facts["dataset"], rows.facts["domain"], strict=True)
    wrong = [domain.startswith("code") or f"{name}/{domain}" in _WRONG for name, domain in pairs]
    return np.array(wrong, np.bool_)


def _rows(table: pa.Table) -> Rows:
    nothing = pa.nulls(len(table), pa.string())
    facts = {
        name: _strings(table[name] if name in table.column_names else nothing)
        for name in ("origin", "domain", "dataset", "generator_family", "attack", "license")
    }
    given = "weights_may_be_shipped" in table.column_names
    shippable = (
        pc.fill_null(table["weights_may_be_shipped"], False).to_numpy().astype(np.bool_)
        if given
        else np.ones(len(table), np.bool_)
    )
    return Rows(_own_text(table), facts, shippable)


def _own_text(table: pa.Table) -> pa.Array:
    texts = table["text"].to_pylist()
    if "shared_human_prefix" in table.column_names:
        prefixes = table["shared_human_prefix"].to_pylist()
        texts = [text.removeprefix(p or "") for text, p in zip(texts, prefixes, strict=True)]
    return pa.array(texts, pa.large_string())


def _strings(column: pa.Array | pa.ChunkedArray) -> NDArray[np.object_]:
    return np.array(pc.fill_null(column.cast(pa.string()), "").to_pylist(), dtype=object)


def _distinct(rows: Rows) -> Rows:
    keys = zip(rows.text.to_pylist(), rows.facts["origin"], strict=True)
    first: dict[tuple[str, str], int] = {}
    for at, key in enumerate(keys):
        first.setdefault(key, at)
    return rows.take(np.array(sorted(first.values()), np.int64))


def stripped(text: pa.Array) -> pa.Array:
    """Return texts without a preamble such as "Here is a story about …:"."""
    return pa.array(
        [_PREAMBLE.sub("", one, count=1) for one in text.to_pylist()], pa.large_string()
    )
