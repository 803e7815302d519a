"""Letters that are no language: keys hit at random, text that was scrambled or badly decoded.

A text is gibberish if its language is not identified though it has at least 20 words, and of its
first 500 characters more than a fifth of the words of four Latin letters or more hold five
consonants in a row, or no vowel at all. Word salad, which is made of words, is not found, nor is
gibberish of other scripts or behind a readable beginning.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

LEAST_WORDS = 20
MOST_SHARE = 0.2
_HEAD = 500
_WORD = r"\b[A-Za-z]{4,}\b"
_CONSONANT = "[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]"
_ODD_WORD = rf"\b(?:[A-Za-z]*{_CONSONANT}{{5}}[A-Za-z]*|{_CONSONANT}{{4,}})\b"


def find_gibberish(text: pa.Array, language: pa.Array, words: pa.Array) -> NDArray[np.bool_]:
    """Return which texts are gibberish; ``language`` is as identified from the text."""
    doubtful = pc.and_(pc.is_null(language), pc.greater_equal(words, LEAST_WORDS))
    rows = pc.indices_nonzero(pc.and_(doubtful, pc.is_valid(text)))
    head = pc.utf8_slice_codeunits(text.take(rows), 0, _HEAD)
    odd, all_words = (pc.count_substring_regex(head, form) for form in (_ODD_WORD, _WORD))
    found = np.zeros(len(text), np.bool_)
    found[_numpy(rows)] = (_numpy(all_words) >= LEAST_WORDS) & (
        _numpy(odd) > MOST_SHARE * _numpy(all_words)
    )
    return found


def _numpy(values: pa.Array) -> NDArray[np.int64]:
    numbers: NDArray[np.int64] = values.to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers
