"""Rows of ``ngrams`` and candidates for ``shingles``: samples by hash, the same for any split."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from provaudit import fence
from provaudit.kernels.buffers import numbers
from provaudit.kernels.minhash import shingles_of
from provaudit.kernels.ngrams import limit_for, sample_ngrams
from provaudit.kernels.words import Tokens

# 5-gram hashes kept of one text; a longer one is represented by its smallest.
KEPT_SHINGLES = 2_000
_NO_LIMIT = (1 << 64) - 1


def ngram_rows(records: pa.Table, words: Tokens) -> pa.Table:
    """Return the kept n-grams of a batch, counted by source and origin."""
    grams = sample_ngrams(words, limit_for(1 / fence.NGRAM_ONE_IN))
    strata = records.select(["source", "origin"]).take(numbers(grams.row))
    rows = strata.append_column("n", numbers(grams.n.astype(np.int8)))
    rows = rows.append_column("hash", numbers(grams.hash))
    rows = rows.append_column("count", numbers(grams.occurrences))
    counted = rows.group_by(["source", "origin", "n", "hash"]).aggregate([("count", "sum")])
    return counted.rename_columns(
        [name.removesuffix("_sum") for name in counted.column_names]
    ).sort_by([(name, "ascending") for name in ("source", "origin", "n", "hash")])


class ShingleSampler:
    """Keeps the texts of one shard with the smallest rank, equal texts once, with their shingles.

    Near-duplicates share a rank with probability equal to their similarity, so they are sampled
    together (Broder 1997). Memory: ``fence.SHINGLE_TEXTS`` texts of KEPT_SHINGLES hashes, twice.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, bytes], dict[str, object]] = {}
        self._limit = _NO_LIMIT

    def take(self, records: pa.Table, words: Tokens, rank: pa.Array) -> None:
        """Consider the records of a batch."""
        for row, key in self._candidates(records, rank):
            place = (records["file"][row].as_py(), records["position"][row].as_py())
            known = self._kept.get(key)
            if known is None or place < (known["file"], known["position"]):
                names = ("record_id", "source", "origin", "file", "position")
                told = {name: records[name][row].as_py() for name in names}
                hashes = shingles_of(words, row, KEPT_SHINGLES).tolist()
                self._kept[key] = {**told, "rank": key[0], "shingles": hashes}
        self._cut()

    def rest(self) -> pa.Table:
        """Return the rows of ``shingles``, by rank."""
        rows = [self._kept[key] for key in sorted(self._kept)]
        return pa.Table.from_pylist(rows, schema=fence.plain_schema(fence.SHINGLES))

    def _candidates(
        self, records: pa.Table, rank: pa.Array
    ) -> Iterator[tuple[int, tuple[int, bytes]]]:
        """Return row and key of the records that may be among the smallest, this batch counted."""
        rows = zip(rank.to_pylist(), records["content_hash"].to_pylist(), strict=True)
        keys = {
            row: (value, text)
            for row, (value, text) in enumerate(rows)
            if value is not None and text is not None and value <= self._limit
        }
        smallest = sorted({*keys.values(), *self._kept})[: fence.SHINGLE_TEXTS]
        return ((row, key) for row, key in keys.items() if key <= smallest[-1])

    def _cut(self) -> None:
        keys = sorted(self._kept)
        for surplus in keys[fence.SHINGLE_TEXTS :]:
            del self._kept[surplus]
        if len(keys) >= fence.SHINGLE_TEXTS:
            self._limit = keys[fence.SHINGLE_TEXTS - 1][0]
