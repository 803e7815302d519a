"""From the codes that a manifest or a column declares to the four origins that people read.

The codes are IPTC ``digitalSourceType`` (https://cv.iptc.org/newscodes/digitalsourcetype/) and
C2PA's ``trainedAlgorithmicData``.
"""

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

_WORDS: dict[str, Origin] = {
    "human": "human",
    "synthetic": "synthetic",
    "mixed": "mixed",
    "unknown": "unknown",
}
_BY_LOWER_CASE: dict[str, Origin] = _WORDS | {
    code.lower(): origin for code, origin in ORIGIN_OF_CODE.items()
}


def origin_of_value(value: str) -> Origin | None:
    """Return the origin that a cell of an origin column declares; None if it is not a known code.

    Accepts the four words and IPTC codes in any case, also as the IPTC or C2PA address.
    """
    return _BY_LOWER_CASE.get(value.strip().rsplit("/", 1)[-1].lower())


def declared_origin(code: str, roles: Iterable[str]) -> Origin:
    """Return the origin that a source declares by its code, refined by its generators' roles.

    A model that only translated or rewrote leaves mixed text; a model that only judged, filtered
    or annotated wrote nothing, so it changes nothing.
    """
    origin = ORIGIN_OF_CODE.get(code, "unknown")
    present = set(roles)
    wrote, rewrote = present & WRITING_ROLES, present & REWRITING_ROLES
    if origin == "synthetic" and rewrote and not wrote:
        return "mixed"
    if origin == "unknown" and (wrote or rewrote):
        return "synthetic" if wrote else "mixed"
    return origin
