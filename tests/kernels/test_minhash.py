import random
from collections.abc import Callable

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.minhash import _FACTORS, BANDS, PERMUTATIONS, shingles_of, sign
from provaudit.kernels.words import Tokens, tokenise

Build = Callable[[list[list[int]]], Tokens]
MASK = (1 << 64) - 1
records = st.lists(st.lists(st.integers(0, MASK), max_size=12), min_size=1, max_size=4)


def extended(gram: int, word: int) -> int:
    return ((gram << 23 | gram >> 41) * 0x9E3779B97F4A7C15 + word) & MASK


def mixed(value: int) -> int:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ value >> 33) * factor & MASK
    return value ^ value >> 33


def shingles(values: list[int]) -> list[int]:
    size, found = min(5, len(values)), []
    for at in range(len(values) - size + 1):
        gram = 0
        for word in values[at : at + size]:
            gram = extended(gram, word)
        found.append(gram)
    return found


def signature(values: list[int]) -> list[int] | None:
    pairs = zip(*_FACTORS.tolist(), strict=True)
    return (
        [min((a * (x >> 32) + b) % 2**32 for x in shingles(values)) for a, b in pairs]
        if values
        else None
    )


def band_keys(minima: list[int] | None) -> list[int] | None:
    if minima is None:
        return None
    keys = []
    for band in range(8):
        key = band
        for value in minima[8 * band : 8 * band + 8]:
            key = extended(key, mixed(value))
        keys.append(mixed(key))
    return keys


@given(records)
def test_agrees_with_plain_python(tokens_of: Build, rows: list[list[int]]) -> None:
    found = sign(tokens_of(rows))
    minima = [signature(row) for row in rows]
    assert found.signature.to_pylist() == minima
    assert found.bands.to_pylist() == [band_keys(row) for row in minima]
    hashes = [sorted({mixed(gram) for gram in shingles(row)}) if row else [] for row in rows]
    assert found.rank.to_pylist() == [row[0] if row else None for row in hashes]
    words = tokens_of(rows)
    for most in (1, 3, 1000):
        found = shingles_of(words, np.arange(len(rows))[::-1], most).to_pylist()
        assert found == [some[:most] for some in reversed(hashes)]


def test_long_records_are_read_to_the_end(tokens_of: Build) -> None:
    chance = random.Random(1)
    row = [chance.getrandbits(64) for _ in range(5_000)]
    assert sign(tokens_of([row])).signature.to_pylist() == [signature(row)]


def test_types_and_nulls() -> None:
    found = sign(tokenise(pa.array(["", None, "word"])))
    assert found.bands.type == pa.list_(pa.uint64(), BANDS)
    assert found.signature.type == pa.list_(pa.uint32(), PERMUTATIONS)
    assert found.bands.is_null().to_pylist() == [True, True, False]
    found.bands.validate(full=True)


def test_factors_are_fixed_odd_and_different() -> None:
    assert _FACTORS[0, 0] == 0xE220A839  # splitmix64 from 0 begins with 0xE220A8397B1DCDAF
    assert (_FACTORS[0] % 2 == 1).all()
    assert len(set(_FACTORS[0].tolist())) == PERMUTATIONS


def test_error_is_what_the_docstring_says(tokens_of: Build) -> None:
    """Over 200 pairs of known similarity 1/3 to 1 the error of the estimate is that of 64 draws."""
    chance, misses, variances = random.Random(7), [], []
    for _ in range(200):
        shared = chance.randint(100, 200)
        words = [chance.getrandbits(64) for _ in range(shared + 4)]
        tails = [[chance.getrandbits(64) for _ in range(50)] for _ in range(2)]
        pair = [words + tails[0], words + tails[1]]
        sets = [set(shingles(row)) for row in pair]
        true = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
        first, second = sign(tokens_of(pair)).signature.to_pylist()
        misses.append(float(np.mean(np.array(first) == np.array(second))) - true)
        variances.append(true * (1 - true) / PERMUTATIONS)
    ratio = np.mean(np.square(misses)) / np.mean(variances)
    assert 0.6 < ratio < 1.5
    assert abs(np.mean(misses)) < 4 * np.sqrt(np.mean(variances) / len(misses))
