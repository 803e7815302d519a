"""Scores of texts: log-odds that a model wrote them, null where that cannot be judged.

``style_score`` is the natural log of a likelihood ratio, measured with as many human as machine
records; ``p_synthetic`` is the probability where half the records are synthetic. Neither is a
verdict: a threshold is (``slices``, or the model's own).
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.kernels.buffers import Texts, to_arrow
from provaudit.kernels.style import sum_weights
from provaudit.style.model import BANDS, StyleModel
from provaudit.style.pairs import pair_cells

# Languages that the model was trained on. In every other it is at a loss.
LANGUAGES = ("en",)


class Scored(NamedTuple):
    """Arrow arrays as long as the texts; float32, null where the text cannot be judged."""

    style_score: pa.Array
    p_synthetic: pa.Array


def score_texts(text: Texts, judgeable: NDArray[np.bool_], model: StyleModel) -> Scored:
    """Return the scores of ``text``; null where not ``judgeable`` or below ``BANDS[0]`` words."""
    raw, words = raw_scores(text, model)
    odds = calibrated(raw, words, model).astype(np.float32)
    missing = ~judgeable | (words < BANDS[0])
    share = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return Scored(to_arrow(odds, pa.float32(), missing), to_arrow(share, pa.float32(), missing))


def raw_scores(text: Texts, model: StyleModel) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the uncalibrated score of each text and its words (of the tokens that are read)."""
    sums = sum_weights(text, model.weights)
    parts = sums.sums / np.sqrt(np.maximum(sums.features, 1)) * model.scales
    return parts.sum(axis=1) + measured(sums.measures, model) + model.bias[0], sums.words


def measured(measures: NDArray[np.float32], model: StyleModel) -> NDArray[np.float64]:
    """Return what the stylometric measures add."""
    weights = model.pair_weights[pair_cells(measures, model.edges)]
    total: NDArray[np.float64] = weights.sum(axis=1, dtype=np.float64)
    return total


def band_of(words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the band of length of each record, the first also where it is shorter."""
    return np.maximum(np.searchsorted(BANDS, words, side="right") - 1, 0)


def calibrated(
    raw: NDArray[np.float64], words: NDArray[np.int64], model: StyleModel
) -> NDArray[np.float64]:
    """Return log-odds for raw scores."""
    band = band_of(words)
    return np.clip(model.slopes[band] * raw + model.intercepts[band], -30, 30)
