"""How often text patterns fire on labelled records: by code and origin, and false positives.

    python benchmarks/residues.py DATA.parquet [--excerpts N] [--rates FILE]

DATA has the columns text, origin (human, synthetic, mixed) and dataset. Prints two Markdown
tables: records with a hit per code and origin, and the human records for which ``origin.judge``
observes something, per dataset; shares with 95 % Wilson intervals. ``--excerpts N`` then prints
up to N hits in human records of each code, to be read by a person. ``--rates FILE`` writes the
records with a hit, human and synthetic, as the table from which ``explain`` takes its ratios.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from provaudit.evidence import find_evidence
from provaudit.model import DataFile, Layout, TextBatch
from provaudit.origin import judge
from provaudit.plain import plain

ORIGINS = ("human", "mixed", "synthetic")
_Z = 1.959963984540054
_FILE = DataFile("data", "data", "parquet", "", 0, "", Layout("text", ("text",)))


def main() -> None:
    """Read the file named on the command line, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--excerpts", type=int, default=0, metavar="N")
    parser.add_argument("--rates", type=Path)
    arguments = parser.parse_args()
    totals: Counter[str] = Counter()
    by_code: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    datasets: dict[str, Counter[str]] = defaultdict(Counter)
    excerpts: dict[str, list[str]] = defaultdict(list)
    for batch, origins, names in _batches(arguments.data):
        hits = find_evidence(batch)
        totals.update(origins)
        _count_codes(hits, origins, by_code, excerpts)
        _count_observed(hits, origins, names, datasets)
    print_codes(by_code, totals)
    print_datasets(datasets)
    if arguments.rates:
        write_rates(by_code, totals, arguments.rates)
    for code, lines in sorted(excerpts.items()):
        for line in lines[: arguments.excerpts]:
            print(code, plain(line))


def _batches(path: str) -> Iterator[tuple[TextBatch, list[str], list[str]]]:
    table = pq.ParquetFile(path)
    for part in table.iter_batches(4096, columns=["text", "origin", "dataset"]):
        text = part["text"].cast(pa.large_string())
        rows = pa.array(range(len(text)), pa.int64())
        batch = TextBatch(_FILE, rows, text, pa.nulls(len(text), pa.large_string()), {})
        yield batch, part["origin"].to_pylist(), part["dataset"].to_pylist()


def _count_codes(
    hits: pa.Table,
    origins: list[str],
    by_code: dict[tuple[str, str], Counter[str]],
    excerpts: dict[str, list[str]],
) -> None:
    seen = set()
    for hit in hits.to_pylist():
        origin = origins[hit["row"]]
        if (hit["row"], hit["code"]) not in seen:
            seen.add((hit["row"], hit["code"]))
            by_code[hit["tier"], hit["code"]][origin] += 1
        if origin == "human":
            excerpts[hit["code"]].append(hit["excerpt"])


def _count_observed(
    hits: pa.Table, origins: list[str], names: list[str], datasets: dict[str, Counter[str]]
) -> None:
    declared = pa.nulls(len(origins), pa.string())
    verdict = judge(declared, hits, len(origins))
    observed = verdict.observed.to_pylist()
    suspected = verdict.suspected.to_pylist()
    for origin, name, seen, hint in zip(origins, names, observed, suspected, strict=True):
        key = name if origin == "human" else f"({origin})"
        datasets[key].update(records=1, observed=seen is not None, suspected=hint)


def print_codes(by_code: dict[tuple[str, str], Counter[str]], totals: Counter[str]) -> None:
    """Print one line a code: records with at least one hit, of each origin."""
    print("| code | tier | " + " | ".join(f"{o} ({totals[o]:,})" for o in ORIGINS) + " |")
    print("|---|---|" + "---|" * len(ORIGINS))
    for (tier, code), counts in sorted(by_code.items()):
        cells = [share(counts[origin], totals[origin]) for origin in ORIGINS]
        print(f"| `{code}` | {tier} | " + " | ".join(cells) + " |")
    print()


def write_rates(
    by_code: dict[tuple[str, str], Counter[str]], totals: Counter[str], path: Path
) -> None:
    """Write the counts of each code in human and synthetic records as CSV."""
    lines = ["code,human,humans,synthetic,synthetics"]
    for (_, code), counts in sorted(by_code.items()):
        pairs = [f"{counts[one]},{totals[one]}" for one in ("human", "synthetic")]
        lines.append(f"{code},{','.join(pairs)}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def print_datasets(datasets: dict[str, Counter[str]]) -> None:
    """Print one line a dataset of human records, and one for all other origins together."""
    print("| human dataset | records | observed | suspected |")
    print("|---|---|---|---|")
    for name, counts in sorted(datasets.items()):
        cells = [share(counts[what], counts["records"]) for what in ("observed", "suspected")]
        print(f"| {name} | {counts['records']:,} | " + " | ".join(cells) + " |")
    print()


def share(k: int, n: int) -> str:
    """Return ``k`` of ``n`` with the share and its 95 % Wilson interval (Wilson 1927), in %."""
    low, high = wilson(k, n)
    return f"{k:,}: {100 * k / n:.3f} % ({100 * low:.3f} to {100 * high:.3f})" if n else "-"


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of ``k`` of ``n``, in [0, 1]."""
    if n == 0:
        return 0.0, 1.0
    p, z = k / n, _Z
    centre = p + z * z / (2 * n)
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


if __name__ == "__main__":
    main()
