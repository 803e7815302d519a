"""Scores of texts: log-odds that a model wrote them, null where that cannot be judged.

``style_score`` is the natural log of a likelihood ratio, measured with as many human as machine
records; ``p_synthetic`` is the probability where half the records are synthetic. Neither is a
verdict: a threshold is (``slices``, or the model's own).
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.kernels.buffers import Texts, read_texts, to_arrow
from provaudit.kernels.pair_weights import sum_pairs
from provaudit.kernels.style import sum_weights
from provaudit.style.model import BANDS, StyleModel

# Languages that the model was trained on. In every other it is at a loss.
LANGUAGES = ("en",)


class Scored(NamedTuple):
    """Arrow arrays as long as the texts; float32, null where the text cannot be judged."""

    style_score: pa.Array
    p_synthetic: pa.Array


def score_texts(text: Texts, judgeable: NDArray[np.bool_], model: StyleModel) -> Scored:
    """Return the scores of ``text``; null where not ``judgeable`` or below ``BANDS[0]`` words."""
    utf8 = read_texts(text)
    # A word or number takes a byte at least: a text of fewer bytes need not be read.
    long_enough = utf8.ends - utf8.starts >= BANDS[0]
    raw, words = raw_scores(text, model, judgeable & long_enough)
    odds = calibrated(raw, words, model).astype(np.float32)
    missing = ~judgeable | (words < BANDS[0])
    share = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return Scored(to_arrow(odds, pa.float32(), missing), to_arrow(share, pa.float32(), missing))


def raw_scores(
    text: Texts, model: StyleModel, wanted: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the uncalibrated score of each text and its words (of the tokens that are read).

    Only ``wanted`` texts are read; the others have no words.
    """
    sums = sum_weights(text, model.weights, wanted)
    parts = sums.sums / np.sqrt(np.maximum(sums.features, 1)) * model.scales
    measured = sum_pairs(sums.measures, model.edges, model.pair_weights)
    return parts.sum(axis=1) + measured + model.bias[0], sums.words


def band_of(words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the band of length of each record, the first also where it is shorter."""
    return np.maximum(np.searchsorted(BANDS, words, side="right") - 1, 0)


def calibrated(
    raw: NDArray[np.float64], words: NDArray[np.int64], model: StyleModel
) -> NDArray[np.float64]:
    """Return log-odds for raw scores."""
    band = band_of(words)
    return np.clip(model.slopes[band] * raw + model.intercepts[band], -30, 30)
