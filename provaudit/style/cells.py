"""Cells of labelled rows (data set, domain and label): what is balanced, capped and held out."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from provaudit.style.rows import Rows

# Samples of base models read like their human training text: they would only blur the boundary.
_BASE_FAMILIES = ("gpt-2/neo/j/opt",)
_BASE_DATASETS = ("fast_detect_gpt_base", "seqxgpt")
SHORTEST = 40  # words of a row that is trained on
_DAMPING = -0.75
_FOLDS = 8


def is_base_model(rows: Rows) -> NDArray[np.bool_]:
    """Return which rows are samples of base models."""
    known = np.isin(rows.facts["generator_family"], _BASE_FAMILIES)
    known |= np.isin(rows.facts["dataset"], _BASE_DATASETS)
    base: NDArray[np.bool_] = known & (rows.facts["origin"] == "synthetic")
    return base


def groups(rows: Rows) -> NDArray[np.object_]:
    """Return for each row the group of related data sets that is held out together."""
    return np.array([_related().get(name, name) for name in rows.facts["dataset"]], object)


@cache
def _related() -> dict[str, str]:
    source = files("provaudit.style") / "related.toml"
    related = tomllib.loads(source.read_text("utf-8"))
    return {name: group for group, names in related.items() for name in names}


def folds(rows: Rows) -> NDArray[np.int64]:
    """Return the fold of each row: whole groups, the largest first into the smallest fold."""
    names, place, sizes = np.unique(groups(rows), return_inverse=True, return_counts=True)
    held = np.zeros(min(_FOLDS, len(names)), np.int64)
    fold = np.zeros(len(names), np.int64)
    for name in np.argsort(-sizes, kind="stable"):
        fold[name] = np.argmin(held)
        held[fold[name]] += sizes[name]
    return fold[place]


def cells(rows: Rows) -> NDArray[np.int64]:
    """Return the number of each row's cell."""
    facts = rows.facts
    keys = [
        "\x1f".join(key)
        for key in zip(facts["dataset"], facts["domain"], facts["origin"], strict=True)
    ]
    return np.unique(np.array(keys, object), return_inverse=True)[1]


def capped(cell: NDArray[np.int64], chosen: NDArray[np.int64], cap: int) -> NDArray[np.int64]:
    """Return ``chosen`` rows, of each cell at most ``cap``, drawn by a fixed seed."""
    random = np.random.default_rng(20261124)
    kept = []
    for number in np.unique(cell[chosen]):
        rows = chosen[cell[chosen] == number]
        kept.append(rows if len(rows) <= cap else random.permutation(rows)[:cap])
    return np.sort(np.concatenate(kept))


def balanced(cell: NDArray[np.int64], labels: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return weights of mean 1: damped by the size of the cell, equal in sum for both labels."""
    _, place, sizes = np.unique(cell, return_inverse=True, return_counts=True)
    weights = sizes[place] ** _DAMPING
    for label in (-1, 1):
        weights[labels == label] /= weights[labels == label].sum()
    mean: NDArray[np.float64] = weights / weights.mean()
    return mean
