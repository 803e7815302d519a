"""Words by which cards say who or what made text, and the code that follows from several."""

from collections.abc import Iterable

MACHINE = frozenset(
    (
        *("machine-generated", "machine generated", "synthetic", "synthetic-data", "ai-generated"),
        *("llm-generated", "model-generated", "distilabel", "datadreamer", "synthetic data"),
    )
)
PEOPLE = frozenset(
    (
        *("crowdsourced", "expert-generated", "human", "human-generated", "human-annotated"),
        *("volunteer annotations", "crowd-sourcing", "human participants", "crowdsourced (amt)"),
    )
)


def is_machine(word: str) -> bool:
    """Return whether a card's word means that a machine made something."""
    return word.strip().lower().replace("_", "-") in MACHINE


def code_of(words: Iterable[str]) -> str:
    """Return the IPTC code that the words of a card amount to.

    Found text, and any word that is not known, is of unknown origin; a machine beside anything
    else gives ``compositeSynthetic``.
    """
    kinds = [word.strip().lower().replace("_", "-") for word in words]
    machine = [is_machine(kind) for kind in kinds]
    if kinds and all(machine):
        return "trainedAlgorithmicMedia"
    if any(machine):
        return "compositeSynthetic"
    return "digitalCreation" if kinds and all(kind in PEOPLE for kind in kinds) else "unknown"


KEEP_OR_CHANGE = (
    "a trained model is assumed; write algorithmicMedia if a program without one made the text"
)
