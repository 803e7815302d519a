"""Character classes as a two-stage table in one array (Unicode 14.0, from ``unicode.csv``).

    classes[byte]                          lower case of an ASCII letter or digit, else 0 (256)
    classes[256 + (point >> 8)]            where the block of a code point begins (4,352)
    classes[block + 2 * (point & 255)]     its marks: general category and the bits below
    classes[block + 2 * (point & 255) + 1] the distance to its simple lower case

So the marks of ``point`` are ``classes[classes[stage(point)] + cell(point)]``. All is one array,
and not handed to a function here, because handing on arrays costs kernels time: see ``jit``.
"""

import csv
import re
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import inlined

VERSION = "14.0.0"
# Letters, marks, numbers (what words are made of), punctuation, symbols, white space, others.
# Cw is ours: the control characters that are white space, such as the line feed.
# fmt: off
CATEGORIES = (
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No",
    "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
    "Zs", "Zl", "Zp", "Cw", "Cc", "Cf", "Cs", "Co", "Cn",
)
# fmt: on
CATEGORY = 31
FIRST_MARK, FIRST_NUMBER, FIRST_OTHER = 5, 8, 11
FIRST_SPACE, LAST_SPACE = CATEGORIES.index("Zs"), CATEGORIES.index("Cw")
UNSPACED, TERMINATOR, FULL_STOP, CLOSER, NOT_NFC, COMBINING = 32, 64, 128, 256, 512, 1024
_MARKS = {
    "u": UNSPACED,  # a letter of a script that writes no spaces between words
    "t": TERMINATOR,  # ends a sentence where white space follows
    "f": FULL_STOP,  # ends a sentence whatever follows
    "c": CLOSER,  # closing quote or bracket
    "n": NOT_NFC,  # NFC may change it or what stands before it
    "o": COMBINING,  # canonical combining class is not 0
}
_BLOCK = 256
_STAGE = 256

Classes = NDArray[np.int32]


@inlined
def stage(point: int) -> int:
    """Return where it stands at which place the block of a code point begins."""
    return _STAGE + (point >> 8)


@inlined
def cell(point: int) -> int:
    """Return how far into its block the marks of a code point stand."""
    return 2 * (point & 255)


@cache
def table() -> Classes:
    """Return the table (int32), read once."""
    flat = _flat()
    blocks: dict[bytes, int] = {}
    begins = [
        blocks.setdefault(block.tobytes(), len(blocks)) for block in flat.reshape(-1, _BLOCK, 2)
    ]
    places = np.array(begins) * (2 * _BLOCK) + _STAGE + len(begins)
    pairs = np.frombuffer(b"".join(blocks), np.int32)
    return np.concatenate([_ascii_words(flat), places.astype(np.int32), pairs])


@cache
def unassigned() -> re.Pattern[str]:
    """Return the pattern of a run of characters that this Unicode version does not know."""
    ranges = [f"{chr(first)}-{chr(last)}" for first, last, name, _, _ in _rows() if name == "Cn"]
    return re.compile("([" + "".join(ranges) + "]+)")


def _rows() -> list[tuple[int, int, str, str, int]]:
    source = files("provaudit.kernels") / "unicode.csv"
    rows = csv.reader(source.read_text("ascii").splitlines()[2:])
    return [
        (int(first, 16), int(last, 16), name, marks, int(lower))
        for first, last, name, marks, lower in rows
    ]


def _flat() -> Classes:
    flat = np.zeros((0x110000, 2), np.int32)
    for first, last, name, letters, distance in _rows():
        bits = sum(_MARKS[letter] for letter in letters)
        flat[first : last + 1] = CATEGORIES.index(name) | bits, distance
    return flat


def _ascii_words(flat: Classes) -> Classes:
    words = np.zeros(_BLOCK, np.int32)
    points = np.arange(128)
    words[:128] = (points + flat[:128, 1]) * ((flat[:128, 0] & CATEGORY) < FIRST_OTHER)
    return words
