"""``provaudit detectors``: the detectors and their measured error rates; train, evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from provaudit.cli.output import show
from provaudit.plain import plain

_MODEL = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("detectors", invoke_without_command=True)
@click.option("--detector", type=_MODEL, help="A style detector of your own.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def command(context: click.Context, detector: Path | None, as_json: bool) -> int:
    """Print every detector, and the error rates of the style detector as they were measured.

    Each human register was scored by a model that saw nothing of its group of data sets.
    """
    if context.invoked_subcommand:
        return 0
    from provaudit.cli.audit_command import require_extra

    require_extra()
    from provaudit.evidence import DETECTORS
    from provaudit.style.model import load_model, shipped_model
    from provaudit.style.rates import table

    model = load_model(detector) if detector else shipped_model()
    facts = json.loads(model.facts)
    if as_json:
        show(json.dumps({"detectors": [*DETECTORS, "style"], "style": facts}, sort_keys=True))
        return 0
    show("Detectors: " + ", ".join([*DETECTORS, "style"]) + "\n")
    show("\n".join(plain(line, 400) for line in table(facts)))
    return 0


_TRAIN = """Train a style detector on DATA, a Parquet file, and write it to --out.

\b
Columns: text, origin (human | synthetic); better with dataset, domain, lang,
generator_family, shared_human_prefix. Where there is a column
weights_may_be_shipped, only its rows are trained on; the others measure.
"""


@command.command("train", help=_TRAIN)
@click.argument("data", type=_MODEL)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def train_command(data: Path, out: Path) -> int:
    """Train a style detector and print what it was trained on."""
    from provaudit.cli.audit_command import require_extra

    require_extra()
    from provaudit.style.model import save_model
    from provaudit.style.rows import read_rows
    from provaudit.style.training import train

    model = train(read_rows(data), lambda stage: click.echo(f"{stage} …", err=True))
    save_model(model, out)
    show(f"wrote {out}: use it with  provaudit detectors --detector {out}")
    return 0


@command.command("evaluate")
@click.argument("data", type=_MODEL)
@click.option("--detector", type=_MODEL, help="The style detector; default: the shipped one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def evaluate_command(data: Path, detector: Path | None, as_json: bool) -> int:
    """Measure a style detector on DATA, leaving out the data sets that it was trained on."""
    from provaudit.cli.audit_command import require_extra

    require_extra()
    from provaudit.style.evaluation import evaluate
    from provaudit.style.model import load_model, shipped_model
    from provaudit.style.rows import read_rows

    model = load_model(detector) if detector else shipped_model()
    found = evaluate(read_rows(data), model)
    show(json.dumps(found, indent=2, sort_keys=True) if as_json else _lines(found))
    return 0


def _lines(found: dict[str, Any]) -> str:
    lines = [f"{found['rows']:,} rows of 50 words or more; left out because trained on: "
             f"{', '.join(found['left_out']) or 'none'}"]  # fmt: skip
    for row in found["domains"]:
        name = plain("/".join(filter(None, (row["dataset"], row["domain"]))) or "all rows", 100)
        lines.append(
            f"{name}: AUROC {row['auroc']:.3f} ({row['low']:.3f} to {row['high']:.3f}), "
            f"{row['human']:,} human, {row['synthetic']:,} synthetic; at 1 % false positives "
            f"{row['tpr_1']:.0%} found, at 5 % {row['tpr_5']:.0%}"
        )
    return "\n".join(lines)
