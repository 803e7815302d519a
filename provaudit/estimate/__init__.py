"""Statistics that SQL cannot say: how varied the text is, at equal sample size."""

from provaudit.estimate.diversity import measure_diversity, no_diversity

__all__ = ["measure_diversity", "no_diversity"]
