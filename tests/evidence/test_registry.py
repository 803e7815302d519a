"""Known datasets by name and layout: what is recognised, what is not, and what a hit says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from provaudit.evidence.registry import find_known_datasets
from provaudit.known_datasets import datasets, laid_out_like, recognise
from provaudit.model import TextBatch

MakeBatch = Callable[..., TextBatch]


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("tatsu-lab/alpaca", "tatsu-lab/alpaca"),
        ("Alpaca_Data", "tatsu-lab/alpaca"),
        ("https://huggingface.co/datasets/tatsu-lab/alpaca/tree/main?x=1", "tatsu-lab/alpaca"),
        (" FineWeb-Edu ", "HuggingFaceFW/fineweb-edu"),
        # Ordinary words, parts of names, other people's work on it, and short names.
        *((name, None) for name in ("alpaca", "magpie", "my-alpaca_data", "camel", "pile", "")),
        ("someone/alpaca_data", None),
    ],
)
def test_names(name: str, dataset: str | None) -> None:
    known = recognise(name)
    assert (known.id if known else None) == dataset


def test_every_row_is_found_by_its_id_and_says_when() -> None:
    for known in datasets():
        found = recognise(known.id)
        assert found is not None
        assert found.origin == known.origin
        assert known.released[:2] == "20" or known.released == ""


def test_layouts() -> None:
    columns = ["question", "human_answers", "chatgpt_answers", "source"]
    assert [known.id for known in laid_out_like(columns)] == ["Hello-SimpleAI/HC3"]
    assert laid_out_like(["question", "human_answers"]) == ()


def test_hits_of_a_column_win_over_the_file(make_batch: MakeBatch) -> None:
    sources = ["databricks/databricks-dolly-15k", "fineweb", None, "our own"]
    batch = make_batch(["a", "b", "c", "d"], columns={"source": sources})
    known = replace(batch.file, known="Open-Orca/OpenOrca", known_by="folder openorca")
    hits = find_known_datasets(replace(batch, file=known)).to_pylist()
    assert [(hit["row"], hit["code"], hit["tier"], hit["says"]) for hit in hits] == [
        (0, "databricks/databricks-dolly-15k", "registry", "human"),
        (1, "HuggingFaceFW/fineweb", "registry", None),
        (2, "Open-Orca/OpenOrca", "registry", "synthetic"),
        (3, "Open-Orca/OpenOrca", "registry", "synthetic"),
    ]
    assert [hit["excerpt"] for hit in hits[2:]] == ["folder openorca"] * 2
    # Several models wrote OpenOrca: nobody knows which wrote this record.
    assert [hit["generator"] for hit in hits] == [None] * 4


def test_a_layout_only_hints(make_batch: MakeBatch) -> None:
    batch = make_batch(["a"])
    layout = replace(batch.file.layout, alike=("Hello-SimpleAI/HC3",))
    (hit,) = find_known_datasets(
        replace(batch, file=replace(batch.file, layout=layout))
    ).to_pylist()
    assert (hit["tier"], hit["says"], hit["code"]) == ("shape", None, "Hello-SimpleAI/HC3")
