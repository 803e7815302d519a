"""Rules on shares: that those of the sources make up the dataset."""

from collections.abc import Iterator

from provaudit.manifest.document import Document, Problem
from provaudit.manifest.naming import dotted

_ROUNDING = 0.005
"""Each share may be rounded to a whole per cent."""


def shares_do_not_add_up(document: Document) -> Iterator[Problem]:
    """What: the shares of the sources come to more than 1, or all are given and come to less.

    Why: at least one of them is wrong, and the audit holds each against what it counts.

    Example:
        sources:
          - {id: a, share: 0.7, ...}
          - {id: b, share: 0.5, ...}

    Fix: correct the shares: 0.5 is half of the dataset's records.
    """
    sources = list(document.entries("sources"))
    shares = [
        ((*place, "share"), share)
        for place, source in sources
        if isinstance(share := source.get("share"), (int, float)) and 0 <= share <= 1
    ]
    total, slack = sum(share for _, share in shares), _ROUNDING * len(shares) + 1e-9
    too_little = len(shares) == len(sources) and total < 1 - slack
    if shares and (total > 1 + slack or too_little):
        place = shares[-1][0]
        message = (
            f"the shares of the {len(shares)} sources that give one come to {total:.4g}, not 1"
        )
        yield Problem(document.value_at(place), message, "correct the shares", dotted(place))
