"""The samples of n-grams and shingles do not depend on how records are cut into batches."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit import fence
from provaudit.kernels.minhash import sign
from provaudit.kernels.text import measure_with_words
from provaudit.scan.grams import ShingleSampler, ngram_rows

TEXTS = ["one two three four five six", "a b c d e f g", "one two three four five seven", "", "x y"]


def scanned(texts: list[str], start: int = 0):  # type: ignore[no-untyped-def]  # noqa: ANN201
    features, words = measure_with_words(pa.array(texts, pa.large_string()))
    records = pa.table(
        {
            "record_id": [f"r{start + i}" for i in range(len(texts))],
            "source": pa.array(["s"] * len(texts), pa.string()),
            "origin": pa.array(["human"] * len(texts), pa.string()),
            "file": pa.array(["f"] * len(texts), pa.string()),
            "position": pa.array(range(start, start + len(texts)), pa.int64()),
            "content_hash": features.content_hash,
        }
    )
    return records, words, sign(words).rank


@given(st.lists(st.sampled_from(TEXTS), max_size=12), st.integers(0, 12))
def test_any_split_gives_the_same_shingles(texts: list[str], cut: int) -> None:
    whole, parted = ShingleSampler(), ShingleSampler()
    whole.take(*scanned(texts))
    parted.take(*scanned(texts[:cut]))
    parted.take(*scanned(texts[cut:], cut))
    assert whole.rest().equals(parted.rest())
    assert whole.rest().num_rows == len(set(texts) - {""})


def test_only_the_smallest_ranks_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "SHINGLE_TEXTS", 3)
    texts = [f"word{i} and five more words here" for i in range(20)]
    sampler = ShingleSampler()
    for start in range(0, 20, 4):
        sampler.take(*scanned(texts[start : start + 4], start))
    ranks = sign(measure_with_words(pa.array(texts, pa.large_string()))[1]).rank.to_pylist()
    assert sampler.rest()["rank"].to_pylist() == sorted(ranks)[:3]


def test_ngrams_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "NGRAM_ONE_IN", 1)  # keep all of them
    records, words, _ = scanned(["a a b", "a b"])
    counted = {}
    for row in ngram_rows(records, words).to_pylist():
        counted.setdefault(row["n"], []).append(row["count"])
    assert sorted(counted[1]) == [2, 3]  # b twice, a three times
    assert sorted(counted[2]) == [1, 2]  # "a a" once, "a b" twice
    assert counted[3] == [1]
