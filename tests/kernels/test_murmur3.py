import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels.hashing import murmur3
from provaudit.kernels.text import measure

MASK = (1 << 64) - 1
C1, C2 = 0x87C37B91114253D5, 0x4CF5AD432745937F


def left(value: int, bits: int) -> int:
    return (value << bits | value >> (64 - bits)) & MASK


def mixed(value: int) -> int:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ value >> 33) * factor & MASK
    return value ^ value >> 33


def oracle(data: bytes) -> tuple[int, int]:
    """MurmurHash3_x64_128, seed 0, as Appleby's C++ has it."""
    h1 = h2 = 0
    for at in range(0, len(data), 16):
        block = data[at : at + 16]
        k1, k2 = (int.from_bytes(half, "little") for half in (block[:8], block[8:]))
        k1, k2 = left(k1 * C1 & MASK, 31) * C2 & MASK, left(k2 * C2 & MASK, 33) * C1 & MASK
        h1, h2 = (h1 ^ k1, h2 ^ k2) if len(block) < 16 else (h1 ^ k1, h2)
        if len(block) == 16:
            h1 = (((left(h1, 27) + h2) & MASK) * 5 + 0x52DCE729) & MASK
            h2 = (((left(h2 ^ k2, 31) + h1) & MASK) * 5 + 0x38495AB5) & MASK
    h1, h2 = h1 ^ len(data), h2 ^ len(data)
    h1 = (h1 + h2) & MASK
    h2 = (h2 + h1) & MASK
    h1, h2 = mixed(h1), mixed(h2)
    h1 = (h1 + h2) & MASK
    return h1, (h2 + h1) & MASK


def kernel(data: bytes) -> tuple[int, int]:
    # What lies beyond the message must not matter.
    blocks = np.frombuffer(data + b"\xa5" * (32 - len(data) % 8), np.uint64)
    h1, h2 = murmur3(blocks, len(data))
    return int(h1), int(h2)


def test_published_value() -> None:
    fox = b"The quick brown fox jumps over the lazy dog"
    assert kernel(fox) == (0xE34BBC7BBC071B6C, 0x7A433CA9C49A9347)
    assert kernel(b"") == (0, 0)


@given(st.binary(max_size=70))
def test_agrees_with_plain_python(data: bytes) -> None:
    assert kernel(data) == oracle(data)


def test_content_hash_is_its_bytes() -> None:
    (value,) = measure(pa.array([" a \t b "])).content_hash.to_pylist()
    h1, h2 = oracle(b"a b")
    assert value == h1.to_bytes(8, "little") + h2.to_bytes(8, "little")
