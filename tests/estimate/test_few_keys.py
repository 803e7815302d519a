"""Few keys are picked and packed without numba, and as the kernels do it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provaudit.estimate import few_keys
from provaudit.kernels import keys as kernels

values = st.lists(st.integers(0, 2**64 - 1), max_size=40)


@given(values, st.integers(0, 40), st.integers(0, 63), st.data())
def test_as_the_kernels(numbers: list[int], seed: int, bits: int, data: st.DataObject) -> None:
    keys = np.array(numbers, np.uint64)
    left_out = np.random.default_rng(seed).random(len(keys)) < 0.3
    part = data.draw(
        st.integers(0, (1 << bits) - 1)
        | st.just(numbers[0] >> 64 - bits if numbers and bits else 0)
    )
    rows, chosen = few_keys.keys_of_part(keys, left_out, part, bits)
    wanted = kernels.keys_of_part(keys, left_out, part, bits)
    assert rows.tolist() == wanted[0].tolist()
    assert chosen.tolist() == wanted[1].tolist()
    place = np.uint64((1 << len(keys).bit_length()) - 1)
    assert few_keys.packed(keys, place).tolist() == kernels.packed(keys, place).tolist()


def test_a_part_by_hand() -> None:
    keys = np.array([0b10 << 62, 0b01 << 62, (0b10 << 62) + 5], np.uint64)
    rows, chosen = few_keys.keys_of_part(keys, np.array([True, False, False]), 0b10, 2)
    assert (rows.tolist(), chosen.tolist()) == ([2], [(0b10 << 62) + 5])
