"""Rows of ``ngrams`` and candidates for ``shingles``: samples by hash, the same for any split."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from provaudit import fence
from provaudit.kernels.buffers import numbers
from provaudit.kernels.minhash import shingles_of
from provaudit.kernels.ngrams import limit_for, sample_ngrams
from provaudit.kernels.words import Tokens

# 5-gram hashes kept of one text; a longer one is represented by its smallest.
KEPT_SHINGLES = 2_000
_NO_LIMIT = (1 << 64) - 1
_TOLD = ["record_id", "source", "origin", "file", "position", "rank", "content_hash"]


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
        self._kept: pa.Table | None = None
        self._shingles = pa.array([], pa.list_(pa.uint64()))
        self._limit = _NO_LIMIT

    def take(self, records: pa.Table, words: Tokens, rank: pa.Array) -> None:
        """Consider the records of a batch."""
        rows = self._candidates(records, rank)
        if not len(rows):
            return
        told = records.append_column("rank", rank).select(_TOLD).take(numbers(rows))
        held = len(self._shingles)
        known = told if self._kept is None else pa.concat_tables([self._kept, told])
        chosen = _smallest(known)
        new = chosen >= held
        fresh = shingles_of(words, rows[chosen[new] - held], KEPT_SHINGLES)
        self._kept = known.take(numbers(chosen)).combine_chunks()
        chosen[new] = held + np.arange(len(fresh))
        self._shingles = pa.concat_arrays([self._shingles, fresh]).take(numbers(chosen))
        if len(chosen) == fence.SHINGLE_TEXTS:
            self._limit = self._kept["rank"][-1].as_py()

    def rest(self) -> pa.Table:
        """Return the rows of ``shingles``, by rank."""
        schema = fence.plain_schema(fence.SHINGLES)
        if self._kept is None:
            return schema.empty_table()
        return self._kept.append_column("shingles", self._shingles).select(schema.names)

    def _candidates(self, records: pa.Table, rank: pa.Array) -> NDArray[np.int64]:
        """Return the rows of the records that may be among the smallest."""
        small = pc.fill_null(pc.less_equal(rank, pa.scalar(self._limit, pa.uint64())), False)
        rows = pc.indices_nonzero(pc.and_(small, pc.is_valid(records["content_hash"])))
        found: NDArray[np.int64] = rows.to_numpy().astype(np.int64)
        return found


def _smallest(rows: pa.Table) -> NDArray[np.int64]:
    """Return where the rows with the smallest keys stand, in order; of equal texts the first."""
    keys = [(name, "ascending") for name in ("rank", "content_hash", "file", "position")]
    order = pc.sort_indices(rows, sort_keys=keys).to_numpy().astype(np.int64)
    rank, text = (
        rows[name].take(numbers(order)).combine_chunks() for name in ("rank", "content_hash")
    )
    other = pc.or_(pc.not_equal(rank[1:], rank[:-1]), pc.not_equal(text[1:], text[:-1]))
    first = np.concatenate([np.ones(1, np.bool_), other.to_numpy(zero_copy_only=False)])
    chosen: NDArray[np.int64] = order[first][: fence.SHINGLE_TEXTS]
    return chosen
