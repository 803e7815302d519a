"""Train a style model from labelled rows: reproducible, on one core, without other libraries.

A sum of four parts, each scaled to its spread over the training rows: words and skeleton
(logistic regression), pairs of measures (likewise), and domain-shrunk log-odds of the words.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from provaudit.errors import UserError
from provaudit.kernels.logistic import fit
from provaudit.kernels.style import BUCKETS, WORD_BUCKETS, StyleFeatures, read_features
from provaudit.style import calibration, cells, pairs
from provaudit.style.logodds import shrunk_log_odds
from provaudit.style.model import StyleModel
from provaudit.style.rows import Rows, stripped

CAP = 1500
_C, _C_PAIRS = 20.0, 1.0
_EPOCHS, _EPOCHS_PAIRS = 10, 15
_WORDS, _SKELETON, _PAIRS, _LOG_ODDS = 1.0, 1.0, 0.8, 0.2
_FEWEST = 100

Tell = Callable[[str], None]


def train(rows: Rows, tell: Tell, cap: int = CAP) -> StyleModel:
    """Return a calibrated model; only rows that may be given away are trained on.

    All rows with a label measure the error rates, each scored by a model that saw no row of its
    group of data sets. Raises UserError where a label has fewer than 100 rows.
    """
    tell(f"reading the style of {len(rows):,} texts")
    features = read_features(stripped(rows.text))
    usable = trainable(rows, features)
    _require_both(rows, usable)
    tell(f"training on up to {len(usable):,} rows")
    model = train_raw(rows, features, usable, cap)
    raw = held_out(rows, features, model, tell, cap)
    return describe(calibration.calibrate(model, rows, features.words, raw), rows, usable)


def trainable(rows: Rows, features: StyleFeatures) -> NDArray[np.int64]:
    """Return the rows to train on: labelled, long enough, shippable, not of a base model."""
    labelled = np.isin(rows.facts["origin"], ("human", "synthetic"))
    long = features.words >= cells.SHORTEST
    return np.flatnonzero(labelled & long & rows.shippable & ~cells.is_base_model(rows))


def held_out(
    rows: Rows, features: StyleFeatures, model: StyleModel, tell: Tell, cap: int = CAP
) -> NDArray[np.float64]:
    """Return raw scores, each by a model that was trained without the row's group."""
    fold, usable = cells.folds(rows), trainable(rows, features)
    raw = score_features(features, model, np.arange(len(rows)))
    for number in np.unique(fold[usable]):
        tell(f"holding out part {number + 1} of {fold.max() + 1}")
        rest = usable[fold[usable] != number]
        if len(np.unique(rows.facts["origin"][rest])) == 2:
            part = np.flatnonzero(fold == number)
            raw[part] = score_features(features, train_raw(rows, features, rest, cap), part)
    return raw


def train_raw(
    rows: Rows, features: StyleFeatures, usable: NDArray[np.int64], cap: int = CAP
) -> StyleModel:
    """Return a model without calibration, trained on the ``usable`` rows."""
    cell = cells.cells(rows)
    chosen = cells.capped(cell, usable, cap)
    labels = np.where(rows.facts["origin"][chosen] == "synthetic", 1, -1).astype(np.int8)
    weights = cells.balanced(cell[chosen], labels)
    starts, middles = features.offsets[chosen], features.middles[chosen]
    ends, buckets = features.offsets[chosen + 1], features.buckets
    words = fit((starts, middles, buckets), labels, _C * weights, BUCKETS, _EPOCHS)
    skeleton = fit((middles, ends, buckets), labels, _C * weights, BUCKETS, _EPOCHS)
    odds = shrunk_log_odds((starts, middles, buckets), cell[chosen], labels)
    edges = pairs.octiles(features.measures[chosen])
    indexes = pairs.pair_cells(features.measures[chosen], edges).ravel()
    begins = np.arange(len(chosen)) * pairs.PAIRS
    table = fit(
        (begins, begins + pairs.PAIRS, indexes), labels, _C_PAIRS * weights,
        pairs.PAIR_CELLS, _EPOCHS_PAIRS,
    )  # fmt: skip
    return _combined((starts, middles, ends, buckets), (words, skeleton, odds, table), edges,
                     features.measures[chosen])  # fmt: skip


