"""Which findings somebody accepted: by a waiver until a day, or by a baseline until it is worse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provaudit.policy import Policy

# From a row of a rule to why it is accepted; empty if it is not.
Accept = Callable[[str, Mapping[str, Any]], str]


def accepting(policy: Policy, today: str) -> Accept:
    """Return what says of a rule's code and row why the finding is accepted, empty if it is not.

    ``today`` (YYYY-MM-DD) decides which waivers still hold.
    """
    waivers = [waiver for waiver in policy.waivers if today <= waiver.expires]

    def accepted(code: str, row: Mapping[str, Any]) -> str:
        for waiver in waivers:
            if waiver.rule == code and waiver.source in (None, row["where"]):
                by = f" by {waiver.approved_by}" if waiver.approved_by else ""
                return f"accepted{by} until {waiver.expires}: {waiver.reason}"
        for known in policy.baseline:
            if (known.code, known.where) == (code, row["where"]) and known.covers(row["value"]):
                return "accepted: no worse than in the baseline"
        return ""

    return accepted
