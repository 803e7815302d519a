"""What the registry of known datasets says of a source of the draft."""

from provaudit.known_datasets import Known, recognise

_CODES = {
    "synthetic": "trainedAlgorithmicMedia",
    "mixed": "compositeSynthetic",
    "human": "digitalCreation",
}


def declarable(names: list[str]) -> tuple[Known, str] | None:
    """Return the first known dataset of a stated origin that is so named, and its IPTC code."""
    for name in names:
        known = recognise(name)
        if known and known.origin in _CODES:
            return known, _CODES[known.origin]
    return None
