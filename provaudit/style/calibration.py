"""From scores of rows that were not trained on to log-odds, thresholds and error rates."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from provaudit.style import cells
from provaudit.style.model import BANDS, StyleModel
from provaudit.style.rows import Rows
from provaudit.style.scoring import band_of, calibrated
from provaudit.style.slices import conformal_threshold

LEVEL = 0.01
# Records of a register and band from which on its error rate says something.
_REGISTER = 30


def calibrate(
    model: StyleModel, rows: Rows, words: NDArray[np.int64], raw: NDArray[np.float64]
) -> StyleModel:
    """Return the model with slopes, intercepts, thresholds and its measured error rates.

    ``raw`` are held-out scores. The threshold of a band is the largest that any human register
    needs, so that each keeps its false positives at LEVEL.
    """
    labels = np.where(rows.facts["origin"] == "synthetic", 1, -1).astype(np.int8)
    labelled = np.isin(rows.facts["origin"], ("human", "synthetic")) & ~cells.is_base_model(rows)
    used = np.flatnonzero(labelled & (words >= BANDS[0]))
    cell, band = cells.cells(rows), band_of(words)
    lines = [
        _fit_line(raw[part], labels[part], cells.balanced(cell[part], labels[part]))
        for part in (_or_all(used, band, number, labels) for number in range(len(BANDS)))
    ]
    model = replace(
        model,
        slopes=np.array([slope for slope, _ in lines]),
        intercepts=np.array([intercept for _, intercept in lines]),
    )
    odds = calibrated(raw, words, model)
    model = replace(model, thresholds=register_thresholds(rows, odds, band, used))
    return replace(model, facts=json.dumps({"registers": _rates(rows, odds, band, used, model)}))


def register_of(rows: Rows) -> NDArray[np.object_]:
    """Return data set and domain of each row: the unit in which error rates are told."""
    pairs = zip(rows.facts["dataset"], rows.facts["domain"], strict=True)
    return np.array([f"{dataset}/{domain}" for dataset, domain in pairs], object)


def register_thresholds(
    rows: Rows, odds: NDArray[np.float64], band: NDArray[np.int64], used: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return for each band the largest threshold that a human register needs; inf without any."""
    human = used[rows.facts["origin"][used] == "human"]
    registers = register_of(rows)
    thresholds = np.full(len(BANDS), inf)
    for number in range(len(BANDS)):
        chosen = human[band[human] == number]
        needed = [
            _needed(odds[chosen[registers[chosen] == name]])
            for name in np.unique(registers[chosen].astype(str))
        ]
        thresholds[number] = max((one for one in needed if one is not None), default=inf)
    return thresholds


def _needed(scores: NDArray[np.float64]) -> float | None:
    """Return a register's threshold: conformal, or its largest score where it is too small."""
    if len(scores) < _REGISTER:
        return None
    threshold = conformal_threshold(scores, LEVEL)
    return threshold if threshold < inf else float(scores.max())


def _or_all(
    used: NDArray[np.int64], band: NDArray[np.int64], number: int, labels: NDArray[np.int8]
) -> NDArray[np.int64]:
    """Return the rows of a band, or all where the band lacks one label."""
    part = used[band[used] == number]
    enough = min((labels[part] > 0).sum(), (labels[part] < 0).sum()) >= _REGISTER
    return part if enough else used


def _fit_line(
    raw: NDArray[np.float64], labels: NDArray[np.int8], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """Return slope and intercept of a logistic line (Platt 2000), by Newton's method."""
    design = np.stack([raw, np.ones(len(raw))], axis=1)
    line = np.array([1.0 / max(float(raw.std()), 1e-9), 0.0])
    for _ in range(30):
        share = 1 / (1 + np.exp(-np.clip(design @ line, -30, 30)))
        slope = design.T @ (weights * (share - (labels > 0))) + 1e-6 * line
        curve = (design * (weights * share * (1 - share))[:, None]).T @ design
        line = line - np.linalg.solve(curve + 1e-6 * np.eye(2), slope)
    return max(float(line[0]), 1e-3), float(line[1])


def _rates(
    rows: Rows,
    odds: NDArray[np.float64],
    band: NDArray[np.int64],
    used: NDArray[np.int64],
    model: StyleModel,
) -> list[dict[str, object]]:
    """Return for each register and label how many records the model's own threshold flags."""
    registers = register_of(rows)
    flagged = odds > model.thresholds[band]
    keys = np.array([f"{registers[at]}\x1f{rows.facts['origin'][at]}" for at in used], object)
    rates: list[dict[str, object]] = []
    for key in np.unique(keys.astype(str)).tolist():
        part = used[keys == key]
        register, origin = key.split("\x1f")
        rates.append(
            {
                "register": register,
                "origin": origin,
                "records": len(part),
                "flagged": int(flagged[part].sum()),
                "above_half": int((odds[part] > 0).sum()),
            }
        )
    return rates
