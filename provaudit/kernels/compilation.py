"""Compile every kernel ahead of its first use, and know whether that was done.

numba keeps compiled kernels on disk and knows a change of the kernel's own file, but not of a
file whose functions it calls: a cache older than the newest file of this folder is therefore
dropped as a whole.
"""

from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
from numba.core.registry import cpu_target
from numba.core.runtime.nrt import rtsys

from provaudit.kernels import (
    buffers,
    characters,
    content,
    damage,
    edges,
    endings,
    identifiers,
    keys,
    kinds,
    language,
    language_model,
    lexicon,
    marks,
    minhash,
    ngrams,
    pair_weights,
    repetition,
    sentences,
    sorted_hashes,
    style,
    style_tables,
    text,
    union,
    words,
)

# The kernels that Python calls; each compiles those that it calls itself.
KERNELS: tuple[Any, ...] = (
    words._split,
    characters._count,
    sentences._count,
    content._read,
    repetition._find,
    repetition._repeated,
    minhash._sign,
    minhash._hash_shingles,
    ngrams._sample,
    damage._find,
    edges._find,
    endings._find,
    identifiers._find,
    lexicon._enter,
    lexicon._find,
    language_model._guess,
    style_tables._enter,
    style._sum,
    pair_weights._sum,
    keys._group,
    keys.pair_keys,
    sorted_hashes._find,
    marks.mark,
    marks.numbers_of,
    union.unite,
    union.flatten,
    kinds.kinds_of,
    kinds.parts_of,
)
_EXAMPLE = ["One, two. Zwei; drei!\nOne, two", None]


def compile_all() -> float:
    """Compile what is not compiled yet, keep it on disk, and return the seconds it took.

    About a minute the first time, half a second when all is there. Call it before the
    workers start, so that they find the cache; ``is_compiled`` says whether to tell the user.
    """
    began = perf_counter()
    newest = _newest_source()
    for file in _cached():
        if file.stat().st_mtime < newest:
            file.unlink(missing_ok=True)
    example = pa.array(_EXAMPLE, pa.large_string())
    _, found = text.measure_with_words(example)
    repetition.find_repetition(found)
    minhash.sign(found)
    minhash.shingles_of(found, np.zeros(1, np.int64), 1)
    ngrams.sample_ngrams(found, ngrams.limit_for(1))
    style.sum_weights(pa.array(_EXAMPLE, pa.large_string()), np.zeros(style.BUCKETS, np.int8))
    table = np.zeros((1, 1), np.float32)
    pair_weights.sum_pairs(table, table, table[0])
    lexicon.find_phrases(found, lexicon.build_lexicon(["one two"]))
    language.identify(example)
    utf8 = buffers.read_texts(example)
    damage.find_damage(utf8)
    edges.find_edges(utf8)
    endings.stops_short(utf8)
    identifiers.find_identifiers(utf8)
    _compile_keys()
    return perf_counter() - began


def load_compiled() -> bool:
    """Load all kernels where each is on disk, and say whether that was so.

    Faster than ``compile_all``: numba gets ready to compile at its first kernel, also for one that
    is only read from disk, which takes longer than to read them all. It does so later if need be.
    """
    if not is_compiled():
        return False
    context = cpu_target.target_context
    rtsys.initialize(context)  # the part of it that compiled kernels need: their memory
    context.refresh = lambda: None
    try:
        compile_all()
    finally:
        del context.refresh
    return True


def _compile_keys() -> None:
    """Compile what finds equal keys and joins what has them."""
    one, bounds = np.zeros(1, np.int64), np.zeros(2, np.int64)
    some, places = keys.group_keys(np.zeros(1, np.uint64), one, 1, 0, bounds)
    slots, pairs = np.empty(2, np.int32), np.empty((1, 2), np.int64)
    found = some.reshape(1, 1).copy()
    keys.pair_keys(some, places, bounds[None, :], one, found, one.copy(), 0, slots, pairs)
    set_ = marks.no_marks(1)
    marks.mark(set_, one)
    marks.numbers_of(one, set_, marks.marked_before(set_), one.copy())
    sorted_hashes.numbers_of(found.repeat(2, 1), sorted_hashes.index_of(found.repeat(2, 1)))
    union.unite(np.zeros(1, np.int64), one, one)
    union.flatten(np.zeros(1, np.int64))
    kinds.parts_of(*kinds.kinds_of(one, one, one))


def is_compiled() -> bool:
    """Return whether every kernel lies in the cache, and none is older than its sources."""
    newest = _newest_source()
    fresh = {file.name for file in _cached() if file.stat().st_mtime >= newest}
    return all(any(name.startswith(_name(kernel)) for name in fresh) for kernel in KERNELS)


def _newest_source() -> float:
    return max(source.stat().st_mtime for source in Path(__file__).parent.glob("*.py"))


def _name(kernel: Any) -> str:  # noqa: ANN401 - numba has no type for it
    function = kernel.py_func
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}-"


def _cached() -> list[Path]:
    """Return the files of numba's cache for this folder; it keeps a place for each folder."""
    places = {Path(kernel.stats.cache_path) for kernel in KERNELS}
    return sorted(file for place in places for file in place.glob("*.nb?"))
