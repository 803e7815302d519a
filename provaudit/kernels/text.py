"""Sizes and content hash of texts, the same whatever the format the text came from.

A word is a maximal run of letters, marks and digits; in scripts that write no spaces between
words (Han, kana, Thai, Lao, Khmer, Myanmar) each letter with its marks is a word, so that the
figure means something in every language. General categories and scripts are those of RE2's
Unicode version.
"""

import unicodedata
from dataclasses import dataclass
from hashlib import blake2b

import pyarrow as pa
import pyarrow.compute as pc

_UNSPACED = ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar")
# RE2 has no intersection of classes; "neither a non-letter nor outside the script" is one.
_UNSPACED_LETTER = "(?:" + "|".join(rf"[^\P{{L}}\P{{{script}}}]" for script in _UNSPACED) + ")"
_SPACED_LETTER = r"[^\P{L}" + "".join(rf"\p{{{script}}}" for script in _UNSPACED) + "]"
_WORD = rf"{_UNSPACED_LETTER}\p{{M}}*|(?:{_SPACED_LETTER}|\p{{M}}|\p{{N}})+"

HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class TextFeatures:
    """Arrays as long as the text: sizes (int64, 0 for null) and content hash (binary(16)).

    ``chars`` are code points, ``text_bytes`` bytes of UTF-8. ``content_hash`` is null for null
    and for text that holds nothing but white space.
    """

    chars: pa.Array
    words: pa.Array
    text_bytes: pa.Array
    content_hash: pa.Array


def measure(text: pa.Array | pa.ChunkedArray) -> TextFeatures:
    """Return sizes and content hash of each text (string or large_string, may be chunked)."""
    column = _one_array(text)
    return TextFeatures(
        chars=_count(pc.utf8_length(column)),
        words=_count(pc.count_substring_regex(column, pattern=_WORD)),
        text_bytes=_count(pc.binary_length(column)),
        content_hash=_content_hashes(column),
    )


def _one_array(text: pa.Array | pa.ChunkedArray) -> pa.Array:
    whole = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    return whole.cast(pa.large_string())


def _count(counts: pa.Array) -> pa.Array:
    return pc.fill_null(counts.cast(pa.int64()), 0)


def _content_hashes(column: pa.Array) -> pa.Array:
    # One text at a time: a batch of large texts must not be held a second time as Python strings.
    hashes = [_content_hash(scalar.as_py()) for scalar in column]
    return pa.array(hashes, pa.binary(HASH_BYTES))


def _content_hash(text: str | None) -> bytes | None:
    """BLAKE2b-128 (RFC 7693) of the UTF-8 of the NFC text, white space folded and stripped."""
    folded = " ".join(unicodedata.normalize("NFC", text).split()) if text else ""
    return blake2b(folded.encode(), digest_size=HASH_BYTES).digest() if folded else None
