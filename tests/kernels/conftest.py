from collections.abc import Callable

import numpy as np
import pytest

from provaudit.kernels.compilation import compile_all
from provaudit.kernels.words import Tokens


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """No kernel is compiled inside a test with a deadline, and none of an older source is used."""
    compile_all()


@pytest.fixture(scope="session")
def tokens_of() -> Callable[[list[list[int]]], Tokens]:
    """Build the tokens of a batch from the hashes of each record; a token's length is 1 to 7."""

    def build(records: list[list[int]]) -> Tokens:
        flat = [value for record in records for value in record]
        counts = np.array([len(record) for record in records], np.int64)
        return Tokens(
            np.array(flat, np.uint64),
            np.array([value % 7 + 1 for value in flat], np.uint32),
            np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
            counts,
        )

    return build
