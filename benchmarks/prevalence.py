"""How near the estimates of the share of synthetic records come, and how often intervals hold.

    python benchmarks/prevalence.py DATA.parquet [--json FILE] [--known FILE] [--scores FILE]

Simulates corpora of 2,000 records with a known share of synthetic ones, from rows of DATA scored by
models that saw no row of their group of data sets. ``matched``: human and machine records of one
data set and domain; ``shift``: of two groups of data sets. Scores of known data sets never come
from the groups of the corpus. ``--known`` writes the quantiles that ship with the detector,
``--scores`` keeps the scores for the next run. Six minutes on one core, four of them for scores.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from provaudit.estimate.prevalence import slices
from provaudit.estimate.prevalence.beta import clopper_pearson
from provaudit.estimate.prevalence.drawing import BANDS, bands, draws
from provaudit.estimate.prevalence.powered import powered
from provaudit.estimate.prevalence.share import Share
from provaudit.estimate.prevalence.stratified import stratified
from provaudit.estimate.prevalence.unaided import unaided
from provaudit.kernels.style import read_features
from provaudit.style import calibration, cells
from provaudit.style.known import STEPS, Known, known_text
from provaudit.style.model import BANDS as LENGTHS
from provaudit.style.rows import read_rows, stripped
from provaudit.style.scoring import calibrated
from provaudit.style.training import held_out, train_raw, trainable

RECORDS, REVIEWED, SLICE = 2000, 100, 300
SHARES = (0.0, 0.02, 0.05, 0.1, 0.3, 0.6, 1.0)
CORPORA = 40  # of each share and kind
FEWEST = 100  # rows of a register whose quantiles are told
Figures = dict[str, Any]


class Register(NamedTuple):
    """The scores of the rows of a data set's domain with one label."""

    name: str
    group: str
    scores: np.ndarray


