"""How much likelier a residue is in synthetic than in human text, as measured: for ``explain``."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from math import exp, log, sqrt

_Z = 1.959963984540054
# With fewer records that hold it, nothing is said.
_LEAST_HITS = 5
_NOT_MEASURED = "likelihood ratio not measured"


def ratio_words(code: str) -> str:
    """Return the likelihood ratio of a pattern in words, with its interval and numbers."""
    counts = _rates().get(code)
    if counts is None or counts[2] < _LEAST_HITS:
        return _NOT_MEASURED
    human, humans, synthetic, synthetics = counts
    of = f"in {synthetic:,} of {synthetics:,} synthetic and {human:,} of {humans:,} human records"
    if human == 0:
        return f"likelihood ratio at least {lower_bound(synthetic, synthetics, humans):.3g}, {of}"
    ratio, low, high = likelihood_ratio(human, humans, synthetic, synthetics)
    return f"likelihood ratio {ratio:.3g} ({low:.3g} to {high:.3g}), {of}"


def likelihood_ratio(
    human: int, humans: int, synthetic: int, synthetics: int
) -> tuple[float, float, float]:
    """Return the ratio of two shares with its 95 % interval; both counts above 0.

    Log method: Katz et al. 1978, Biometrics 34, 469-474.
    """
    ratio = (synthetic / synthetics) / (human / humans)
    spread = _Z * sqrt(1 / synthetic - 1 / synthetics + 1 / human - 1 / humans)
    return ratio, exp(log(ratio) - spread), exp(log(ratio) + spread)


def lower_bound(synthetic: int, synthetics: int, humans: int) -> float:
    """Return a ratio that the true one exceeds, where no human record holds the pattern.

    Wilson's lower limit of the share of synthetic records over 3 / n, which at 95 % bounds the
    share of human ones (rule of three: Hanley & Lippman-Hand 1983, JAMA 249, 1743-1745).
    """
    share, n = synthetic / synthetics, synthetics
    centre = share + _Z * _Z / (2 * n)
    spread = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
    return (centre - spread) / (1 + _Z * _Z / n) / (3 / humans)


@cache
def _rates() -> dict[str, tuple[int, int, int, int]]:
    """Return by code the records that hold it, and all, human and synthetic.

    Written by ``benchmarks/residues.py --rates``.
    """
    text = (files("provaudit.evidence") / "residue_rates.csv").read_text("utf-8")
    rows = list(csv.reader(text.splitlines()))[1:]
    return {code: (int(a), int(b), int(c), int(d)) for code, a, b, c, d in rows}
