"""Eight or 64 bytes of a text at once, for loops that would look at each byte by itself.

Python has no words for these, so they are LLVM instructions; every processor has them in one form
or another. They read memory as it lies: who calls them sees to it that the bytes are there.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from provaudit.kernels.jit import inlined

BLOCK = 64
_ONE = np.uint64(1)
_BYTE, _INT = ir.IntType(8), ir.IntType(64)
_BLOCK = ir.VectorType(_BYTE, BLOCK)
_FIRST = ir.Constant(ir.VectorType(ir.IntType(32), BLOCK), [0] * BLOCK)

Data = NDArray[np.uint8]
# ruff: noqa: ANN401 - numba has no types for what it hands to an intrinsic


@intrinsic
def _word_at(typing: Any, data: Any, at: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.load(_place(context, builder, signature, given, _INT), align=1)

    return types.uint64(data, types.int64), generate


@intrinsic
def _within(typing: Any, data: Any, at: Any, first: Any, last: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        block = builder.load(_place(context, builder, signature, given, _BLOCK), align=1)
        low, high = (_everywhere(builder, byte) for byte in given[2:])
        inside = builder.icmp_unsigned("<=", builder.sub(block, low), builder.sub(high, low))
        return builder.bitcast(inside, _INT)

    return types.uint64(data, types.int64, types.uint8, types.uint8), generate


@intrinsic
def _repeats(typing: Any, data: Any, at: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        array, at = given
        before = builder.sub(at, ir.Constant(_INT, 1))
        this, that = (
            builder.load(_place(context, builder, signature, (array, one), _BLOCK), align=1)
            for one in (at, before)
        )
        return builder.bitcast(builder.icmp_unsigned("==", this, that), _INT)

    return types.uint64(data, types.int64), generate


@intrinsic
def _zeros_above(typing: Any, bits: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.ctlz(given[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), generate


@intrinsic
def _zeros_below(typing: Any, bits: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.cttz(given[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), generate


def _place(context: Any, builder: Any, signature: Any, given: Any, kind: ir.Type) -> Any:
    array = context.make_array(signature.args[0])(context, builder, given[0])
    return builder.bitcast(builder.gep(array.data, [given[1]]), kind.as_pointer())


def _everywhere(builder: Any, byte: Any) -> Any:
    nothing = ir.Constant(_BLOCK, ir.Undefined)
    one = builder.insert_element(nothing, byte, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(one, nothing, _FIRST)


# The eight bytes from a place on as a number, the first one lowest.
word_at = cast("Callable[[Data, int], np.uint64]", _word_at)
# Which of the 64 bytes from a place on lie between two values, these included: a bit each, that of
# the first byte lowest.
within = cast("Callable[[Data, int, int, int], np.uint64]", _within)
# Which of the 64 bytes from a place on, which must not be the first, equal the byte before them.
repeats = cast("Callable[[Data, int], np.uint64]", _repeats)
# How many bits are 0 above the highest that is 1; 64 if none is.
zeros_above = cast("Callable[[np.uint64], int]", _zeros_above)
# How many bits are 0 below the lowest that is 1; 64 if none is.
zeros_below = cast("Callable[[np.uint64], int]", _zeros_below)


@inlined
def letters_at(data: Data, at: int) -> np.uint64:
    """Return which of the 64 bytes from ``at`` on are ASCII letters."""
    return within(data, at, 65, 90) | within(data, at, 97, 122)


@inlined
def bits_below(count: int) -> np.uint64:
    """Return ``count`` (0 to 63) ones, the lowest bits."""
    return (_ONE << np.uint64(count)) - _ONE
