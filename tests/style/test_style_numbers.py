"""Conformal thresholds, AUROC, calibration error and intervals, by hand."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.style.evaluation import auroc, calibration_error
from provaudit.style.rates import wilson
from provaudit.style.slices import conformal_threshold, trusted_needed


def test_a_threshold_needs_enough_records() -> None:
    assert trusted_needed() == 99
    assert conformal_threshold(np.arange(98.0)) == inf
    assert conformal_threshold(np.arange(99.0)) == 98
    assert conformal_threshold(np.arange(200.0)) == 198  # ceil(201 * .99) = 199th


@given(st.integers(99, 600), st.integers(0, 9))
def test_a_new_human_record_exceeds_it_with_at_most_one_percent(n: int, seed: int) -> None:
    # Each of n + 1 exchangeable records is the new one equally often.
    scores = np.random.default_rng(seed).normal(size=n + 1)
    false = sum(scores[new] > conformal_threshold(np.delete(scores, new)) for new in range(n + 1))
    assert false <= 0.01 * (n + 1)


def test_auroc_counts_ties_half() -> None:
    human, synthetic = np.array([0.0, 1.0]), np.array([1.0, 2.0])
    assert auroc(human, synthetic) == (0.5 + 1 + 1 + 1) / 4


def test_calibration_error() -> None:
    odds, truth = np.array([0.0, 0.0, 30.0]), np.array([True, False, False])
    assert calibration_error(odds, truth, np.ones(3)) == pytest.approx(1 / 3)


def test_wilson() -> None:
    assert wilson(0, 90) == (0.0, pytest.approx(0.04094, abs=1e-4))