def main() -> None:
    """Simulate, print, write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--known", type=Path)
    parser.add_argument("--scores", type=Path)
    arguments = parser.parse_args()
    sides = registers(arguments.data, arguments.scores)
    if arguments.known:
        known = {side: [quantiles(one) for one in found] for side, found in sides.items()}
        arguments.known.write_text(known_text(known))
    figures = simulate(sides)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")


def registers(data: Path, kept: Path | None) -> dict[str, list[Register]]:
    """Return the registers of both labels with held-out scores."""
    if kept is None or not kept.exists():
        table = score(data)
        if kept:
            np.savez(kept, **table)
    else:
        with np.load(kept) as archive:
            table = dict(archive)
    return {side: list(registers_of(table, side)) for side in ("human", "synthetic")}


def score(data: Path) -> dict[str, np.ndarray]:
    rows = read_rows(data)
    features = read_features(stripped(rows.text))
    model = train_raw(rows, features, trainable(rows, features))
    raw = held_out(rows, features, model, lambda stage: print(stage, file=sys.stderr))
    model = calibration.calibrate(model, rows, features.words, raw)
    used = (features.words >= LENGTHS[0]) & ~cells.is_base_model(rows)
    return {
        "odds": calibrated(raw, features.words, model)[used],
        "origin": rows.facts["origin"][used].astype(str),
        "group": cells.groups(rows)[used].astype(str),
        "register": calibration.register_of(rows)[used].astype(str),
    }


def registers_of(table: dict[str, np.ndarray], side: str) -> Iterator[Register]:
    rows = np.flatnonzero(table["origin"] == side)
    for name in np.unique(table["register"][rows]).tolist():
        part = rows[table["register"][rows] == name]
        if len(part) >= FEWEST:
            yield Register(name, str(table["group"][part[0]]), table["odds"][part])


def quantiles(register: Register) -> Known:
    values = np.quantile(register.scores, STEPS)
    return Known(register.name, register.group, len(register.scores), values)


def simulate(sides: dict[str, list[Register]]) -> Figures:
    """Return error, coverage and width of every method by kind of corpus and share."""
    random = np.random.default_rng(20261124)
    found: dict[str, dict[str, list[tuple[float, ...]]]] = {"matched": {}, "shift": {}}
    for kind, methods in found.items():
        for number in range(CORPORA):
            print(f"{kind} {number + 1} of {CORPORA}", file=sys.stderr, flush=True)
            human, machine = pair(sides, kind, random)
            for share in SHARES:
                for name, told in estimates(sides, human, machine, share, random):
                    methods.setdefault(name, []).append((share, *told))
    return {
        kind: {name: summed(np.array(rows)) for name, rows in methods.items()}
        for kind, methods in found.items()
    } | {"corpora": CORPORA, "records": RECORDS, "reviewed": REVIEWED, "slice": SLICE}


def pair(
    sides: dict[str, list[Register]], kind: str, random: np.random.Generator
) -> tuple[Register, Register]:
    humans = [one for one in sides["human"] if len(one.scores) >= 2 * SLICE]
    machines = sides["synthetic"]
    fitting = [
        (human, machine)
        for human in humans
        for machine in machines
        if (human.name == machine.name if kind == "matched" else human.group != machine.group)
    ]
    return fitting[random.integers(len(fitting))]


def estimates(
    sides: dict[str, list[Register]],
    human: Register,
    machine: Register,
    share: float,
    random: np.random.Generator,
) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """Yield each method with its point, low and high for one simulated corpus."""
    shuffled = random.permutation(human.scores)
    trusted, others = shuffled[:SLICE], shuffled[SLICE:]
    made = round(share * RECORDS)
    truth = np.repeat([1.0, 0.0], [made, RECORDS - made])
    scores = np.concatenate(
        [random.choice(machine.scores, made), random.choice(others, RECORDS - made)]
    )
    unknown = {human.group, machine.group}
    known = {
        side: [quantiles(one) for one in found if one.group not in unknown]
        for side, found in sides.items()
    }
    yield "classify and count", (float((scores > 0).mean()),) * 3
    yield from reviewed(scores, truth, random)
    fits = slices.matched(scores, trusted, known["synthetic"])
    told = slices.from_slice(scores, trusted, known["synthetic"])
    if told:
        yield "trusted slice", (float(np.median(fits)), told.low, told.high)
    alone = unaided(scores, known["human"], known["synthetic"])
    if alone:
        yield "scores alone", ((alone.low + alone.high) / 2, alone.low, alone.high)
    yield "bounds", (0.5, 0.0, 1.0)


def reviewed(
    scores: np.ndarray, truth: np.ndarray, random: np.random.Generator
) -> Iterator[tuple[str, tuple[float, float, float]]]:
    weights = np.ones(RECORDS)
    band = bands(scores, weights)
    order = np.lexsort((random.random(RECORDS), band))
    drawn = order[draws(weights, REVIEWED, random.random()) > 0]
    labels, own = truth[drawn], 1 / (1 + np.exp(-scores))
    shares = np.bincount(band, minlength=BANDS + 1) / RECORDS
    plain = random.choice(truth, REVIEWED, replace=False)
    low, high = clopper_pearson(float(plain.sum()), REVIEWED)
    found = {
        "review alone, Clopper-Pearson": Share(float(plain.mean()), low, high, ""),
        "review, prediction-powered": powered(labels, own[drawn], own, weights),
        "review, stratified by score": stratified(labels, band[drawn], shares),
    }
    for name, told in found.items():
        yield name, (told.point or 0.0, told.low, told.high)


def summed(rows: np.ndarray) -> Figures:
    """Return the figures over all shares, over those of at most 10 %, and by share."""
    few = rows[rows[:, 0] <= 0.1]
    by_share = {f"{share:g}": part(rows[rows[:, 0] == share]) for share in SHARES}
    return part(rows) | {"at_most_10": part(few), "by_share": by_share}


def part(rows: np.ndarray) -> Figures:
    share, point, low, high = rows.T
    inside = (low <= share + 1e-9) & (share <= high + 1e-9)
    return {
        "corpora": len(rows),
        "error": round(float(np.abs(point - share).mean()), 4),
        "coverage": round(float(inside.mean()), 4),
        "width": round(float((high - low).mean()), 4),
        "low_valid": round(float((low <= share + 1e-9).mean()), 4),
    }


if __name__ == "__main__":
    main()
