"""The style detector: a linear model over the style of a text, trained, calibrated, abstaining.

``training`` makes a model from labelled rows, ``scoring`` applies it in a scan, ``evaluation``
measures it on data that it was not trained on.
"""

from provaudit.style.model import (
    StyleModel,
    chosen_model,
    digest,
    load_model,
    save_model,
    shipped_model,
    shipped_path,
)
from provaudit.style.scoring import Scored, score_texts

__all__ = [
    "Scored",
    "StyleModel",
    "chosen_model",
    "digest",
    "load_model",
    "save_model",
    "score_texts",
    "shipped_model",
    "shipped_path",
]
