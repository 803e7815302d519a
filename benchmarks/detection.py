"""How well style tells: on data sets, generators, lengths and attacks that were not trained on.

    python benchmarks/detection.py DATA.parquet [--json FILE] [--fast]

DATA has the columns of ``provaudit detectors train``. Every score of a row comes from a model that
saw no row of its group of data sets (``style/related.toml``); rows that may not be given away are
never trained on. Thresholds come from other groups than the one they are tried on, or from a
trusted slice of the same source. ``raw`` is the text as it is; elsewhere preambles are cut off.
``--fast`` leaves out the generators. Takes about six minutes on one core.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from provaudit.kernels.style import StyleFeatures, read_features
from provaudit.style import calibration, cells
from provaudit.style.evaluation import auroc, by_domain, calibration_error, compare
from provaudit.style.model import BANDS, StyleModel
from provaudit.style.rates import wilson
from provaudit.style.rows import Rows, read_rows, stripped
from provaudit.style.scoring import band_of, calibrated, raw_scores
from provaudit.style.slices import conformal_threshold
from provaudit.style.training import held_out, score_features, train_raw, trainable

BENCHMARK = "detectrl"  # the data set with domains, models and attacks side by side
NON_NATIVE = ("toefl_chatgpt126", "student_essay_study")
ATTACKS = ("none", "prompt", "paraphrase", "adversarial", "multi_llm")
MARGINS = (0, 1, 2)
LENGTHS = (25, 50, 100, 200)
SLICE, DRAWS, LEVEL = 200, 50, 0.01
Figures = dict[str, Any]


def main() -> None:
    """Measure, print, write the figures if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--fast", action="store_true")
    arguments = parser.parse_args()
    figures = measure(read_rows(arguments.data), fast=arguments.fast)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")


def tell(stage: str) -> None:
    print(stage, file=sys.stderr, flush=True)


def measure(rows: Rows, *, fast: bool) -> Figures:
    features = read_features(stripped(rows.text))
    usable = trainable(rows, features)
    model = train_raw(rows, features, usable)
    raw = held_out(rows, features, model, tell)
    model = calibration.calibrate(model, rows, features.words, raw)
    odds = calibrated(raw, features.words, model)
    judged = np.flatnonzero(features.words >= BANDS[0])
    domains = by_domain(rows, odds, judged)
    figures = {
        "domains": domains,
        "mean": mean_over_sets(domains),
        "calibration": calibration_of(rows, raw, features, model, judged),
        "human_registers": registers(rows, odds, features, judged),
        "above_every_human": highest(rows, odds, judged),
        "trusted_slices": slices(rows, odds, judged),
        **tasks(rows, model, odds),
    }
    if not fast:
        figures["generators"] = list(generators(rows, features, usable))
    return figures


