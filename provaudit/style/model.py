"""A style model on disk: int8 weights, the table of the measures, the calibration."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from provaudit.errors import UserError
from provaudit.kernels.style import BUCKETS
from provaudit.kernels.style_measures import MEASURES
from provaudit.style.file import shipped_path
from provaudit.style.pairs import OCTILES, PAIR_CELLS

# Words from which on a record can be judged, and where the bands of length begin.
BANDS = (50, 100, 200, 400)
_FACTS = "facts.json"
_SHAPES = {
    "weights": (BUCKETS,),
    "scales": (2,),
    "edges": (OCTILES - 1, MEASURES),
    "pair_weights": (PAIR_CELLS,),
    "bias": (1,),
    "slopes": (len(BANDS),),
    "intercepts": (len(BANDS),),
    "thresholds": (len(BANDS),),
}


@dataclass(frozen=True, slots=True)
class StyleModel:
    """``raw = scales · sums / sqrt(features) + pair_weights[pairs] + bias``.

    By band of length: ``slopes`` and ``intercepts`` turn ``raw`` into calibrated log-odds, and a
    log-odds above ``thresholds`` occurred in at most 1 % of each human register tested. ``facts``
    is JSON: what it was trained on and its error rates by register.
    """

    weights: NDArray[np.int8]
    scales: NDArray[np.float64]
    edges: NDArray[np.float32]
    pair_weights: NDArray[np.float32]
    bias: NDArray[np.float64]
    slopes: NDArray[np.float64] = field(default_factory=lambda: np.ones(len(BANDS)))
    intercepts: NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(BANDS)))
    thresholds: NDArray[np.float64] = field(default_factory=lambda: np.full(len(BANDS), np.inf))
    facts: str = "{}"


def save_model(model: StyleModel, path: Path) -> None:
    """Write the model; equal models give equal bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _SHAPES:
            data = io.BytesIO()
            np.save(data, getattr(model, name), allow_pickle=False)
            archive.writestr(_entry(f"{name}.npy"), data.getvalue())
        archive.writestr(_entry(_FACTS), model.facts)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # of no date, so that equal models are equal files
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def load_model(path: Path) -> StyleModel:
    """Read a model; UserError for a file that is none."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in _SHAPES}
            model = StyleModel(**arrays, facts=archive.zip.read(_FACTS).decode())
    except OSError as error:
        raise UserError(f"{path}: cannot read the detector: {error.strerror or error}") from error
    except (KeyError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise UserError(_none(path)) from error
    shapes = {name: getattr(model, name).shape for name in _SHAPES}
    if shapes != _SHAPES or model.weights.dtype != np.int8:
        raise UserError(_none(path))
    return model


def _none(path: Path) -> str:
    return (
        f"{path}: not a detector of this version of provaudit: "
        "make one with  provaudit detectors train DATA --out FILE"
    )


@cache
def shipped_model() -> StyleModel:
    """Return the model that ships with the package, read once."""
    return load_model(shipped_path())


@cache
def chosen_model(path: str) -> StyleModel:
    """Return the model in the file ``path``, read once; the shipped one where it is empty."""
    return load_model(Path(path)) if path else shipped_model()
