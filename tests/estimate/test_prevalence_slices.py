"""From scores: a trusted slice bounds the share, scores alone say that they cannot tell it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from provaudit.estimate.prevalence.beta import clopper_pearson
from provaudit.estimate.prevalence.by_source import by_source, of_corpus
from provaudit.estimate.prevalence.mixture import fit
from provaudit.estimate.prevalence.slices import from_slice, left_open, lower_bound, matched
from provaudit.estimate.prevalence.unaided import unaided
from provaudit.store import open_store
from provaudit.style.known import Known, known_scores, known_text


def normal(mean: float, size: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, 1, size)


def mixture(share: float, size: int = 2000) -> np.ndarray:
    made = round(share * size)
    return np.concatenate([normal(2, made, 1), normal(-2, size - made, 2)])


MACHINES = [
    Known("m", "g", 100, normal(2, 500, 3)),
    Known("n", "h", 100, normal(2.5, 500, 4)),
]


def test_em_by_hand() -> None:
    # Two bins; human always in the first, machine always in the second: the share is what is seen
    seen, human, machine = np.array([[0.7, 0.3]]), np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    assert fit(seen, human, machine) == pytest.approx([0.3])
    # Machine in either bin alike: 0.5 share = 0.3, so 0.6
    assert fit(seen, human, np.array([[0.5, 0.5]])) == pytest.approx([0.6], abs=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_the_share_is_found_where_the_machine_scores_are_known(share: float) -> None:
    fits = matched(mixture(share), normal(-2, 300, 5), MACHINES)
    assert np.median(fits) == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_the_lower_bound_is_low_and_near_where_scores_part(share: float) -> None:
    low = lower_bound(mixture(share), normal(-2, 300, 5))
    assert low <= share
    assert low >= share - 0.08


def test_the_lower_bound_is_rarely_broken_without_any_synthetic_record() -> None:
    broken = sum(
        lower_bound(normal(0, 500, seed), normal(0, 200, 1000 + seed)) > 0 for seed in range(200)
    )
    assert broken <= 5


def test_a_slice_gives_an_interval_and_no_point() -> None:
    share = from_slice(mixture(0.1), normal(-2, 300, 5), MACHINES)
    assert share is not None
    assert share.point is None
    assert not share.identifiable
    assert 0 < share.low < 0.1 < share.high < 0.2
    assert from_slice(mixture(0.1), normal(-2, 99, 5), MACHINES) is None
    blind = from_slice(mixture(0.1), normal(-2, 300, 5), [])
    assert blind is not None
    assert (blind.low, blind.high) == (share.low, 1.0)


def test_scores_alone_are_told_as_not_estimable_and_wide() -> None:
    share = unaided(mixture(0.3), known_scores("human"), known_scores("synthetic"))
    assert share is not None
    assert not share.identifiable
    assert share.method.startswith("not estimable")
    assert share.high - share.low > 0.3
    assert unaided(mixture(0.3, 50), [], []) is None


def test_known_scores_are_read_as_they_are_written() -> None:
    humans, machines = known_scores("human"), known_scores("synthetic")
    assert min(len(humans), len(machines)) > 20
    assert all((np.diff(one.quantiles) >= 0).all() for one in (*humans, *machines))
    text = known_text({"human": humans, "synthetic": machines})
    shipped = Path(known_text.__code__.co_filename).parent / "shipped" / "known_scores.json"
    assert text == shipped.read_text("utf-8")


def test_what_human_like_machine_text_leaves_open_by_hand() -> None:
    # No known register has more than 1 % below 0, so nearly all below are human
    machines = [Known("m", "g", 100, np.linspace(1, 2, 50))]
    corpus = np.concatenate([np.full(900, -3.0), np.full(100, 3.0)])
    level = 1 - 2 * 0.025 / 21
    below = clopper_pearson(900.0, 1000, level)[0]
    assert left_open(corpus, machines) == pytest.approx(1 - (below - 0.01) / 0.99)
    # One register of two reaches down to -7: all may be machine text
    assert left_open(corpus, [*machines, Known("n", "g", 9, np.full(50, -7.0))]) > 0.9


def test_the_corpus_is_the_sum_of_its_sources(tmp_path: Path) -> None:
    scores = mixture(0.2, 1000)
    with open_store(tmp_path / "audit.duckdb") as store:
        records = {
            "source": ["a"] * 1000,
            "origin": ["unknown"] * 1000,
            "style_score": scores.tolist(),
            "content_hash": [n.to_bytes(2) for n in range(1000)],
            "file": ["f"] * 1000,
            "position": list(range(1000)),
            "basis": ["none"] * 1000,
        }
        store.put("records", pa.table(records))
        store.put("run", pa.table({"detector": [""]}))
        rows = {
            "source": ["a", "b"],
            "records": [1000, 500],
            "synthetic": [0, 100],
            "unknown": [1000, 50],
            "by_style": [0, 0],
        }
        store.put("origin_by_source", pa.table(rows))
        trusted = {"source": ["a"] * 300, "style_score": normal(-2, 300, 5)}
        store.put("trusted_scores", pa.table(trusted))
        ((_, one),) = by_source(store)
        corpus = of_corpus(store, 1)
        wider = of_corpus(store, 20)
    # With one estimate it errs as in its source; `b` has 100 synthetic and 50 that may be either
    assert corpus.low == pytest.approx((1000 * one.low + 100) / 1500)
    assert corpus.high == pytest.approx((1000 * one.high + 150) / 1500)
    assert wider.low < corpus.low < corpus.high <= wider.high


def test_each_source_with_a_slice_gets_its_share(tmp_path: Path) -> None:
    scores = mixture(0.2, 1000)
    highest = set(np.argsort(scores)[-100:].tolist())
    with open_store(tmp_path / "audit.duckdb") as store:
        records = {
            "source": ["a"] * 1200,
            "origin": ["synthetic" if one in highest else "unknown" for one in range(1100)]
            + ["synthetic"] * 100,
            "style_score": [*scores.tolist(), *[None] * 200],
            "content_hash": [n.to_bytes(2) for n in range(1200)],
            "file": ["f"] * 1200,
            "position": list(range(1200)),
            # the 100 highest of 1,000 scored are verdicts by style, which are no knowledge
            "basis": ["style" if one in highest else "none" for one in range(1200)],
        }
        store.put("records", pa.table(records))
        store.put("run", pa.table({"detector": [""]}))
        row = {"source": "a", "records": 1200, "synthetic": 200, "unknown": 1000, "by_style": 100}
        store.put("origin_by_source", pa.Table.from_pylist([row]))
        assert list(by_source(store)) == []  # no slice
        trusted = {"source": ["a"] * 300, "style_score": normal(-2, 300, 5)}
        store.put("trusted_scores", pa.table(trusted))
        ((source, share),) = by_source(store)
    inside = from_slice(np.sort(scores), normal(-2, 300, 5), known_scores("synthetic"))
    assert inside is not None
    assert source == "a"
    # 100 are known, 1,000 are judged by their scores, 100 without a score may be either
    assert share.low == pytest.approx((100 + 1000 * inside.low) / 1200)
    assert share.high == pytest.approx((100 + 1000 * inside.high + 100) / 1200, abs=0.01)
