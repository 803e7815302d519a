"""Choose the records kept with text: the k smallest content hashes of each source x origin.

A bottom-k sample by hash needs no knowledge of the corpus, merges by taking the k smallest again,
and is the same for any split and file format (Broder 1997; Cohen & Kaplan 2007). Equal texts
have one hash, so it is a sample of distinct texts.
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from provaudit import fence
from provaudit.kernels.buffers import numbers

# Characters of a record that are kept: enough for every linguistic measure and for a reviewer.
KEPT_CHARACTERS = 4_000
# Characters of what it answers to.
KEPT_PROMPT = 2_000
# Bytes (about) held in memory; above it, the candidates so far are handed out and forgotten.
_HELD = 32 << 20
_ROW_OVERHEAD = 400

_COLUMNS = ["content_hash", "source", "origin", "record_id", "file", "position", "language"]
_HIGHEST = b"\xff" * 16

_NOTHING = fence.plain_schema(fence.SAMPLE).empty_table()


class _Candidate(NamedTuple):
    file: str
    position: int
    record_id: str
    language: str | None
    text: str | None
    prompt: str | None


class Sampler:
    """Collects candidates for the sample of one shard in bounded memory.

    Of each stratum at most the k smallest are handed on, more only where the strata of one shard
    are so many that their samples do not fit in memory together.

    ``size`` is k; with ``redact`` no text is kept.
    """

    def __init__(self, size: int, redact: bool) -> None:
        self._size = size
        self._redact = redact
        self._strata: dict[tuple[str, str], dict[bytes, _Candidate]] = {}
        self._limits: dict[tuple[str, str], bytes] = {}
        self._held = 0

    def take(self, records: pa.Table, text: pa.Array, prompt: pa.Array) -> pa.Table:
        """Consider a batch of records; return candidates that no longer fit in memory, if any."""
        chosen = self._hopeful(records)
        some = records.select(_COLUMNS).take(numbers(chosen))
        rows = zip(chosen.tolist(), *(column.to_pylist() for column in some.columns), strict=True)
        for row, rank, source, origin, record_id, file, position, language in rows:
            stratum = (source, origin)
            if rank > self._limits.get(stratum, _HIGHEST):
                continue
            known = self._strata.setdefault(stratum, {}).get(rank)
            if known is None or (file, position) < known[:2]:
                shown = (
                    self._shown(text, row, KEPT_CHARACTERS),
                    self._shown(prompt, row, KEPT_PROMPT),
                )
                self._keep(stratum, rank, _Candidate(file, position, record_id, language, *shown))
        if self._held > _HELD:
            for stratum in self._strata:
                self._cut(stratum)
        return self.rest() if self._held > _HELD else _NOTHING

    def rest(self) -> pa.Table:
        """Return the candidates held, ordered, and forget them."""
        rows = [
            (*stratum, rank, *candidate)
            for stratum, kept in sorted(self._strata.items())
            for rank, candidate in sorted(kept.items())[: self._size]
        ]
        self._strata.clear()
        self._held = 0
        if not rows:
            return _NOTHING
        names = ("source", "origin", "rank", *_Candidate._fields)
        columns = dict(zip(names, zip(*rows, strict=True), strict=True))
        return pa.table(
            [pa.array(columns[field.name], field.type) for field in _NOTHING.schema],
            schema=_NOTHING.schema,
        )

    def _hopeful(self, records: pa.Table) -> NDArray[np.int64]:
        """Return the rows that may be among the k smallest of their stratum; few that are not.

        Ranks are compared by their first 8 bytes.
        """
        rows = pc.indices_nonzero(pc.is_valid(records["content_hash"])).to_numpy()
        ranks = _first_bytes(records["content_hash"])[rows]
        strata, codes = _strata(records)
        limits = [_number(self._limits.get(stratum, _HIGHEST)) for stratum in strata]
        codes = codes[rows]
        order = np.lexsort((ranks, codes))
        ranks, codes = ranks[order], codes[order]
        begins = np.diff(codes, prepend=-1) != 0
        distinct = np.cumsum(begins | (np.diff(ranks, prepend=ranks[:1]) != 0))
        before = np.maximum.accumulate(np.where(begins, distinct, 0))
        hopeful = (distinct - before < self._size) & (ranks <= np.array(limits, np.uint64)[codes])
        found: NDArray[np.int64] = np.sort(rows[order[hopeful]]).astype(np.int64)
        return found

    def _shown(self, texts: pa.Array, row: int, characters: int) -> str | None:
        whole: str | None = None if self._redact else texts[row].as_py()
        return whole and whole[:characters]

    def _keep(self, stratum: tuple[str, str], rank: bytes, candidate: _Candidate) -> None:
        kept = self._strata[stratum]
        self._held += _weight(candidate) - (_weight(kept[rank]) if rank in kept else 0)
        kept[rank] = candidate
        if len(kept) >= 2 * self._size:
            self._cut(stratum)

    def _cut(self, stratum: tuple[str, str]) -> None:
        """Forget what can no longer be among the k smallest, and never take it again."""
        kept = self._strata[stratum]
        ranks = sorted(kept)
        for surplus in ranks[self._size :]:
            self._held -= _weight(kept.pop(surplus))
        if len(ranks) >= self._size:
            self._limits[stratum] = ranks[self._size - 1]


def _strata(records: pa.Table) -> tuple[list[tuple[str, str]], NDArray[np.int64]]:
    """Return the strata of a batch, and of each record which of them it belongs to."""
    source, origin = (
        records[name].combine_chunks().dictionary_encode() for name in ("source", "origin")
    )
    pairs = [(one, other) for one in source.dictionary for other in origin.dictionary]
    strata = [(one.as_py(), other.as_py()) for one, other in pairs]
    codes: NDArray[np.int64] = np.asarray(source.indices).astype(np.int64) * len(origin.dictionary)
    return strata, codes + np.asarray(origin.indices)


def _first_bytes(ranks: pa.ChunkedArray) -> NDArray[np.uint64]:
    """Return the first 8 bytes of each rank as a number of the same order."""
    column = ranks.combine_chunks()
    halves = np.frombuffer(column.buffers()[1], ">u8")[2 * column.offset :: 2]
    return halves[: len(column)].astype(np.uint64)


def _number(rank: bytes) -> int:
    return int.from_bytes(rank[:8])


def _weight(candidate: _Candidate) -> int:
    return _ROW_OVERHEAD + 2 * (len(candidate.text or "") + len(candidate.prompt or ""))
