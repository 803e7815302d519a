from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from provaudit.evidence import find_evidence
from provaudit.evidence.patterns import load_patterns
from provaudit.model import TextBatch
from provaudit.origin import judge

MakeBatch = Callable[..., TextBatch]
CHECKOUT = Path(__file__).resolve().parents[2]
LABELLED = CHECKOUT.parent / "shared" / "data" / "origin" / "dev.parquet"
ACCEPTED = 0.001


def test_human_text_is_left_alone_in_every_dataset(make_batch: MakeBatch) -> None:
    if not LABELLED.exists():
        pytest.skip("the labelled records (origin/dev.parquet) are not beside the checkout")
    table = pq.read_table(LABELLED, columns=["text", "origin", "dataset"])
    human = table.filter(pc.equal(table["origin"], "human"))
    wrong, records = Counter[str](), Counter[str]()
    for part in human.to_batches(4096):
        batch = make_batch(part["text"].to_pylist())
        verdict = judge(pa.nulls(len(batch), pa.string()), find_evidence(batch), len(batch))
        datasets = part["dataset"].to_pylist()
        records.update(datasets)
        observed = verdict.observed.to_pylist()
        wrong.update(d for d, o in zip(datasets, observed, strict=True) if o is not None)
    assert records.total() == 95_064
    assert {d: n for d, n in wrong.items() if n > ACCEPTED * records[d]} == {}


def test_every_pattern_and_guard_is_documented() -> None:
    page = (CHECKOUT / "docs" / "evidence.md").read_text("utf-8")
    for pattern in load_patterns():
        assert f"| `{pattern.id}` | {pattern.tier} |" in page
        assert all(f"`{guard}`" in page for guard in pattern.guards)
