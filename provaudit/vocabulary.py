"""From what a manifest or a column declares, a code or a word, to the four origins of records.

The codes are IPTC ``digitalSourceType`` (https://cv.iptc.org/newscodes/digitalsourcetype/) and
C2PA's ``trainedAlgorithmicData``.
"""

import re
from collections.abc import Iterable

from provaudit.model import Origin

ORIGIN_OF_CODE: dict[str, Origin] = {
    "digitalCapture": "human",
    "computationalCapture": "human",
    "negativeFilm": "human",
    "positiveFilm": "human",
    "print": "human",
    "humanEdits": "human",
    "minorHumanEdits": "human",  # retired by IPTC, still found in data
    "digitalCreation": "human",
    "digitalArt": "human",  # retired
    "compositeCapture": "human",
    "algorithmicallyEnhanced": "human",
    "screenCapture": "human",
    "trainedAlgorithmicMedia": "synthetic",
    "trainedAlgorithmicData": "synthetic",
    "algorithmicMedia": "synthetic",
    "dataDrivenMedia": "synthetic",
    "compositeWithTrainedAlgorithmicMedia": "mixed",
    "compositeSynthetic": "mixed",
    "virtualRecording": "mixed",
    "composite": "unknown",
    "unknown": "unknown",
}

# A model in one of these roles wrote the text, or rewrote it; in any other it only looked at it.
WRITING_ROLES = frozenset({"generator"})
REWRITING_ROLES = frozenset({"rewriter", "translator"})
READING_ROLES = frozenset({"annotator", "judge", "filter", "tts"})

# Words for an origin that are found in data; spaces and underscores in a cell count as hyphens.
WORDS_FOR_ORIGIN: dict[Origin, tuple[str, ...]] = {
    "human": ("human", "human-written", "people", "person", "real"),
    "synthetic": (
        *("synthetic", "ai", "ai-generated", "bot", "generated", "llm"),
        *("machine", "machine-generated", "model"),
    ),
    "mixed": ("mixed", "ai-edited", "human+ai", "hybrid"),
    "unknown": ("unknown",),
}
_ORIGIN_OF_WORD = {word: origin for origin, words in WORDS_FOR_ORIGIN.items() for word in words}
# Where IPTC and C2PA publish the codes: a code may be written with its address before it.
_ADDRESS = re.compile(
    r"https?://(?:cv\.iptc\.org/newscodes|c2pa\.org)/digitalsourcetype/", re.IGNORECASE
)
_CODE_BY_LOWER_CASE = {code.lower(): code for code in ORIGIN_OF_CODE}


def bare_code(value: str) -> str:
    """Return a digital source type without the address of IPTC or C2PA before it."""
    return _ADDRESS.sub("", value, count=1) if _ADDRESS.match(value) else value


def origin_of_value(value: str) -> Origin | None:
    """Return the origin that a cell of an origin column declares; None if it is not known.

    Accepts IPTC codes, also with the IPTC or C2PA address, and the words of ``WORDS_FOR_ORIGIN``,
    in any case, if they are all that the cell holds.
    """
    cell = value.strip().lower()
    code = _CODE_BY_LOWER_CASE.get(bare_code(cell))
    if code is not None:
        return ORIGIN_OF_CODE[code]
    return _ORIGIN_OF_WORD.get(re.sub(r"[\s_]+", "-", cell))


def declared_origin(code: str, roles: Iterable[str]) -> Origin:
    """Return the origin that a source declares by its code, refined by its generators' roles.

    A model that only translated or rewrote leaves mixed text, whoever wrote it first; a model that
    only judged, filtered or annotated wrote nothing, so it changes nothing. A human code with a
    model that wrote contradicts itself (PA301) and stays human.
    """
    origin = ORIGIN_OF_CODE.get(code, "unknown")
    present = set(roles)
    wrote, rewrote = present & WRITING_ROLES, present & REWRITING_ROLES
    if rewrote and not wrote:
        return "mixed"
    if origin == "unknown" and wrote:
        return "synthetic"
    return origin
