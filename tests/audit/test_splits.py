"""What the name of a file says of its split."""

import pytest

from provaudit.audit.splits import split_of


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("train.jsonl", "train"),
        ("data/train-00000-of-00002.parquet", "train"),
        ("dev/a.txt", "validation"),
        ("VAL/part.jsonl.gz", "validation"),
        ("train/test.jsonl", "test"),
        ("corpus/news.jsonl", None),
        ("training_day.txt", "train"),
        ("train_test.csv", None),
        ("latest.csv", None),
    ],
)
def test_split_of_a_name(name: str, split: str | None) -> None:
    assert split_of(name) == split
