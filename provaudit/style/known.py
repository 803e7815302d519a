"""Scores of data sets whose origin is known, as quantiles: how far scores move between data sets.

Made by ``benchmarks/prevalence.py`` from models that saw no row of the data set's group; valid for
the shipped detector only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

STEPS = np.linspace(0.01, 0.99, 50)


@dataclass(frozen=True, slots=True)
class Known:
    """Quantiles (at ``STEPS``) of ``style_score`` in a data set's domain, and its group."""

    register: str
    group: str
    records: int
    quantiles: NDArray[np.float64]


def known_scores(side: str) -> list[Known]:
    """Return the registers of ``side``: human or synthetic, ordered by name."""
    text = (files("provaudit.style") / "shipped" / "known_scores.json").read_text("utf-8")
    return [
        Known(**row | {"quantiles": np.array(row["quantiles"])}) for row in json.loads(text)[side]
    ]


def known_text(sides: dict[str, Iterable[Known]]) -> str:
    """Return what ``known_scores`` reads, a register a line."""
    told = {
        side: ",\n".join(
            json.dumps(
                {
                    "register": one.register,
                    "group": one.group,
                    "records": one.records,
                    "quantiles": one.quantiles.round(2).tolist(),
                }
            )
            for one in registers
        )
        for side, registers in sides.items()
    }
    return "{" + ",\n".join(f'"{side}": [\n{rows}\n]' for side, rows in told.items()) + "}\n"
