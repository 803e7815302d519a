"""What the checks of health find by origin, and what they cost.

    python benchmarks/health.py DATA.parquet [--update PAGE]

DATA has the columns text, origin and dataset. Prints the records that each check counts per
origin with 95 % Wilson intervals, the human datasets in which it fires most, and the CPU time of
the checks beside that of the rest of the scan (best of three). ``--update`` writes it between the
marks of a page.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from residues import share

from provaudit.model import DataFile, Layout, TextBatch
from provaudit.scan import health
from provaudit.scan import records as scanning
from provaudit.scan.health import identifier_rows
from provaudit.scan.records import scan_batch
from provaudit.style import chosen_model

_FILE = DataFile("data", "data", "parquet", "", 0, "", Layout("text", ("text",)))
ORIGINS = ("human", "mixed", "synthetic")
CHECKS: dict[str, Callable[[dict[str, object]], bool]] = {
    "encoding": lambda row: bool(row["replacement"] or row["mojibake"] or row["controls"]),
    "cut_off": lambda row: row["cut_off"] is not None,
    "gibberish": lambda row: bool(row["gibberish"]),
    "refusal": lambda row: row["refusal"] is not None,
    "stock_phrase": lambda row: row["stock_phrase"] is not None,
}
_COLUMNS = [
    "replacement",
    "mojibake",
    "controls",
    "cut_off",
    "gibberish",
    "refusal",
    "stock_phrase",
]


def main() -> None:
    """Read the file named on the command line, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--update", type=Path)
    arguments = parser.parse_args()
    lines = list(_lines(arguments.data))
    print("\n".join(lines))
    if arguments.update:
        _write("\n".join(lines), arguments.update)


def _lines(path: str) -> Iterator[str]:
    totals: Counter[tuple[str, str]] = Counter()
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    identifiers: Counter[tuple[str, str, str]] = Counter()
    costs: Counter[str] = Counter()
    for batch, labels in _batches(path):
        columns, kinds = _measured(batch, costs)
        totals.update(labels)
        for label, row in zip(labels, columns.to_pylist(), strict=True):
            for check, fires in CHECKS.items():
                found[check][label] += fires(row)
        for row in kinds.to_pylist():
            origin = labels[row["position"]][0]
            identifiers[row["kind"], origin, "seen"] += 1
            identifiers[row["kind"], origin, "impossible"] += row["impossible"] > 0
    yield from _by_origin(found, totals)
    yield from _by_kind(identifiers)
    yield from _cost(costs)


def _batches(path: str) -> Iterator[tuple[TextBatch, list[tuple[str, str]]]]:
    table = pq.ParquetFile(path)
    for part in table.iter_batches(4096, columns=["text", "origin", "dataset"]):
        text = part["text"].cast(pa.large_string())
        rows = pa.array(range(len(text)), pa.int64())
        batch = TextBatch(_FILE, rows, text, pa.nulls(len(text), pa.large_string()), {})
        yield batch, list(zip(part["origin"].to_pylist(), part["dataset"].to_pylist(), strict=True))


def _measured(batch: TextBatch, costs: Counter[str]) -> tuple[pa.Table, pa.Table]:
    """Scan a batch; note the CPU seconds of the whole and, on their own, of the checks."""
    model = chosen_model("")
    began = time.process_time()
    scanned = scan_batch(batch, model)
    kinds = identifier_rows(scanned.records, batch.text, redact=False)
    whole = time.process_time() - began
    features, _ = scanning.measure_with_words(batch.text)
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        health.health_columns(batch.text, scanned.records["language_found"], features)
        identifier_rows(scanned.records, batch.text, redact=False)
        best = min(best, time.process_time() - began)
    if costs["bytes"]:  # the first batch compiles
        costs.update(whole=whole, checks=best)  # type: ignore[call-arg]
        costs["timed"] += batch.text.nbytes
    costs["bytes"] += batch.text.nbytes
    return scanned.records.select(_COLUMNS), kinds


def _by_origin(
    found: dict[str, Counter[tuple[str, str]]], totals: Counter[tuple[str, str]]
) -> Iterator[str]:
    of = {origin: sum(n for key, n in totals.items() if key[0] == origin) for origin in ORIGINS}
    yield "| check | " + " | ".join(f"{o} ({of[o]:,})" for o in ORIGINS) + " | most in human text |"
    yield "|---|" + "---|" * (len(ORIGINS) + 1)
    for check in CHECKS:
        counts = found[check]
        cells = [
            share(sum(n for key, n in counts.items() if key[0] == origin), of[origin])
            for origin in ORIGINS
        ]
        human = [
            (n / totals[key], key[1], n) for key, n in counts.items() if key[0] == "human" and n
        ]
        worst = ", ".join(f"{name} {n:,}" for _, name, n in sorted(human, reverse=True)[:3])
        yield f"| `{check}` | " + " | ".join(cells) + f" | {worst or 'none'} |"
    yield ""


def _by_kind(identifiers: Counter[tuple[str, str, str]]) -> Iterator[str]:
    yield "| records with an impossible one, of those with any | " + " | ".join(ORIGINS) + " |"
    yield "|---|" + "---|" * len(ORIGINS)
    for kind in sorted({kind for kind, _, _ in identifiers}):
        cells = [
            share(identifiers[kind, origin, "impossible"], identifiers[kind, origin, "seen"])
            for origin in ORIGINS
        ]
        yield f"| `{kind}` | " + " | ".join(cells) + " |"
    yield ""


def _cost(costs: Counter[str]) -> Iterator[str]:
    ms = {name: 1e9 * costs[name] / max(costs["timed"], 1) for name in ("whole", "checks")}
    yield (
        f"{costs['timed'] / 1e6:.0f} MB: the checks take {ms['checks']:.2f} of the"
        f" {ms['whole']:.1f} CPU ms per MB of the scan without reading"
        f" ({100 * ms['checks'] / ms['whole']:.1f} %)."
    )


def _write(text: str, page: Path) -> None:
    begin, end = "<!-- begin health -->", "<!-- end health -->"
    before, _, rest = page.read_text("utf-8").partition(begin)
    page.write_text(f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}", "utf-8")


if __name__ == "__main__":
    main()
