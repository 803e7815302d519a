"""What measured costs mean for 1 TB, 100 TB and 10^12 tokens; the table of docs/scale.md.

    python benchmarks/scale.py SCALING.json [--statistics FILE.json] [--cores 64]
        [--json FILE] [--update docs/scale.md]

``SCALING.json`` is what scaling.py wrote; its two largest runs with one worker give the constants.
``--statistics`` is what the benchmark of the statistics wrote: rows, and seconds of each statement.
All is multiplication: a projection holds as far as cost per MB stays what it was, and the document
says where it does not.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from usage import markdown, parser, tell

TOKENS_PER_WORD = 4 / 3  # English, byte-pair encodings: a rule of thumb, stated as one
TOKENS = 1e12
SCANNED = ("planning", "reading digests", "scanning")
AFTER = ("measuring", "judging", "reporting")
CONSTANTS = {"what": "constant", "value": "value"}
COLUMNS = {
    "corpus": "corpus",
    "terabytes": "TB of text",
    "records": "records, 10^9",
    "scan_core_hours": "scan, core hours",
    "scan_hours": "scan, hours",
    "sql_hours": "SQL on one machine, CPU hours",
    "fence_tb": "tables at the fence, TB",
}


def constants(scaling: dict[str, Any]) -> dict[str, float]:
    """Return costs per GB of text and per million records, from the two largest runs.

    What the larger takes more than the smaller, over what it holds more: start-up and what is
    bounded (linguistics on a sample, charts) drop out.
    """
    alone = sorted(
        (row for row in scaling["rows"] if row["workers"] == 1), key=lambda row: row["megabytes"]
    )
    if len(alone) < 2:
        raise SystemExit("the scaling file needs two sizes with one worker: see scaling.py")
    less, more = alone[-2:]

    def slope(stages: tuple[str, ...]) -> float:
        seconds = (
            sum(row["stages"].get(name, {}).get("cpu_s", 0.0) for name in stages)
            for row in (less, more)
        )
        return max(-next(seconds) + next(seconds), 0.0)

    size, words, records = (
        more["corpus"][name] - less["corpus"][name] for name in ("text_bytes", "words", "records")
    )
    tables = {
        name: (held - less["fence_bytes"].get(name, 0)) / records
        for name, held in sorted(more["fence_bytes"].items())
        if "." not in name
    }
    return {
        "smaller run, MB of text": less["megabytes"],
        "larger run, MB of text": more["megabytes"],
        "bytes of text a record": size / records,
        "bytes of text a word": size / words,
        "scan, CPU s per GB of text": slope(SCANNED) / (size / 1e9),
        "SQL and report, CPU s per million records": slope(AFTER) / (records / 1e6),
        **{f"`{name}`, bytes a record": held for name, held in tables.items()},
        "all tables, bytes a record": sum(tables.values()),
    }


def projections(known: dict[str, float], cores: int) -> list[dict[str, Any]]:
    """Return what each corpus costs: the scan on ``cores``, the SQL on one machine."""
    of_tokens = TOKENS / TOKENS_PER_WORD * known["bytes of text a word"]
    sizes = {"1 TB": 1e12, "100 TB": 1e14, "10^12 tokens": of_tokens}
    rows = []
    for name, size in sizes.items():
        records = size / known["bytes of text a record"]
        hours = size / 1e9 * known["scan, CPU s per GB of text"] / 3600
        sql = records / 1e6 * known["SQL and report, CPU s per million records"] / 3600
        rows.append(
            {
                **{"corpus": name, "terabytes": size / 1e12, "records": records / 1e9},
                **{"scan_core_hours": hours, "scan_hours": hours / cores, "sql_hours": sql},
                "fence_tb": records * known["all tables, bytes a record"] / 1e12,
            }
        )
    return rows


def statements(measured: dict[str, Any], records: list[dict[str, Any]]) -> str:
    """Return the dearest statements, in seconds per million rows and hours for each corpus."""
    millions = measured["rows"] / 1e6
    dearest = sorted(measured["statements"], key=lambda row: -row["cpu_s"])[:15]
    columns = {"what": "statement", "per_million": "CPU s per million records"}
    columns |= {row["corpus"]: f"{row['corpus']}, CPU hours" for row in records}
    rows = [
        {"what": one["what"], "per_million": one["cpu_s"] / millions}
        | {row["corpus"]: one["cpu_s"] / millions * row["records"] / 3.6 for row in records}
        for one in dearest
    ]
    peak = measured["peak_bytes"] / (1 << 30)
    return f"{measured['rows']:,} record rows, {peak:.1f} GiB at the peak.\n\n" + markdown(
        columns, rows
    )


def main() -> None:
    made = parser(__doc__)
    made.add_argument("scaling", type=Path)
    made.add_argument("--statistics", type=Path)
    made.add_argument("--cores", type=int, default=64, help="of all machines of the scan together")
    options: argparse.Namespace = made.parse_args()
    scaling = json.loads(options.scaling.read_text())
    known = constants(scaling)
    rows = projections(known, options.cores)
    listed = [{"what": name, "value": value} for name, value in known.items()]
    text = f"{scaling['machine']}.\n\n{markdown(CONSTANTS, listed)}\n\n"
    text += f"The scan on {options.cores} cores of this kind:\n\n{markdown(COLUMNS, rows)}"
    if options.statistics:
        text += "\n\n" + statements(json.loads(options.statistics.read_text()), rows)
    tell({"constants": known, "projections": rows}, "scale", text, options)


if __name__ == "__main__":
    main()
