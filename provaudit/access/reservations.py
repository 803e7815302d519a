"""What a tdmrep.json or an RSL licence says of a site."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

from provaudit.access.answers import NO, UNKNOWN, YES, of_parts

_WHOLE = re.compile(r"(?i)(https?://[^/]*)?/?\*?")
_TRAINING = frozenset(("all", "ai-all", "ai-train", "train-ai"))
# Kinds of payment for which nobody has to ask; all others need an agreement first.
_FREELY = frozenset(("free", "attribution"))


def tdmrep_answer(text: str) -> str:
    """Return what a ``/.well-known/tdmrep.json`` says (W3C TDM Reservation Protocol, 2024).

    ``tdm-reservation`` 1 reserves mining, whatever the policy beside it; 0 does not; anything else
    is as if it were not there. Unknown for what is not a list of rules.
    """
    try:
        rules = json.loads(text)
    except (ValueError, RecursionError):
        return UNKNOWN
    said = [_rule(one) for one in rules if isinstance(one, dict)] if isinstance(rules, list) else []
    return _of_site(said)


def _rule(rule: dict[str, Any]) -> tuple[str, str]:
    reserved = rule.get("tdm-reservation")
    known = {1: NO, 0: YES, "1": NO, "0": YES}
    answer = known.get(reserved, UNKNOWN) if isinstance(reserved, int | str) else UNKNOWN
    return str(rule.get("location", "")), answer


def rsl_answer(text: str) -> str:
    """Return what an RSL 1.0 document (rslstandard.org) says on training models.

    A prohibition goes first; what is permitted only for a payment is not allowed without an
    agreement; where other uses alone are permitted, training is not. Unknown for what is no RSL.
    """
    # RSL needs no document type; one is how XML is made to explode.
    if "<!DOCTYPE" in text.upper():
        return UNKNOWN
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        return UNKNOWN
    contents = [one for one in root.iter() if _name(one) == "content"]
    return _of_site([(one.get("url", ""), _content(one)) for one in contents])


def _content(content: ElementTree.Element) -> str:
    licences = [one for one in content if _name(one) == "license"]
    answers = [_licence(one) for one in licences]
    # Several licences are offers; one that allows it is enough.
    return YES if YES in answers else NO if NO in answers else UNKNOWN


def _licence(licence: ElementTree.Element) -> str:
    prohibited, permitted = (_usages(licence, name) for name in ("prohibits", "permits"))
    payments = {one.get("type", "").lower() for one in licence if _name(one) == "payment"}
    if prohibited & _TRAINING or payments - _FREELY:
        return NO
    if permitted:
        return YES if permitted & _TRAINING else NO
    return YES if payments else UNKNOWN


def _usages(licence: ElementTree.Element, name: str) -> set[str]:
    found = [one for one in licence if _name(one) == name and one.get("type") == "usage"]
    return {word.lower() for one in found for word in re.split(r"[\s,]+", one.text or "") if word}


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _of_site(said: list[tuple[str, str]]) -> str:
    whole = [answer for where, answer in said if _WHOLE.fullmatch(where) and answer != UNKNOWN]
    parts = [answer for where, answer in said if not _WHOLE.fullmatch(where)]
    return of_parts(whole[0] if whole else None, [*whole[1:], *parts])
