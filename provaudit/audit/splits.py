"""The split that the name of a file speaks of: train, validation or test."""

import re

# As published corpora name their files: train.jsonl, data/train-00000-of-00001.parquet, dev/a.txt.
_SAID = {
    "train": "train",
    "training": "train",
    "validation": "validation",
    "valid": "validation",
    "val": "validation",
    "dev": "validation",
    "test": "test",
    "testing": "test",
    "eval": "test",
}
_BETWEEN = re.compile(r"[/._-]+")


def split_of(name: str) -> str | None:
    """Return the split that a file ``name`` (a path) speaks of; None if of none or of several.

    The last part of the path that speaks of a split decides: ``train/test.jsonl`` is a test set.
    """
    for part in reversed(name.lower().split("/")):
        said = {_SAID[word] for word in _BETWEEN.split(part) if word in _SAID}
        if said:
            return said.pop() if len(said) == 1 else None
    return None
