"""Draft a manifest for a folder from its files, the cards beside them and their columns.

Above the houses ``corpus`` and ``manifest``, beside ``audit``; what needs the extra
``provaudit[audit]`` is imported inside functions and left out, with a note, where it is missing.
"""

from provaudit.drafting.folder import draft_folder

__all__ = ["draft_folder"]
