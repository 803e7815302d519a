"""What the style kernel reads, and that a scan and training read the same."""

import numpy as np
import pyarrow as pa
import pytest

from provaudit.kernels.compilation import compile_all
from provaudit.kernels.style import BUCKETS, WORD_BUCKETS, read_features, sum_weights

TEXT = 'It was cold. The old man, who hadn\'t slept, was walking slowly; he said: "Go on!"'
WEIGHTS = np.random.default_rng(5).integers(-127, 128, BUCKETS).astype(np.int8)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_all()


def column(*texts: str | None) -> pa.Array:
    return pa.array(texts, pa.large_string())


def buckets(text: str) -> list[int]:
    return read_features(column(text)).buckets.tolist()


@pytest.mark.parametrize(
    "same",
    [
        TEXT.replace(" ", "\n"),
        TEXT.replace('"', "\u201c"),
        TEXT.replace("'", "\u2019"),
        TEXT.upper(),
        "**" + TEXT.replace("old man", "*old* `man`") + "**",
        "# " + TEXT,
        "- " + TEXT,
        TEXT.replace("cold. The", "cold.The"),
    ],
)
def test_layout_and_markup_say_nothing(same: str) -> None:
    assert buckets(same) == buckets(TEXT)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a cat", "a dog"), ("He came.", "He came!"), ("well-known", "well known"), ("cant", "can't")],
)
def test_words_and_marks_say_something(one: str, other: str) -> None:
    assert buckets(one) != buckets(other)


def test_numbers_are_alike_and_content_words_are_in_the_skeleton_by_ending() -> None:
    assert buckets("in 1984") == buckets("in 7")
    one, other = (read_features(column(text)) for text in ("the walking", "the jumping"))
    assert one.buckets[one.middles[0] :].tolist() == other.buckets[other.middles[0] :].tolist()
    assert one.buckets[: one.middles[0]].tolist() != other.buckets[: other.middles[0]].tolist()


def test_counts_by_hand() -> None:
    found = read_features(column("the cat the cat", None, ""))
    # words: the, cat, the cat, cat the; skeleton: 2 + 2 + 2 (3-grams) + 1 (4-gram)
    assert found.offsets.tolist() == [0, 11, 11, 11]
    assert found.middles.tolist() == [4, 11, 11]
    assert found.words.tolist() == [4, 0, 0]
    assert (found.buckets[:4] < WORD_BUCKETS).all()
    assert (found.buckets[4:] >= WORD_BUCKETS).all()


def test_a_scan_sums_the_weights_of_the_features_that_training_reads() -> None:
    texts = column(TEXT, None, "x " * 5000, "", "naïve \u4e2d\u6587 \U0001f600 -- ... 12")
    features, sums = read_features(texts), sum_weights(texts, WEIGHTS)
    for row in range(len(texts)):
        first, middle, end = (
            features.offsets[row], features.middles[row], features.offsets[row + 1]
        )  # fmt: skip
        assert sums.sums[row, 0] == WEIGHTS[features.buckets[first:middle]].sum(dtype=int)
        assert sums.sums[row, 1] == WEIGHTS[features.buckets[middle:end]].sum(dtype=int)
        assert sums.features[row].tolist() == [middle - first, end - middle]
    assert np.array_equal(sums.measures, features.measures)


def test_a_record_is_read_without_its_neighbours() -> None:
    alone, behind = read_features(column("-a b")), read_features(column("end", "-a b"))
    assert alone.buckets.tolist() == behind.buckets[behind.offsets[1] :].tolist()


def test_what_is_not_wanted_is_not_read() -> None:
    sums = sum_weights(column("a b", "a b"), WEIGHTS, np.array([False, True]))
    assert sums.words.tolist() == [0, 2]
    assert sums.features.tolist() == [[0, 0], [3, 3]]
    assert not sums.sums[0].any()


def test_wrong_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="int8"):
        sum_weights(column("a"), WEIGHTS[:-1])
