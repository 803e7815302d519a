"""Numbers as people read them: percent, counts, bytes, intervals."""

from typing import Any

NBSP = "\u00a0"  # keeps a figure and its unit on one line
ABSENT = "\u2013"  # a dash
_UNITS = ("bytes", "KB", "MB", "GB", "TB", "PB")


def count(value: float | None) -> str:
    """Return a whole number with thousands separated: ``1,204``."""
    return ABSENT if value is None else f"{round(value):,}"


def percent(share: float | None) -> str:
    """Return a share in [0, 1] as percent with as many digits as say something.

    One decimal; two below 1 % and above 99 %; ``<0.01 %`` for the merest trace, and never
    ``0 %`` or ``100 %`` unless it is exactly that.
    """
    if share is None:
        return ABSENT
    return f"{_percent_digits(share * 100)}{NBSP}%"


def _percent_digits(value: float) -> str:
    if value in (0, 100):
        return f"{value:.0f}"
    if 0 < value < 0.01:
        return "<0.01"
    if 99.99 < value < 100:
        return ">99.99"
    # Above 100 only ratios occur, never shares.
    return f"{value:.2f}" if value < 1 or 99 < value < 100 else f"{value:.1f}"


def interval(low: float | None, high: float | None) -> str:
    """Return an interval of shares: ``10.1 % to 14.8 %``."""
    if low is None or high is None:
        return ABSENT
    return f"{percent(low)} to {percent(high)}"


def estimate(value: dict[str, Any] | None) -> str:
    """Return a share with its interval; where unknown records hide it, only the range."""
    if not value or value.get("low") is None:
        return ABSENT
    point = value.get("point")
    if point is None:
        return f"between {percent(value['low'])} and {percent(value.get('high'))}"
    return f"{percent(point)} ({interval(value['low'], value.get('high'))})"


def decimal(value: float | None) -> str:
    """Return a measure with three significant digits; whole numbers and large ones as a count."""
    if value is None:
        return ABSENT
    if abs(value) >= 1000 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 100 else f"{value:.3g}"


def measure(value: float | None) -> str:
    """Return a measure with exactly three significant digits, as columns of them need."""
    if value is None:
        return ABSENT
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:#.3g}".rstrip(".")


def size(value: float | None) -> str:
    """Return bytes in decimal units (1 KB = 1,000 bytes), one decimal below 10."""
    if value is None:
        return ABSENT
    amount, unit = float(value), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    digits = f"{amount:.1f}" if unit and amount < 9.95 else f"{amount:.0f}"
    return f"{digits}{NBSP}{_UNITS[unit]}"


def times(value: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: ``1 record``, ``2 records``."""
    return f"{count(value)} {noun if value == 1 else plural or noun + 's'}"


FILTERS = {
    "count": count,
    "percent": percent,
    "interval": interval,
    "estimate": estimate,
    "decimal": decimal,
    "measure": measure,
    "size": size,
    "times": times,
}
