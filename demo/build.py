"""Build the demonstration corpus: ``python demo/build.py OUT``; see ``demo/README.md``.

The same Python and pyarrow write the same bytes. Nothing is fetched.
"""

import csv
import gzip
import io
import json
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from planted import facts
from texts import Record, digest, human_records, synthetic_records

HERE = Path(__file__).resolve().parent
COLUMNS = ("id", "text", "region", "level")
COPIES = 12

# Line number (from 0) -> what stands there: a line that stops in the middle, and one in Latin-1.
BROKEN_LINES = {
    30: b'{"id": "manual-cut", "text": "This line was cut off in the mid',
    60: '{"id": "manual-latin", "text": "A café in another encoding."}'.encode("latin-1"),
}


def numbered(records: list[Record], prefix: str) -> list[Record]:
    """Return the records with new ids, so that an id does not give its origin away."""
    return [{**record, "id": f"{prefix}-{n:03d}"} for n, record in enumerate(records, 1)]


def parts() -> dict[str, list[Record]]:
    """Return the records of each file of the corpus, in the order of writing."""
    human, synthetic = human_records(), synthetic_records()
    manual = numbered(human[:270], "manual")
    copies = [{**record, "id": f"{record['id']}-copy"} for record in manual[:COPIES]]
    passed_off = [record for record in synthetic if record["planted"]]
    community = sorted(human[270:308] + passed_off, key=lambda record: digest(record["id"]))
    return {
        "manual/part-1.jsonl": manual[:90],
        "manual/part-2.jsonl.gz": manual[90:150],
        "manual/part-3.parquet": manual[150:230],
        "manual/part-4.csv": manual[230:] + copies,
        "community/answers.jsonl": numbered(community, "answer"),
        "assistant/answers.parquet": [
            {**record, "generated_by": "claude"} for record in synthetic if not record["planted"]
        ],
        "scratch/notes.csv": numbered(human[308:], "note"),
    }


def as_jsonl(records: list[Record]) -> bytes:
    """Return the records as JSON lines in UTF-8."""
    rows = [{name: record[name] for name in COLUMNS} for record in records]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_broken_jsonl(records: list[Record]) -> bytes:
    """Return the records as JSON lines with the broken lines at their places."""
    lines = as_jsonl(records).split(b"\n")
    for place, line in BROKEN_LINES.items():
        lines.insert(place, line)
    return b"\n".join(lines)


def as_gzip(records: list[Record]) -> bytes:
    """Return the records as compressed JSON lines, without a time stamp."""
    return gzip.compress(as_jsonl(records), mtime=0)


def as_csv(records: list[Record]) -> bytes:
    """Return the records as CSV; texts keep their line breaks inside quotes."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode()


def as_parquet(records: list[Record]) -> bytes:
    """Return the records as Parquet in row groups of 40, with ``model`` where they have one."""
    names = [name for name in (*COLUMNS, "generated_by") if name in records[0]]
    table = pa.table({name: [record[name] for record in records] for name in names})
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=40)
    return out.getvalue()


WRITERS = {
    "manual/part-1.jsonl": as_broken_jsonl,
    "manual/part-2.jsonl.gz": as_gzip,
    "manual/part-3.parquet": as_parquet,
    "manual/part-4.csv": as_csv,
    "community/answers.jsonl": as_jsonl,
    "assistant/answers.parquet": as_parquet,
    "scratch/notes.csv": as_csv,
}


def build(out: Path) -> dict[str, int]:
    """Write the corpus and its manifest below ``out`` and return the planted facts."""
    files = parts()
    for name, records in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[name](records))
    shutil.copyfile(HERE / "provenance.yaml", out / "provenance.yaml")
    return facts(files, rejects=len(BROKEN_LINES))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python demo/build.py OUT")
    for fact, count in build(Path(sys.argv[1])).items():
        print(f"{count:6,}  {fact}")
