"""Whether style tells which family of models wrote a text: known and unseen data sets.

    python benchmarks/attribution.py DATA.parquet [--json FILE] [--cap ROWS]

DATA has the columns of ``provaudit detectors train`` and ``generator_family``. English texts of 50
words or more that a model wrote, unattacked, of families that occur in two groups of data sets
(``style/related.toml``) or more. One classifier a family (words and skeleton, logistic regression,
balanced by family) is trained without the rows it is tried on: once without a tenth of the rows
(``known``), once without their whole group of data sets (``unseen``). All families weigh the same.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.logistic import fit
from provaudit.kernels.style import BUCKETS, StyleFeatures, read_features
from provaudit.style import cells
from provaudit.style.rows import Rows, read_rows, stripped

SHORTEST, COST, EPOCHS, TENTHS = 50, 10.0, 8, 10
PRECISION = 0.9
"""What a verdict would have to be worth; the margin that gives it is set on known data sets."""
Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]


def main() -> None:
    """Measure, print, write the figures if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--cap", type=int, default=200, help="rows of a family and data set")
    arguments = parser.parse_args()
    figures = measure(read_rows(arguments.data), arguments.cap)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")


def measure(rows: Rows, cap: int) -> dict[str, Any]:
    rows = rows.take(_usable(rows, cap))
    features = read_features(stripped(rows.text))
    rows_long = np.flatnonzero(features.words >= SHORTEST)
    family = rows.facts["generator_family"]
    names, label = np.unique(family, return_inverse=True)
    random = np.random.default_rng(20261124)
    tenth = random.integers(0, TENTHS, len(rows))
    known = _scores(features, label, tenth, rows_long)
    unseen = _scores(features, label, cells.folds(rows), rows_long)
    margin = _margin(known, label, rows_long)
    return {
        "families": {
            str(name): int(np.sum(label[rows_long] == at)) for at, name in enumerate(names)
        },
        "chance": 1 / len(names),
        "known": _judged(known, label, rows_long, margin),
        "unseen": _judged(unseen, label, rows_long, margin),
        "unseen_recall": {
            str(name): float(np.mean(unseen[mine].argmax(axis=1) == at))
            for at, name in enumerate(names)
            if len(mine := rows_long[label[rows_long] == at])
        },
    }


def _usable(rows: Rows, cap: int) -> Numbers:
    facts = rows.facts
    written = (facts["origin"] == "synthetic") & np.isin(facts["attack"], ("", "none"))
    named = ~np.isin(facts["generator_family"], ("", "other", "unknown"))
    chosen = np.flatnonzero(written & named & ~cells.is_base_model(rows))
    group = cells.groups(rows)
    several = [
        name
        for name in np.unique(facts["generator_family"][chosen])
        if len(np.unique(group[chosen][facts["generator_family"][chosen] == name])) > 1
    ]
    chosen = chosen[np.isin(facts["generator_family"][chosen], several)]
    keys = facts["dataset"] + "\x1f" + facts["generator_family"]
    return cells.capped(np.unique(keys, return_inverse=True)[1], chosen, cap)


def _scores(features: StyleFeatures, label: Numbers, fold: Numbers, usable: Numbers) -> Scores:
    """Return a score for each row and family, by classifiers that saw no row of its fold."""
    scores = np.zeros((len(label), label.max() + 1))
    for number in np.unique(fold[usable]):
        print(f"part {number + 1} of {fold.max() + 1}", file=sys.stderr, flush=True)
        rest, part = usable[fold[usable] != number], usable[fold[usable] == number]
        begins, ends = features.offsets[rest], features.offsets[rest + 1]
        for at in range(scores.shape[1]):
            mine = label[rest] == at
            if not mine.any():
                scores[part, at] = -np.inf
                continue
            costs = COST * np.where(mine, 0.5 / mine.mean(), 0.5 / (1 - mine.mean()))
            signs = np.where(mine, 1, -1).astype(np.int8)
            weights = fit((begins, ends, features.buckets), signs, costs, BUCKETS, EPOCHS)
            scores[part, at] = _sums(features, part, weights)
    return scores


def _sums(features: StyleFeatures, rows: Numbers, weights: Scores) -> Scores:
    found = np.empty(len(rows))
    for place, row in enumerate(rows):
        own = features.buckets[features.offsets[row] : features.offsets[row + 1]]
        found[place] = weights[own].sum() / np.sqrt(max(len(own), 1)) + weights[-1]
    return found


def _lead(scores: Scores) -> Scores:
    """Return by how much the first family of each row leads before the second."""
    best = np.sort(scores, axis=1)
    lead: Scores = best[:, -1] - best[:, -2]
    return lead


def _weights(label: Numbers, rows: Numbers) -> Scores:
    _, place, sizes = np.unique(label[rows], return_inverse=True, return_counts=True)
    weights: Scores = 1 / sizes[place]
    return weights / weights.sum()


def _margin(scores: Scores, label: Numbers, rows: Numbers) -> float:
    """Return the smallest lead from which on verdicts have the precision wanted."""
    right = scores[rows].argmax(axis=1) == label[rows]
    weights, lead = _weights(label, rows), _lead(scores[rows])
    order = np.argsort(-lead)
    precise = np.cumsum((right * weights)[order]) / np.cumsum(weights[order])
    enough = np.flatnonzero(precise >= PRECISION)
    return float(lead[order][enough[-1]]) if len(enough) else float("inf")


def _judged(scores: Scores, label: Numbers, rows: Numbers, margin: float) -> dict[str, float]:
    ranked = np.argsort(-scores[rows], axis=1)
    weights, truth = _weights(label, rows), label[rows]
    first = ranked[:, 0] == truth
    sure = _lead(scores[rows]) >= margin
    told = float(weights[sure].sum())
    return {
        "accuracy": float(weights[first].sum()),
        "top_3": float(weights[(ranked[:, :3] == truth[:, None]).any(axis=1)].sum()),
        "told": told,
        "precision_of_told": float(weights[sure & first].sum()) / told if told else float("nan"),
    }


if __name__ == "__main__":
    main()
