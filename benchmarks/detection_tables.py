"""Print the tables of ``docs/detection.md`` from what ``benchmarks/detection.py --json`` wrote.

python benchmarks/detection_tables.py FILE.json
"""

import json
import sys
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


def main() -> None:
    figures = json.loads(Path(sys.argv[1]).read_text())
    for table in (summary, careful, tasks, domains, slices, generators):
        print("\n".join(table(figures)) + "\n")


def summary(figures: Figures) -> list[str]:
    mean, human = figures["mean"], figures["human_registers"]
    worst, essays = human["worst"], human["non_native"]
    low, high = essays["interval"]
    return [
        "| what | figure |",
        "|---|---|",
        f"| mean AUROC over {mean['sets']} data sets | {_interval(mean, 'auroc')} |",
        f"| calibration error (ECE), fitted on others | {figures['calibration']['ece']:.3f} |",
        f"| no trusted slice: FPR, mean over human registers | {human['mean_rate']:.2%} |",
        f"| the worst register | {worst['rate']:.2%} ({worst['register']}, {worst['records']:,}) |",
        f"| non-native writers | {essays['flagged']} of {essays['records']} "
        f"({low:.2%} to {high:.2%}) |",
    ]


def careful(figures: Figures) -> list[str]:
    heads = "above every human score of other groups, and | FPR, mean | worst register | found"
    lines = [f"| {heads} |", "|---|--:|--:|--:|"]
    for row in figures["above_every_human"]:
        worst = row["worst"]
        rates = f"{row['mean_rate']:.2%} | {worst['rate']:.2%} ({worst['register']})"
        lines.append(f"| {row['margin']} more | {rates} | {row['found']:.1%} |")
    return lines


def tasks(figures: Figures) -> list[str]:
    lines = ["| DetectRL | domain | model | attack |", "|---|--:|--:|--:|"]
    for name in ("raw", "stripped"):
        row = figures["detectrl"][name]
        means = " | ".join(f"{row[task]['mean']:.3f}" for task in ("domain", "model", "attack"))
        lines.append(f"| {name} | {means} |")
    lines += ["", "| attack, raw | AUROC | found at 1 % / 5 % FPR |", "|---|--:|--:|"]
    for name, one in figures["detectrl"]["raw"]["attack"].items():
        if name != "mean":
            rates = f"{one['tpr_1']:.0%} / {one['tpr_5']:.0%}"
            lines.append(f"| {name} | {_interval(one, 'auroc')} | {rates} |")
    lengths = figures["detectrl"]["length"]
    heads = " | ".join(lengths)
    cells = " | ".join(f"{one['mean']:.3f}" for one in lengths.values())
    return [*lines, "", f"| first words | {heads} |", "|---|" + "--:|" * len(lengths),
            f"| AUROC by domain | {cells} |"]  # fmt: skip


def domains(figures: Figures) -> list[str]:
    lines = [
        "| held out | human | synthetic | AUROC | found at 1 % / 5 % FPR |",
        "|---|" + "--:|" * 4,
    ]
    for row in figures["domains"]:
        rates = f"{row['tpr_1']:.0%} / {row['tpr_5']:.0%}"
        name = f"{row['dataset']}, {row['domain'] or 'no domain'}"
        counts = f"{row['human']:,} | {row['synthetic']:,}"
        lines.append(f"| {name} | {counts} | {_interval(row, 'auroc')} | {rates} |")
    return lines


def slices(figures: Figures) -> list[str]:
    rows = figures["trusted_slices"]
    lines = ["| source | FPR, mean | 90th pct of draws | found |", "|---|--:|--:|--:|"]
    for row in rows:
        found = f"{row['tpr']:.0%}" if "tpr" in row else "no machine side"
        lines.append(f"| {row['register']} | {row['fpr']:.2%} | {row['fpr_90']:.2%} | {found} |")
    found = [row["tpr"] for row in rows if row["register"].startswith("detectrl/") and "tpr" in row]
    rates = [row["fpr"] for row in rows]
    lines += ["", f"Mean FPR {sum(rates) / len(rates):.2%}, worst source {max(rates):.2%}."]
    return [*lines, f"DetectRL's domains, mean found: {sum(found) / max(len(found), 1):.0%}."]


def generators(figures: Figures) -> list[str]:
    lines = ["| family held out | texts | AUROC |", "|---|--:|--:|"]
    for row in figures.get("generators", []):
        lines.append(f"| {row['family']} | {row['synthetic']:,} | {row['auroc']:.3f} |")
    return lines


def _interval(row: Figures, name: str) -> str:
    return f"{row[name]:.3f} ({row['low']:.3f} to {row['high']:.3f})"


if __name__ == "__main__":
    main()
