"""How varied a sample of texts is: each measure a function of the sample, in one visible table.

All records of a sample have the same number of tokens, and all samples the same number of records:
every measure here depends on both, so unequal samples cannot be compared.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

# Types that occur at most so often in a sample form the tail of its vocabulary.
RARE = 5
_LONGEST_GRAM = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """Records by tokens. ``grams[n]`` (records x (tokens - n + 1)) numbers the n-grams in place.

    ``lines`` are the tokens of each record as UTF-8, with single spaces.
    """

    grams: dict[int, Ids]
    lines: tuple[bytes, ...]


def sample_of(records: Sequence[Sequence[str]]) -> Sample:
    """Return the sample of some records with equally many tokens, at least four each."""
    numbers: dict[str, int] = {}
    words = np.array(
        [[numbers.setdefault(token, len(numbers)) for token in record] for record in records],
        dtype=np.int64,
    )
    grams = {1: words}
    for n in range(2, _LONGEST_GRAM + 1):
        pairs = grams[n - 1][:, :-1] * len(numbers) + words[:, n - 1 :]
        # Numbered anew from 0, so that the next round cannot overflow.
        _, numbered = np.unique(pairs, return_inverse=True)
        grams[n] = numbered.reshape(pairs.shape).astype(np.int64)
    return Sample(grams, tuple(" ".join(record).encode() for record in records))


def without(sample: Sample, records: Sequence[int]) -> Sample:
    """Return the sample without some of its records, given by their row."""
    left_out = set(records)
    kept = [row for row in range(len(sample.lines)) if row not in left_out]
    grams = {n: ids[kept] for n, ids in sample.grams.items()}
    return Sample(grams, tuple(sample.lines[row] for row in kept))


def distinct(sample: Sample, n: int) -> float:
    """Return distinct n-grams / n-grams, none across records (Li et al. 2016, NAACL)."""
    return len(_counts(sample, n)) / sample.grams[n].size


def hill_1(sample: Sample) -> float:
    """Return the exponential of Shannon's entropy: types, weighted by use (Hill 1973, Ecology)."""
    shares = _counts(sample, 1) / sample.grams[1].size
    return float(np.exp(-(shares * np.log(shares)).sum()))


def hill_2(sample: Sample) -> float:
    """Return Simpson's inverse index: how many equally frequent types would be as varied."""
    shares = _counts(sample, 1) / sample.grams[1].size
    return float(1 / (shares**2).sum())


def hapax(sample: Sample) -> float:
    """Return types that occur once / tokens."""
    return float((_counts(sample, 1) == 1).sum() / sample.grams[1].size)


def tail_mass(sample: Sample) -> float:
    """Return the share of tokens whose type occurs at most five times in the sample."""
    counts = _counts(sample, 1)
    return float(counts[counts <= RARE].sum() / sample.grams[1].size)


def compression_ratio(sample: Sample) -> float:
    """Return bytes / bytes after zlib at level 9 (Shaib et al. 2024); more means more repetition.

    Compressed are the tokens, so that layout and punctuation do not count.
    """
    text = b"\n".join(sample.lines)
    return len(text) / len(zlib.compress(text, 9))


def self_repetition(sample: Sample) -> float:
    """Return the share of records that share a token 4-gram with another (Salkar et al. 2022)."""
    grams = np.sort(sample.grams[_LONGEST_GRAM], axis=1)
    first = np.ones(grams.shape, dtype=bool)
    first[:, 1:] = grams[:, 1:] != grams[:, :-1]
    records_with = np.bincount(grams[first])
    return float((records_with[grams] > 1).any(axis=1).mean())


def _counts(sample: Sample, n: int) -> Ids:
    counts = np.bincount(sample.grams[n].ravel())
    return counts[counts > 0]


MEASURES: dict[str, Callable[[Sample], float]] = {
    "distinct_1": lambda sample: distinct(sample, 1),
    "distinct_2": lambda sample: distinct(sample, 2),
    "distinct_3": lambda sample: distinct(sample, 3),
    "hill_1": hill_1,
    "hill_2": hill_2,
    "hapax": hapax,
    "tail_mass": tail_mass,
    "compression_ratio": compression_ratio,
    "self_repetition": self_repetition,
}
SHARE = (0.0, 1.0)
# The values that each measure can take: an interval never reaches beyond them.
RANGES: dict[str, tuple[float, float]] = dict.fromkeys(MEASURES, SHARE) | {
    "hill_1": (1.0, float("inf")),
    "hill_2": (1.0, float("inf")),
    "compression_ratio": (0.0, float("inf")),
}
