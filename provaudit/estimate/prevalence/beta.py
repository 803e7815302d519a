"""Quantiles of the beta and of Student's t distribution, and the interval of Clopper and Pearson.

Few quantiles are needed, so two short functions serve; the tests hold them against scipy.
"""

from math import exp, lgamma, log, log1p, sqrt

_TINY = 1e-300
_EPSILON = 1e-15
_STEPS = 10_000
_HALVINGS = 200
Interval = tuple[float, float]


def beta_below(x: float, a: float, b: float) -> float:
    """Return the probability that Beta(a, b) is at most ``x``: the incomplete beta function.

    The continued fraction of Abramowitz & Stegun (1964), 26.5.8, evaluated as by Lentz (1976),
    Applied Optics 15, 668-671.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # where the fraction of the other tail converges faster
        return 1 - beta_below(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        term = _term(step, x, a, b)
        d = 1 / ((1 + term * d) or _TINY)
        c = (1 + term / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < _EPSILON:
            break
    return value


def _term(step: int, x: float, a: float, b: float) -> float:
    half = step // 2
    if step % 2:
        return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
    return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))


def beta_quantile(share: float, a: float, b: float) -> float:
    """Return the x that Beta(a, b) is below with probability ``share``, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if beta_below(middle, a, b) < share else (low, middle)
    return (low + high) / 2


def t_quantile(share: float, freedom: int) -> float:
    """Return the quantile of Student's t for ``share`` above one half.

    For T of n degrees of freedom n / (n + T²) is Beta(n / 2, 1 / 2): Abramowitz & Stegun 26.7.1.
    """
    x = beta_quantile(2 * (1 - share), freedom / 2, 0.5)
    return sqrt(freedom * (1 - x) / x)


def clopper_pearson(hits: float, trials: float, level: float = 0.95) -> Interval:
    """Return the exact interval of a share: Clopper & Pearson (1934), Biometrika 26, 404-413.

    Without trials it is (0, 1).
    """
    tail = (1 - level) / 2
    low = beta_quantile(tail, hits, trials - hits + 1) if hits > 0 else 0.0
    high = beta_quantile(1 - tail, hits + 1, trials - hits) if hits < trials else 1.0
    return low, high
