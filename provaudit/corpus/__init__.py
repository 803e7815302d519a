"""The corpus house: find files, see how they are laid out, cut slices, turn bytes into batches.

Whatever cannot be read becomes a reject with a reason; ``docs/reading.md`` says what is read how.
"""

from provaudit.corpus.columnar import BROKEN
from provaudit.corpus.find import Found, FoundFile, find
from provaudit.corpus.layout import layout_of
from provaudit.corpus.read import read
from provaudit.corpus.slices import is_cut_anywhere, slices_of

__all__ = [
    "BROKEN",
    "Found",
    "FoundFile",
    "find",
    "is_cut_anywhere",
    "layout_of",
    "read",
    "slices_of",
]
