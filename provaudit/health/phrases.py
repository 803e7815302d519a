"""Refusals and stock answers, told by how a text or its last sentence begins (``phrases.toml``).

When it fails: a person may begin a letter with the same words, and a model declines in others. So
this is a rate to look at, in data of answers above all, and evidence of nothing else.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8, read_texts
from provaudit.kernels.edges import KEY_BYTES, find_edges

_LONGEST = 160  # bytes that are held against the phrases
_APOSTROPHES = "’‘`´"  # noqa: RUF001 - typography is meant

# By their key, the first bytes; a phrase has one for each way of writing those.
_ByKey = dict[int, tuple[str, ...]]


def find_phrases(text: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return the refusal that each text begins with, and the stock phrase of its begin or end.

    As in ``phrases.toml``, null where there is none; of two stock phrases the first is named.
    """
    utf8 = read_texts(text)
    edges = find_edges(utf8)
    refusals = _found(utf8, edges.first, edges.first_key, _phrases("refusal", "opens"))
    closes = _found(utf8, edges.last, edges.last_key, _phrases("boilerplate", "closes"))
    opens = _found(utf8, edges.first, edges.first_key, _phrases("boilerplate", "opens"))
    stock = closes | opens
    return _column(refusals, len(text)), _column(stock, len(text))


def _found(
    text: Utf8, places: NDArray[np.int64], keys: NDArray[np.int64], phrases: _ByKey
) -> dict[int, str]:
    """Return by row the longest phrase with which the text goes on at its place."""
    found: dict[int, str] = {}
    for row in np.flatnonzero(np.isin(keys, list(phrases))).tolist():
        begin = int(text.starts[row] + places[row])
        piece = text.data[begin : min(begin + _LONGEST, int(text.ends[row]))]
        said = _folded(piece.tobytes().decode("utf-8", "ignore"))
        known = next((one for one in phrases[int(keys[row])] if _begins(said, one)), None)
        if known is not None:
            found[row] = known
    return found


def _begins(said: str, phrase: str) -> bool:
    """Return whether a text begins with a phrase that does not end inside of a word."""
    after = said[len(phrase) : len(phrase) + 1]
    spaced = phrase[-1].isascii() and phrase[-1].isalnum()
    return said.startswith(phrase) and not (spaced and after.isalnum())


def _folded(text: str) -> str:
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return " ".join(text.lower().split())


def _column(found: dict[int, str], rows: int) -> pa.Array:
    column = np.full(rows, None, dtype=object)
    column[list(found)] = list(found.values())
    return pa.array(column.tolist(), pa.string())


@cache
def _phrases(kind: str, place: str) -> _ByKey:
    """Return the phrases of all languages by their keys, the longest first."""
    languages = tomllib.loads((files("provaudit.health") / "phrases.toml").read_text("utf-8"))[kind]
    by_key: dict[int, set[str]] = {}
    for phrase in (phrase for one in languages.values() for phrase in one.get(place, [])):
        for key in _keys(phrase):
            by_key.setdefault(key, set()).add(phrase)
    return {key: tuple(sorted(some, key=lambda p: (-len(p), p))) for key, some in by_key.items()}


def _keys(phrase: str) -> Iterator[int]:
    for spelt in (phrase, phrase[:1].upper() + phrase[1:]):
        for apostrophe in f"'{_APOSTROPHES}":
            written = spelt.replace("'", apostrophe).encode()[:KEY_BYTES]
            yield int.from_bytes(bytes(b | 32 if 65 <= b <= 90 else b for b in written), "big")
