"""A share of synthetic records with its interval and the name of the method."""

from dataclasses import dataclass, replace

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """``point`` (None where no single figure is defensible) in the interval ``low`` to ``high``."""

    point: float | None
    low: float
    high: float
    method: str
    identifiable: bool = True


def undecided(known: Share, share: float) -> Share:
    """Return the share among all, where nothing is known of the part ``share`` of the records.

    That part may be all human or all synthetic: the bounds of Manski (2003), chapter 1.
    """
    if share <= 0:
        return known
    rest = 1 - share
    return replace(
        known,
        point=None,
        low=known.low * rest,
        high=known.high * rest + share,
        identifiable=False,
    )
