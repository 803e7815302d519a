"""Identifiers in texts, and which of them cannot exist: hallucination leaves such traces.

Kernels find them and judge dates and URLs; the labelled ones are judged here, one by one. When it
fails: documentation uses reserved domains on purpose, a book may discuss 31 February, and a digit
lost in scanning makes an honest ISBN impossible. So this is a rate to compare between sources.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from provaudit.health.numbers import (
    Reader,
    read_arxiv,
    read_doi,
    read_iban,
    read_isbn,
    read_issn,
)
from provaudit.kernels.buffers import Utf8, read_texts
from provaudit.kernels.identifiers import (
    ARXIV,
    DATE,
    DOI,
    IBAN,
    ISBN,
    ISSN,
    KINDS,
    URL,
    Identifiers,
    find_identifiers,
)

FOUND = pa.schema(
    [
        ("row", pa.int64()),
        ("kind", pa.string()),
        ("seen", pa.int64()),
        ("impossible", pa.int64()),
        ("offset", pa.int64()),
        ("example", pa.string()),
    ]
)
_READERS: dict[int, Reader] = {
    ISBN: read_isbn,
    ISSN: read_issn,
    IBAN: read_iban,
    DOI: read_doi,
    ARXIV: read_arxiv,
}
_READ = 120  # bytes from a label on
# Bytes of an impossible date or URL that are shown before and after its place.
_SHOWN = {URL: (len("https"), 60), DATE: (len("September "), 20)}


class _Place(NamedTuple):
    """Where the first impossible identifier of a text begins, in bytes, and what stands there."""

    byte: int
    example: str


def count_identifiers(text: pa.Array) -> pa.Table:
    """Return of each text the identifiers of each kind that it holds: ``FOUND``, by row and kind.

    ``seen`` of them ``impossible``; ``offset`` (in characters) and ``example`` are those of the
    first impossible one, null if all are possible. Of labelled ones at most 1,000 of a text count.
    """
    utf8 = read_texts(text)
    found = find_identifiers(utf8)
    seen: Counter[tuple[int, int]] = Counter()
    impossible: Counter[tuple[int, int]] = Counter()
    first: dict[tuple[int, int], _Place] = {}
    _add_judged(found, utf8, seen, impossible, first)
    for row, kind, place, example, possible in _labelled(found, utf8):
        seen[row, kind] += 1
        if not possible:
            impossible[row, kind] += 1
            first.setdefault((row, kind), _Place(place, example))
    keys = sorted(seen, key=lambda key: (key[0], KINDS[key[1]]))
    return pa.Table.from_pylist([_row(key, seen, impossible, first, utf8) for key in keys], FOUND)


def _add_judged(
    found: Identifiers,
    text: Utf8,
    seen: Counter[tuple[int, int]],
    impossible: Counter[tuple[int, int]],
    first: dict[tuple[int, int], _Place],
) -> None:
    for kind in (URL, DATE):
        for row in np.flatnonzero(found.seen[kind]).tolist():
            seen[row, kind] = int(found.seen[kind, row])
            if number := int(found.impossible[kind, row]):
                impossible[row, kind] = number
                at = int(found.first[kind, row])
                before, after = _SHOWN[kind]
                shown = _bytes(text, row, max(0, at - before), at + after)
                first[row, kind] = _Place(at, shown.split()[0] if kind == URL else shown)


def _labelled(found: Identifiers, text: Utf8) -> Iterator[tuple[int, int, int, str, bool]]:
    for row, kind, place in found.labelled.tolist():
        identifier = _READERS[kind](_bytes(text, row, place, place + _READ))
        if identifier is not None:
            yield row, kind, place, identifier.text, identifier.possible


def _bytes(text: Utf8, row: int, begin: int, end: int) -> str:
    start, last = int(text.starts[row]), int(text.ends[row])
    return text.data[start + begin : min(start + end, last)].tobytes().decode("utf-8", "ignore")


def _row(
    key: tuple[int, int],
    seen: Counter[tuple[int, int]],
    impossible: Counter[tuple[int, int]],
    first: dict[tuple[int, int], _Place],
    text: Utf8,
) -> dict[str, object]:
    row, kind = key
    place = first.get(key)
    return {
        "row": row,
        "kind": KINDS[kind],
        "seen": seen[key],
        "impossible": impossible[key],
        "offset": None if place is None else len(_bytes(text, row, 0, place.byte)),
        "example": None if place is None else " ".join(place.example.split()),
    }