def _combined(
    rows: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]],
    parts: tuple[NDArray[np.float64], ...],
    edges: NDArray[np.float32],
    measures: NDArray[np.float32],
) -> StyleModel:
    starts, middles, ends, buckets = rows
    words, skeleton, odds, table = parts
    scaled = (
        _WORDS / _sums(starts, middles, buckets, words).std(),
        _SKELETON / _sums(middles, ends, buckets, skeleton).std(),
        _PAIRS / (_pair_sums(measures, edges, table)).std(),
        _LOG_ODDS / max(_sums(starts, middles, buckets, odds).std(), 1e-9),
    )
    first = words[:WORD_BUCKETS] * scaled[0] + odds[:WORD_BUCKETS] * scaled[3]
    second = skeleton[WORD_BUCKETS:BUCKETS] * scaled[1]
    halves = [_as_int8(half) for half in (first, second)]
    bias = words[-1] * scaled[0] + skeleton[-1] * scaled[1] + table[-1] * scaled[2]
    return StyleModel(
        weights=np.concatenate([half for half, _ in halves]),
        scales=np.array([scale for _, scale in halves]),
        edges=edges,
        pair_weights=(table[:-1] * scaled[2] / np.sqrt(pairs.PAIRS)).astype(np.float32),
        bias=np.array([bias]),
    )


def _as_int8(weights: NDArray[np.float64]) -> tuple[NDArray[np.int8], float]:
    """Return weights in 255 steps, the rare ones beyond 6 standard deviations cut off."""
    used = weights[weights != 0]
    scale = min(float(np.abs(weights).max()), 6 * float(used.std())) / 127
    return np.clip(np.rint(weights / scale), -127, 127).astype(np.int8), scale


def _sums(
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    buckets: NDArray[np.int32],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the sum of each row's weights over the root of their number."""
    sums = np.array(
        [weights[buckets[first:end]].sum() for first, end in zip(starts, ends, strict=True)]
    )
    scaled: NDArray[np.float64] = sums / np.sqrt(np.maximum(ends - starts, 1))
    return scaled


def _pair_sums(
    measures: NDArray[np.float32], edges: NDArray[np.float32], table: NDArray[np.float64]
) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = table[pairs.pair_cells(measures, edges)].sum(axis=1)
    scaled: NDArray[np.float64] = sums / np.sqrt(pairs.PAIRS)
    return scaled


def score_features(
    features: StyleFeatures, model: StyleModel, chosen: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return raw scores from features that were read: those that ``scoring.raw_scores`` gives."""
    starts, middles = features.offsets[chosen], features.middles[chosen]
    ends, weights = features.offsets[chosen + 1], model.weights.astype(np.float64)
    words = _sums(starts, middles, features.buckets, weights) * model.scales[0]
    skeleton = _sums(middles, ends, features.buckets, weights) * model.scales[1]
    measured = model.pair_weights[pairs.pair_cells(features.measures[chosen], model.edges)]
    total: NDArray[np.float64] = words + skeleton + measured.sum(axis=1) + model.bias[0]
    return total


def describe(model: StyleModel, rows: Rows, usable: NDArray[np.int64]) -> StyleModel:
    """Return the model with what it was trained on among its facts."""
    facts = json.loads(model.facts)
    for name in ("dataset", "license", "generator_family"):
        values, counts = np.unique(rows.facts[name][usable].astype(str), return_counts=True)
        facts[name] = dict(zip(values.tolist(), counts.tolist(), strict=True))
    facts["rows"] = len(usable)
    return replace(model, facts=json.dumps(facts, sort_keys=True))


def _require_both(rows: Rows, usable: NDArray[np.int64]) -> None:
    for label in ("human", "synthetic"):
        found = int((rows.facts["origin"][usable] == label).sum())
        if found < _FEWEST:
            raise UserError(
                f"{found} usable rows are labelled {label}, {_FEWEST} are needed: rows of "
                f"{cells.SHORTEST} words or more, in English, with weights_may_be_shipped "
                "(where there is such a column)"
            )
