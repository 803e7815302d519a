"""The corpus house: find files, see how they are laid out, cut slices, turn bytes into batches.

Whatever cannot be read becomes a reject with a reason; ``docs/reading.md`` says what is read how.
"""

from provaudit.corpus.find import Found, FoundFile, find
from provaudit.corpus.layout import layout_of
from provaudit.corpus.read import read
from provaudit.corpus.slices import slices_of

__all__ = ["Found", "FoundFile", "find", "layout_of", "read", "slices_of"]
