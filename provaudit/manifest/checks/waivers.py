"""Rules on waivers: that each can work, is needed, is in force, and says why."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from provaudit.manifest.document import Document, Problem, mappings_of, text_of
from provaudit.manifest.naming import call, dotted, nearest, quote
from provaudit.model import Finding
from provaudit.policy.extending import default_levels

# Reasons that say nothing, once the words that only fill are gone.
# A text, not a pattern: compiled only where there is a waiver.
_FILLER = (
    r"(?i)\b(to ?do|tbd|fixme|later|temporary|temporarily|for now|will be|to be|fixed|fix|ignored?|"
    r"waived?|waiver|accepted|n/?a|none|no|reason|test|known|issue|false positive|later on|x+|"
    r"this|is|the|a|it|we|see|above|below|because)\b|[^\w]"
)


def waiver_without_reason(document: Document) -> Iterator[Problem]:
    """What: the reason of a waiver says nothing.

    Why: whoever reads the report has to see why a finding was accepted, and whether that holds.

    Example:
        reason: to be fixed later

    Fix: say what is being done, or why the finding does no harm.
    """
    for index, waiver in mappings_of(document.data, "waivers"):
        reason = text_of(waiver, "reason")
        if len(reason) >= 10 and len(re.sub(_FILLER, "", reason)) < 3:
            place = ("waivers", index, "reason")
            message = f"{call(place, document.data)} is {quote(reason)}, which gives no reason"
            fix = "say what is being done, or why the finding does no harm"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def waiver_of_unknown_rule(document: Document) -> Iterator[Problem]:
    """What: a waiver is for a rule that does not exist.

    Why: it has no effect, and the finding that somebody accepted still counts.

    Example:
        waivers: [{rule: PA699, reason: ..., expires: 2027-01-31}]

    Fix: write the code of a rule; `provaudit rules` lists them.
    """
    waivers = list(mappings_of(document.data, "waivers"))
    known = _codes() if waivers else set()
    for index, waiver in waivers:
        code, place = text_of(waiver, "rule"), ("waivers", index, "rule")
        if re.fullmatch("PA[0-9]{3}", code) and code not in known:
            near = nearest(code, known, 0.8)
            message = f"{call(place, document.data)} is {code}, which is no rule"
            fix = f"did you mean {near}?" if near else "`provaudit rules` lists the rules"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def unused_waiver(document: Document, used: set[int], checked: Iterable[str]) -> Iterator[Problem]:
    """What: a waiver accepts what no rule finds in the manifest.

    Why: it would hide the next such finding, which nobody has looked at. Only waivers of rules that
    need no data are judged; those of a policy only where they name a source of a manifest that was
    checked, since another may be meant.

    Example:
        waivers: [{rule: PA306, source: chats, reason: ..., expires: 2027-01-31}]

    Fix: remove it.
    """
    ids = {text_of(source, "id") for _, source in document.entries("sources")}
    for index, waiver in mappings_of(document.data, "waivers"):
        known = text_of(waiver, "source") in {"", *ids}
        if known and index not in used and text_of(waiver, "rule") in set(checked):
            place = ("waivers", index)
            message = f"{call(place, document.data)} accepts {waiver['rule']}, which finds nothing"
            yield Problem(document.value_at(place), message, "remove it", dotted(place))


def expired_waiver(document: Document, today: str) -> Iterator[Problem]:
    """What: a waiver has run out, so the findings that it accepted count again.

    Why: whoever accepted them did so for a time; somebody has to decide anew.

    Example:
        waivers: [{rule: PA602, reason: ..., expires: 2026-06-30}]      # read on 2026-07-01

    Fix: mend what the rule finds, or write a new reason and a new day.
    """
    for index, waiver in mappings_of(document.data, "waivers"):
        expires, place = text_of(waiver, "expires"), ("waivers", index, "expires")
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", expires) and expires < today:
            message = f"{call(place[:2], document.data)} ran out on {expires}"
            fix = "mend what it accepted, or decide anew and write a new day"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def accepts(document: Document, finding: Finding, today: str) -> tuple[int, str] | None:
    """Return the index and the words of the waiver in force that accepts a finding, if any."""
    place = finding.where.partition("]")[0].removeprefix("sources[")
    entries = dict(mappings_of(document.data, "sources"))
    owner = text_of(entries.get(int(place)), "id") if place.isdigit() else ""
    for index, waiver in mappings_of(document.data, "waivers"):
        source, expires = text_of(waiver, "source"), text_of(waiver, "expires")
        if waiver.get("rule") == finding.code and source in ("", owner) and today <= expires:
            by = text_of(waiver, "approved_by")
            who = f" by {by}" if by else ""
            return index, f"accepted{who} until {expires}: {text_of(waiver, 'reason')}"
    return None


@cache
def _codes() -> set[str]:
    """Return the codes of all rules: the default policy has a level for each."""
    return set(default_levels())
