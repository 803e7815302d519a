from collections import Counter
from collections.abc import Callable, Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.repetition import find_repetition, repeated
from provaudit.kernels.words import Tokens, tokenise

Build = Callable[[list[list[int]]], Tokens]
hashes = st.sampled_from([0, 1, 5, 2**63, 2**64 - 1])
records = st.lists(st.lists(hashes, max_size=40), min_size=1, max_size=4)


def grams(values: Sequence[int], size: int) -> list[tuple[int, ...]]:
    return [tuple(values[at : at + size]) for at in range(len(values) - size + 1)]


def top_share(values: list[int], size: int) -> float:
    counts: Counter[tuple[int, ...]] = Counter()
    most, top = 1, None
    for gram in grams(values, size):
        counts[gram] += 1
        if counts[gram] > most:
            most, top = counts[gram], gram
    starts = [at for at, gram in enumerate(grams(values, size)) if gram == top]
    covered = {at + step for at in starts for step in range(size)}
    lengths = [value % 7 + 1 for value in values]
    return sum(lengths[at] for at in covered) / sum(lengths) if covered else 0.0


def repeated_share(values: list[int]) -> float:
    seen, covered = set(), set()
    for at, gram in enumerate(grams(values, 5)):
        covered |= set(range(at, at + 5)) if gram in seen else set()
        seen.add(gram)
    return len(covered) / len(values) if values else 0.0


def test_by_hand() -> None:
    text = "one two three one two four"  # 21 letters; "one two" twice: 12 of them
    found = find_repetition(tokenise(pa.array([text, "", "a b c d e a b c d e f"])))
    assert found.distinct.tolist() == [4, 0, 6]
    assert found.hapaxes.tolist() == [2, 0, 1]
    assert found.top_2_share.tolist() == pytest.approx([12 / 21, 0, 4 / 11])
    assert found.repeated_5_share.tolist() == pytest.approx([0, 0, 5 / 11])


@given(records)
def test_agrees_with_plain_python(tokens_of: Build, rows: list[list[int]]) -> None:
    found = find_repetition(tokens_of(rows))
    counts = [Counter(row) for row in rows]
    assert found.distinct.tolist() == [len(count) for count in counts]
    assert found.hapaxes.tolist() == [list(count.values()).count(1) for count in counts]
    for size, shares in ((2, found.top_2_share), (3, found.top_3_share), (4, found.top_4_share)):
        assert shares.tolist() == pytest.approx([top_share(row, size) for row in rows])
    assert found.repeated_5_share.tolist() == pytest.approx([repeated_share(row) for row in rows])


@given(records)
def test_repeated_tokens(tokens_of: Build, rows: list[list[int]]) -> None:
    counts, lengths = repeated(tokens_of(rows))
    again = [[value for at, value in enumerate(row) if value in row[:at]] for row in rows]
    assert counts.tolist() == [len(values) for values in again]
    assert lengths.tolist() == [sum(value % 7 + 1 for value in values) for values in again]
