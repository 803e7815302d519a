"""What an audit says about the links of near-duplicates, against a comparison of all pairs."""

import json
import random
from concurrent.futures import Executor
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq

from provaudit.audit import Request, audit

RECORDS = 400
WORDS = 120
Grams = set[tuple[str, ...]]


def variants() -> list[list[str]]:
    """Return texts in families of ten, each variant with more words changed than the one before."""
    chance = random.Random(5)
    vocabulary = [f"word{number}" for number in range(3000)]
    texts = []
    for number in range(RECORDS):
        if number % 10 == 0:
            family = chance.choices(vocabulary, k=WORDS)
        text = list(family)
        for _ in range(number % 10):
            text[chance.randrange(WORDS)] = chance.choice(vocabulary)
        texts.append(text)
    return texts


def grams_of(text: list[str]) -> Grams:
    return {tuple(text[at : at + 5]) for at in range(len(text) - 4)}


def test_a_complete_sample_gives_the_truth(tmp_path: Path, inline: Executor) -> None:
    texts = variants()
    corpus, out = tmp_path / "corpus", tmp_path / "audit"
    corpus.mkdir()
    lines = [json.dumps({"text": " ".join(text)}) for text in texts]
    (corpus / "texts.jsonl").write_text("\n".join(lines), "utf-8")
    duplicates = audit(Request(paths=(str(corpus),), out=out, linguistics=False)).facts[
        "duplicates"
    ]

    bands = pq.read_table(out / "tables" / "records", columns=["position", "bands"])
    keys = [set(row) for row in bands.sort_by("position")["bands"].to_pylist()]
    grams = [grams_of(text) for text in texts]
    linked = true = 0
    for one, other in combinations(range(RECORDS), 2):
        if keys[one] & keys[other] and grams[one] != grams[other]:
            alike = len(grams[one] & grams[other]) / len(grams[one] | grams[other])
            linked, true = linked + 1, true + (alike >= 0.7)
    assert linked > 100
    assert 0 < true < linked
    precision = duplicates["near_precision"]
    assert (precision["pairs"], precision["true_pairs"]) == (linked, true)
