"""Which findings somebody accepted: by a waiver until a day, or by a baseline until it is worse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provaudit.policy import Policy

BY_BASELINE = "accepted: no worse than in the baseline"
# From a rule's code, the names of a place, a value and a message to why the finding is accepted;
# empty if it is not.
Accept = Callable[[str, tuple[str, ...], float | None, str], str]


def accepting(policy: Policy, today: str) -> Accept:
    """Return what says why a finding is accepted, empty if it is not.

    ``today`` (YYYY-MM-DD) decides which waivers still hold. A waiver that names a place accepts
    what is found at one of the names given; a baseline is held against the first of them.
    """
    waivers = [waiver for waiver in policy.waivers if today <= waiver.expires]

    def accepted(code: str, names: tuple[str, ...], value: float | None, message: str) -> str:
        for waiver in waivers:
            if waiver.rule == code and waiver.source in (None, *names):
                by = f" by {waiver.approved_by}" if waiver.approved_by else ""
                return f"accepted{by} until {waiver.expires}: {waiver.reason}"
        for known in policy.baseline:
            if known.is_same(code, names[0], message) and known.covers(value):
                return BY_BASELINE
        return ""

    return accepted
