"""Read a quantised fastText classifier (``.ftz``) into arrays that a kernel can use.

The format is that of fastText 0.9 (Joulin et al. 2016, arXiv:1612.03651, "FastText.zip"): magic,
arguments, dictionary, kept n-gram buckets, product-quantised input matrix, output matrix. The
input rows are dequantised once; the Huffman tree is built from the counts of the labels, as
fastText's hierarchical softmax builds it.
"""

import struct
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_MAGIC, _VERSION = 793712314, 12
_CENTROIDS = 256
WIDTH, BUCKETS = 16, 2_000_000
# What the kernel is made for, by place among the arguments: width of a row, single words,
# hierarchical softmax, a supervised model, buckets, shortest and longest n-gram.
_EXPECTED = {0: WIDTH, 5: 1, 6: 1, 7: 3, 8: BUCKETS, 9: 2, 10: 4}


class Classifier(NamedTuple):
    """A classifier: ``rows`` (words, then kept n-grams) of 16 numbers, and the tree of its labels.

    ``words`` and ``labels`` as written; ``buckets``: which n-gram hashes have a row, in the order
    ``places`` among the rows. Node n of the tree (0 is the root) weighs ``nodes[n]`` (16 numbers)
    and has the ``children[n]``, left and right: a node, or ``-1 - label``.
    """

    words: list[bytes]
    labels: list[str]
    buckets: NDArray[np.int32]
    places: NDArray[np.int32]
    rows: NDArray[np.float32]
    nodes: NDArray[np.float32]
    children: NDArray[np.int64]


class _Reader:
    """Takes numbers off the front of a file."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def word(self) -> bytes:
        end = self.data.index(b"\0", self.at)
        word, self.at = self.data[self.at : end], end + 1
        return word


def read_classifier(file: Path) -> Classifier:
    """Return the classifier in ``file``; ValueError if it is of another kind than lid.176.ftz."""
    reader = _Reader(file.read_bytes())
    magic, version, *arguments = reader.take("14i")
    reader.take("d")
    known = all(arguments[at] == value for at, value in _EXPECTED.items())
    if (magic, version) != (_MAGIC, _VERSION) or not known:
        raise ValueError(f"{file.name} is not the model that language identification is made for")
    words, labels, counts, kept = _dictionary(reader)
    (quantised,) = reader.take("?")
    if not quantised:
        raise ValueError(f"{file.name} is not quantised; take the .ftz file")
    rows = _quantised_matrix(reader)
    reader.take("?")
    height, width = reader.take("2q")
    output = reader.array("<f4", height * width).reshape(height, width)
    # fastText numbers the inner nodes from the leaves up; here the root comes first.
    return Classifier(
        words, labels, kept[:, 0], kept[:, 1], rows, output[: height - 1][::-1], _tree(counts)
    )


def _dictionary(reader: _Reader) -> tuple[list[bytes], list[str], list[int], NDArray[np.int32]]:
    size, _, _, _, kept = reader.take("3i2q")
    words: list[bytes] = []
    labels: list[str] = []
    counts: list[int] = []
    for _ in range(size):
        word = reader.word()
        count, kind = reader.take("qb")
        if kind:
            labels.append(word.decode().removeprefix("__label__"))
            counts.append(count)
        else:
            words.append(word)
    return words, labels, counts, reader.array("<i4", 2 * kept).reshape(kept, 2)


def _quantised_matrix(reader: _Reader) -> NDArray[np.float32]:
    normed, height, _, size = reader.take("?2qi")
    codes = reader.array("u1", size).reshape(height, -1)
    centroids = _centroids(reader)
    rows = centroids[np.arange(codes.shape[1]), codes].reshape(height, -1)
    if normed:
        codes = reader.array("u1", height)
        rows = rows * _centroids(reader)[0, codes]
    return np.ascontiguousarray(rows, np.float32)


def _centroids(reader: _Reader) -> NDArray[np.float32]:
    """Return the centroids of a product quantiser: parts x 256 x numbers in a part."""
    width, parts, size, last = reader.take("4i")
    if size != last:
        raise ValueError("the last part of the model's quantiser is of another size than the rest")
    return reader.array("<f4", width * _CENTROIDS).reshape(parts, _CENTROIDS, size)


def _tree(counts: list[int]) -> NDArray[np.int64]:
    """Return the children of each inner node of the Huffman tree, the root first."""
    leaves = len(counts)
    weight = [*counts, *[10**15] * (leaves - 1)]
    leaf, node = leaves - 1, leaves
    children = np.zeros((leaves - 1, 2), np.int64)
    for parent in range(leaves, 2 * leaves - 1):
        chosen = []
        for _ in range(2):
            if leaf >= 0 and weight[leaf] < weight[node]:
                chosen.append(leaf)
                leaf -= 1
            else:
                chosen.append(node)
                node += 1
        weight[parent] = weight[chosen[0]] + weight[chosen[1]]
        children[2 * leaves - 2 - parent] = [
            2 * leaves - 2 - child if child >= leaves else -1 - child for child in chosen
        ]
    return children
