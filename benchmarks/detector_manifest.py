"""Write the provenance manifest of a style detector's training data.

    python benchmarks/detector_manifest.py DATA.parquet provaudit/style/shipped/provenance.yaml

DATA is what the detector was trained on. One source for each data set and label, with its
licences, domains and numbers; `provaudit check` reads the result.
"""

import argparse
from pathlib import Path

import numpy as np
import yaml

from provaudit.kernels.style import read_features
from provaudit.style.rows import Rows, read_rows, stripped
from provaudit.style.training import trainable

# Families of the labels that resemble one model, which they are not.
_MODELS = {"glm": "GLM of unknown version"}
# The licence of the weights, and that of the sources which asks to be kept.
_LICENCE = "Apache-2.0 AND CC-BY-SA-4.0"


def main() -> None:
    """Read the rows that are trained on, and write the manifest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    rows = read_rows(arguments.data)
    rows = rows.take(trainable(rows, read_features(stripped(rows.text))))
    text = yaml.safe_dump(manifest(rows), sort_keys=False, allow_unicode=True, width=110)
    arguments.out.write_text("# Written by benchmarks/detector_manifest.py\n" + text)


def manifest(rows: Rows) -> dict[str, object]:
    return {
        "provaudit": 1,
        "name": "provaudit-style-detector-training-data",
        "version": "1",
        "description": "What the shipped style detector was trained on; no text is given away.",
        "license": _LICENCE,
        "creators": [{"name": "The provaudit contributors"}],
        "language": ["en"],
        "sources": [
            source(rows, dataset, origin)
            for dataset in np.unique(rows.facts["dataset"].astype(str)).tolist()
            for origin in ("human", "synthetic")
            if ((rows.facts["dataset"] == dataset) & (rows.facts["origin"] == origin)).any()
        ],
        "limitations": [
            "English only; no code, nothing under 40 words, no samples of base models.",
            "Hardly shown: machine-written news and reviews, human e-mail and law.",
        ],
    }


def source(rows: Rows, dataset: str, origin: str) -> dict[str, object]:
    part = (rows.facts["dataset"] == dataset) & (rows.facts["origin"] == origin)
    told = {
        name: sorted(set(rows.facts[name][part].tolist()) - {""})
        for name in ("domain", "license", "generator_family")
    }
    human = origin == "human"
    entry: dict[str, object] = {
        "id": f"{dataset}-{origin}",
        "files": [f"{dataset}/{origin}/*"],
        "category": "other" if human else "synthetic",
        "digital_source_type": "digitalCreation" if human else "trainedAlgorithmicMedia",
        "license": " OR ".join(told["license"]) or "unknown",
    }
    if not human:
        entry["generators"] = [
            {"model": _MODELS.get(family, family), "version": "unknown", "role": "generator"}
            for family in told["generator_family"]
        ] or [{"model": "unknown", "role": "generator"}]
    return entry | {"x-records": int(part.sum()), "x-domains": told["domain"]}


if __name__ == "__main__":
    main()