def mean_over_sets(domains: list[Figures]) -> Figures:
    """Return the mean AUROC over groups of data sets, and its interval by resampling the groups."""
    sets: dict[str, list[float]] = {}
    for row in domains:
        sets.setdefault(row["dataset"], []).append(row["auroc"])
    means = np.array([np.mean(values) for values in sets.values()])
    random = np.random.default_rng(7)
    drawn = [random.choice(means, len(means)).mean() for _ in range(1000)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {
        "sets": len(means),
        "auroc": float(means.mean()),
        "low": float(low),
        "high": float(high),
    }


def calibration_of(
    rows: Rows, raw: np.ndarray, features: StyleFeatures, model: StyleModel, judged: np.ndarray
) -> Figures:
    """Return the error where the line is fitted without the fold it is tried on, cells balanced."""
    fold, odds = cells.folds(rows), np.zeros(len(rows))
    labels = np.where(rows.facts["origin"] == "synthetic", 1, -1).astype(np.int8)
    labelled = np.isin(rows.facts["origin"], ("human", "synthetic")) & ~cells.is_base_model(rows)
    for number in np.unique(fold):
        rest = np.flatnonzero(fold != number)
        fitted = calibration.calibrate(model, rows.take(rest), features.words[rest], raw[rest])
        part = np.flatnonzero(fold == number)
        odds[part] = calibrated(raw[part], features.words[part], fitted)
    used = judged[labelled[judged]]
    weights = cells.balanced(cells.cells(rows)[used], labels[used])
    return {"ece": calibration_error(odds[used], labels[used] > 0, weights), "rows": len(used)}


def registers(rows: Rows, odds: np.ndarray, features: StyleFeatures, judged: np.ndarray) -> Figures:
    """Return false positives without a trusted slice: thresholds from other groups."""
    group, band = cells.groups(rows), band_of(features.words)
    names, human = calibration.register_of(rows), rows.facts["origin"] == "human"
    found, recall = [], {}
    for name in np.unique(group[judged].astype(str)).tolist():
        others = judged[group[judged] != name]
        thresholds = calibration.register_thresholds(rows, odds, band, others)
        flagged = odds > thresholds[band]
        own = judged[(group[judged] == name) & human[judged]]
        for register in np.unique(names[own].astype(str)).tolist():
            part = own[names[own] == register]
            hits = int(flagged[part].sum())
            low, high = wilson(hits, len(part))
            row = {"register": register, "records": len(part), "flagged": hits}
            found.append(row | {"rate": hits / len(part), "low": low, "high": high})
        made = judged[(group[judged] == name) & (rows.facts["origin"][judged] == "synthetic")]
        if len(made):
            recall[name] = float(flagged[made].mean())
    essays = [row for row in found if row["register"].split("/")[0] in NON_NATIVE]
    hits, total = (sum(row[key] for row in essays) for key in ("flagged", "records"))
    return {
        **mean_and_worst(found),
        "non_native": {"flagged": hits, "records": total, "interval": wilson(hits, total)},
        "found": recall,
        "registers": found,
    }


def mean_and_worst(found: list[Figures]) -> Figures:
    large = [row for row in found if row["records"] >= 50]
    return {
        "mean_rate": float(np.mean([row["rate"] for row in large])) if large else None,
        "worst": max(large, key=lambda row: row["rate"], default=None),
    }


def highest(rows: Rows, odds: np.ndarray, judged: np.ndarray) -> list[Figures]:
    """Return what is flagged above every human score of all other groups, by MARGINS and more.

    The most careful threshold without a trusted slice: if it fails in a register, all others do.
    """
    group, names = cells.groups(rows), calibration.register_of(rows)
    human = judged[rows.facts["origin"][judged] == "human"]
    made = judged[rows.facts["dataset"][judged] == BENCHMARK]
    made = made[rows.facts["origin"][made] == "synthetic"]
    tried = []
    for margin in MARGINS:
        found, recall = [], None
        for name in np.unique(group[human].astype(str)).tolist():
            threshold = odds[human[group[human] != name]].max(initial=-np.inf) + margin
            own = human[group[human] == name]
            for register in np.unique(names[own].astype(str)).tolist():
                scores = odds[own[names[own] == register]]
                hits = int((scores > threshold).sum())
                row = {"register": register, "records": len(scores), "flagged": hits}
                found.append(row | {"rate": hits / len(scores)})
            if len(made) and name == group[made[0]]:
                recall = float((odds[made] > threshold).mean())
        tried.append({"margin": margin, **mean_and_worst(found), "found": recall})
    return tried


def slices(rows: Rows, odds: np.ndarray, judged: np.ndarray) -> list[Figures]:
    """Return what SLICE trusted human records of the same source buy at LEVEL, over DRAWS draws."""
    random, names = np.random.default_rng(11), calibration.register_of(rows)
    plain = rows.facts["attack"] == "none"
    plain |= rows.facts["attack"] == ""
    found = []
    for register in np.unique(names[judged].astype(str)).tolist():
        here = judged[names[judged] == register]
        human = odds[here[(rows.facts["origin"][here] == "human") & plain[here]]]
        made = odds[here[rows.facts["origin"][here] == "synthetic"]]
        if len(human) < 2 * SLICE:
            continue
        false, true = [], []
        for _ in range(DRAWS):
            order = random.permutation(human)
            threshold = conformal_threshold(order[:SLICE], LEVEL)
            false.append((order[SLICE:] > threshold).mean())
            true.append((made > threshold).mean() if len(made) else np.nan)
        row = {"register": register, "human": len(human), "synthetic": len(made)}
        row |= {"fpr": float(np.mean(false)), "fpr_90": float(np.quantile(false, 0.9))}
        found.append(row | ({"tpr": float(np.mean(true))} if len(made) else {}))
    return found


def tasks(rows: Rows, model: StyleModel, odds: np.ndarray) -> Figures:
    """Return AUROC on DetectRL by domain, model and attack; raw, stripped, by length."""
    here = np.flatnonzero(rows.facts["dataset"] == BENCHMARK)
    if not len(here):
        return {}
    part = rows.take(here)
    clean = pa.array([unfused(text) for text in stripped(part.text).to_pylist()], pa.large_string())
    versions = {"raw": part.text, "stripped": clean}
    figures: Figures = {}
    for name, text in versions.items():
        scores = raw_scores(text, model)[0]
        figures[name] = three_tasks(part, scores)
    figures["length"] = {
        str(words): three_tasks(part, raw_scores(first_words(part.text, words), model)[0])["domain"]
        for words in LENGTHS
    }
    return {"detectrl": figures}


def three_tasks(rows: Rows, scores: np.ndarray) -> Figures:
    facts, origin = rows.facts, rows.facts["origin"]
    human = (origin == "human") & (facts["attack"] == "none")
    made = origin == "synthetic"
    domains = [name for name in np.unique(facts["domain"][human].astype(str)) if name]
    models = np.unique(facts["generator_family"][made].astype(str)).tolist()
    by = {
        "domain": {
            name: [side & (facts["domain"] == name) for side in (human, made)] for name in domains
        },
        "model": {
            name: [human, made & (facts["generator_family"] == name)]
            for name in models
            if name != "other"
        },
        "attack": {
            name: [human, made & np.array([attack.startswith(name) for attack in facts["attack"]])]
            for name in ATTACKS
        },
    }
    figures: Figures = {}
    for task, sides in by.items():
        told = {
            name: compare(scores[left], scores[right])
            for name, (left, right) in sides.items()
            if left.sum() >= 50 and right.sum() >= 50
        }
        figures[task] = {"mean": float(np.mean([one["auroc"] for one in told.values()])), **told}
    return figures


def generators(rows: Rows, features: StyleFeatures, usable: np.ndarray) -> Iterator[Figures]:
    """Each family held out everywhere, against human records of sets never trained on."""
    family, origin = rows.facts["generator_family"], rows.facts["origin"]
    human = np.flatnonzero((origin == "human") & ~rows.shippable & (features.words >= BANDS[0]))
    human = human[rows.facts["dataset"][human] == BENCHMARK]
    made = usable[origin[usable] == "synthetic"]
    names, counts = np.unique(family[made].astype(str), return_counts=True)
    for name in names[(counts >= 300) & ~np.isin(names, ("", "other"))].tolist():
        tell(f"holding out the generators of {name}")
        held = made[family[made] == name]
        model = train_raw(rows, features, usable[~np.isin(usable, held)])
        sides = [score_features(features, model, part) for part in (human, held)]
        if len(human):
            yield {"family": name, "synthetic": len(held), "auroc": auroc(*sides)}


def unfused(text: str) -> str:
    """Put the space back after a full stop, and one space for any white space."""
    return " ".join(re.sub(r"([.!?])([A-Z])", r"\1 \2", text).split())


def first_words(text: pa.Array, words: int) -> pa.Array:
    cut = [" ".join(one.split()[:words]) for one in text.to_pylist()]
    return pa.array(cut, pa.large_string())


if __name__ == "__main__":
    main()
