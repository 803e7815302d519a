"""How well a style detector tells: AUROC, rates at fixed false positives, calibration."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from provaudit.style.model import BANDS, StyleModel
from provaudit.style.rows import Rows
from provaudit.style.scoring import calibrated, raw_scores

Scores = NDArray[np.float64]
_BOOTSTRAPS = 200
_BINS = 10
_FEWEST = 20


def auroc(human: Scores, synthetic: Scores) -> float:
    """Return the probability that a synthetic score exceeds a human one, ties counted half."""
    order = np.sort(human)
    below = np.searchsorted(order, synthetic, side="left")
    upto = np.searchsorted(order, synthetic, side="right")
    return float((below + upto).sum() / 2 / (len(human) * len(synthetic)))


def found_at(human: Scores, synthetic: Scores, level: float) -> float:
    """Return the share of synthetic scores above the human ones' (1 - level) quantile.

    The threshold is taken from the records that are judged: this says how well the two can be
    told apart, not what a threshold from elsewhere gives.
    """
    return float((synthetic > np.quantile(human, 1 - level)).mean())


def calibration_error(odds: Scores, is_synthetic: NDArray[np.bool_], weights: Scores) -> float:
    """Return the expected calibration error over ten equal bins (Naeini et al. 2015)."""
    share = 1 / (1 + np.exp(-odds))
    bins = np.minimum((share * _BINS).astype(np.int64), _BINS - 1)
    error = 0.0
    for number in range(_BINS):
        part = bins == number
        weight = weights[part].sum()
        if weight:
            gap = np.average(share[part] - is_synthetic[part], weights=weights[part])
            error += weight * abs(gap)
    return float(error / weights.sum())


def auroc_interval(human: Scores, synthetic: Scores) -> tuple[float, float]:
    """Return a 95 % interval by resampling the records of both labels, by a fixed seed."""
    random = np.random.default_rng(7)
    drawn = [
        auroc(random.choice(human, len(human)), random.choice(synthetic, len(synthetic)))
        for _ in range(_BOOTSTRAPS)
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def compare(human: Scores, synthetic: Scores) -> dict[str, Any]:
    """Return all that is told about a pair of samples."""
    low, high = auroc_interval(human, synthetic)
    return {
        "human": len(human),
        "synthetic": len(synthetic),
        "auroc": auroc(human, synthetic),
        "low": low,
        "high": high,
        "tpr_1": found_at(human, synthetic, 0.01),
        "tpr_5": found_at(human, synthetic, 0.05),
    }


def evaluate(rows: Rows, model: StyleModel) -> dict[str, Any]:
    """Return the figures by data set and domain, on data sets that the model was not trained on."""
    trained = set(json.loads(model.facts).get("dataset", {}))
    unseen = np.array([name not in trained for name in rows.facts["dataset"]], np.bool_)
    raw, words = raw_scores(rows.text, model)
    odds = calibrated(raw, words, model)
    used = unseen & (words >= BANDS[0])
    return {
        "rows": int(used.sum()),
        "left_out": sorted(trained & set(rows.facts["dataset"].tolist())),
        "domains": by_domain(rows, odds, np.flatnonzero(used)),
    }


def by_domain(rows: Rows, odds: Scores, used: NDArray[np.int64]) -> list[dict[str, Any]]:
    """Return ``compare`` for each data set and domain that has both labels."""
    facts, found = rows.facts, []
    pairs = sorted({(facts["dataset"][at], facts["domain"][at]) for at in used.tolist()})
    for dataset, domain in pairs:
        here = used[(facts["dataset"][used] == dataset) & (facts["domain"][used] == domain)]
        human = odds[here[facts["origin"][here] == "human"]]
        synthetic = odds[here[facts["origin"][here] == "synthetic"]]
        if min(len(human), len(synthetic)) >= _FEWEST:
            found.append({"dataset": dataset, "domain": domain, **compare(human, synthetic)})
    return found
