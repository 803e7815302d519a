"""What there is to count in a text, in one reading of its Arrow buffers.

The same whatever the format the text came from, and whatever the Python version: see
``words``, ``sentences``, ``characters`` and ``content`` for what each figure is.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from provaudit.kernels.buffers import Texts, numbers, one_array, read_texts, to_arrow
from provaudit.kernels.characters import Census, count_characters
from provaudit.kernels.content import Content, read_content
from provaudit.kernels.repetition import repeated
from provaudit.kernels.sentences import count_sentences
from provaudit.kernels.words import Tokens, split_words

HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class TextFeatures:
    """Arrays as long as the text, int64 but for the last two; 0 for null and for empty text.

    ``chars`` are code points, ``text_bytes`` bytes of UTF-8. By general category: ``letters`` (L),
    ``upper`` (Lu, Lt), ``digits`` (Nd), ``punctuation`` (P), ``symbols`` (S); ``spaces`` as
    ``str.isspace``; ``control``: the other control characters, private use and unassigned.
    ``replacement``: U+FFFD. ``markup``: any of ``characters.MARKUP``. ``lines``: those that are not
    blank, of ``line_chars`` characters; ``repeated_lines``, ``repeated_line_chars``: of them, the
    lines that stood in the record before. ``longest_run``: of one character. ``byte_entropy``
    (double): bits a byte. ``content_hash`` (binary(16)): null for null and for text that holds
    nothing but white space.
    """

    chars: pa.Array
    words: pa.Array
    text_bytes: pa.Array
    sentences: pa.Array
    letters: pa.Array
    upper: pa.Array
    digits: pa.Array
    punctuation: pa.Array
    symbols: pa.Array
    spaces: pa.Array
    control: pa.Array
    replacement: pa.Array
    markup: pa.Array
    lines: pa.Array
    line_chars: pa.Array
    repeated_lines: pa.Array
    repeated_line_chars: pa.Array
    longest_run: pa.Array
    byte_entropy: pa.Array
    content_hash: pa.Array


def measure(text: Texts) -> TextFeatures:
    """Return the features of each text (string, large_string or string_view, chunked or not)."""
    return measure_with_words(text)[0]


def measure_with_words(text: Texts) -> tuple[TextFeatures, Tokens]:
    """Return the features of each text, and its words for the kernels that look at words."""
    column = one_array(text)
    utf8 = read_texts(column)
    words, census = split_words(utf8), count_characters(utf8)
    content = read_content(column, utf8, census.normal)
    columns = {
        "words": words.counts,
        "text_bytes": utf8.ends - utf8.starts,
        "sentences": count_sentences(utf8),
        **_of_characters(census),
        **_of_lines(content.lines),
    }
    arrow = {name: numbers(values) for name, values in columns.items()}
    return TextFeatures(**arrow, content_hash=_digests(content)), words


def _of_characters(census: Census) -> dict[str, NDArray[Any]]:
    return {
        "chars": census.total(""),
        "letters": census.total("L"),
        "upper": census.total("Lu", "Lt"),
        "digits": census.total("Nd"),
        "punctuation": census.total("P"),
        "symbols": census.total("S"),
        "spaces": census.total("Z", "Cw"),
        "control": census.total("Cc", "Co", "Cn"),
        "replacement": census.replacement,
        "markup": census.markup,
        "longest_run": census.longest_run,
        "byte_entropy": census.entropy,
    }


def _of_lines(lines: Tokens) -> dict[str, NDArray[np.int64]]:
    again, again_chars = repeated(lines)
    return {
        "lines": lines.counts,
        "line_chars": _sums(lines),
        "repeated_lines": again,
        "repeated_line_chars": again_chars,
    }


def _sums(tokens: Tokens) -> NDArray[np.int64]:
    running = np.concatenate([np.zeros(1, np.int64), np.cumsum(tokens.lengths, dtype=np.int64)])
    sums: NDArray[np.int64] = running[tokens.offsets[1:]] - running[tokens.offsets[:-1]]
    return sums


def _digests(content: Content) -> pa.Array:
    kind = pa.binary(HASH_BYTES)
    return to_arrow(content.digests, kind, content.sizes == 0)
