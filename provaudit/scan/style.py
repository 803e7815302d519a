"""Columns of ``records`` that say how synthetic a text reads; null where that cannot be judged."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from provaudit.kernels.text import TextFeatures
from provaudit.style.model import StyleModel
from provaudit.style.scoring import LANGUAGES, score_texts

# Text with more marks of code and fewer letters is code: the detector is at chance there.
_CODE_MARKS, _CODE_LETTERS = 0.03, 0.72


def style_columns(
    text: pa.Array, language: pa.Array, features: TextFeatures, model: StyleModel
) -> dict[str, pa.Array]:
    """Return ``style_score`` and ``p_synthetic``; ``language`` is as identified from the text."""
    trained = pc.is_in(language.cast(pa.string()), value_set=pa.array(LANGUAGES))
    judgeable = trained.to_numpy(zero_copy_only=False).astype(np.bool_) & ~is_code(features)
    scored = score_texts(text, judgeable, model)
    return {"style_score": scored.style_score, "p_synthetic": scored.p_synthetic}


def is_code(features: TextFeatures) -> NDArray[np.bool_]:
    """Return which texts are code rather than prose."""
    chars = np.maximum(features.chars.to_numpy(), 1)
    marks = (features.markup.to_numpy() + features.symbols.to_numpy()) / chars
    letters = features.letters.to_numpy() / chars
    code: NDArray[np.bool_] = (marks > _CODE_MARKS) & (letters < _CODE_LETTERS)
    return code
