"""Review by people: which records they are asked about, and what their labels say."""

from provaudit.estimate.review.outcome import outcome, parts, reviewed, shares
from provaudit.estimate.review.selection import Selection, keeps_text, records_at, select
from provaudit.estimate.review.votes import LABELS, Vote

__all__ = [
    "LABELS",
    "Selection",
    "Vote",
    "keeps_text",
    "outcome",
    "parts",
    "records_at",
    "reviewed",
    "select",
    "shares",
]
