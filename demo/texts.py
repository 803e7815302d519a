"""The texts of the demonstration: passages that people wrote, and records that a model wrote.

Human text is read at run time from the pydoc topics of the running CPython and never committed;
model text is ``synthetic.jsonl``. How many records there are, and their groups, do not depend on
the version of Python; only the words do.
"""

import csv
import hashlib
import json
import re
import sys
from pathlib import Path
from pydoc_data.topics import topics
from typing import Any

Record = dict[str, Any]

HERE = Path(__file__).resolve().parent
HUMANS = 320


def digest(text: str) -> bytes:
    """Return the SHA-256 of a text: an order and a choice that are the same everywhere."""
    return hashlib.sha256(text.encode()).digest()


def passages(low: int = 80, high: int = 200) -> list[str]:
    """Return the pydoc topics as passages of ``low`` to ``high`` words, no paragraph twice.

    Neighbouring paragraphs are joined until they are long enough. What is left over at the end of
    a topic, and a passage that came out too long, is dropped.
    """
    seen: set[str] = set()
    found: list[str] = []
    for topic in sorted(topics):
        passage: list[str] = []
        for paragraph in re.split(r"\n\s*\n", topics[topic]):
            key = " ".join(paragraph.split())
            if not key or key in seen:
                continue
            seen.add(key)
            passage.append(paragraph.strip("\n"))
            words = len(" ".join(passage).split())
            if words >= low:
                found += ["\n\n".join(passage)] if words <= high else []
                passage = []
    return found


def cells() -> list[tuple[str, str]]:
    """Return the invented groups (region, level), each as often as its weight says."""
    with (HERE / "groups.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return [(row["region"], row["level"]) for row in rows for _ in range(int(row["weight"]))]


def human_records() -> list[Record]:
    """Return the human records; a hash of the id picks the invented group of each."""
    chosen = sorted(passages(), key=digest)[:HUMANS]
    if len(chosen) < HUMANS:
        sys.exit(f"this Python has {len(chosen)} passages of pydoc topics, the demo needs {HUMANS}")
    groups = cells()
    records = []
    for number, text in enumerate(chosen, 1):
        name = f"human-{number:03d}"
        region, level = groups[digest(name)[0] % len(groups)]
        records.append({"id": name, "text": text, "region": region, "level": level})
    return records


def synthetic_records() -> list[Record]:
    """Return the records that a model wrote.

    ``planted`` says what gives a record away that is passed off as human: ``residue``,
    ``residue+self_report``, ``self_report``, ``offer`` or ``unmarked``; None for the others.
    """
    lines = (HERE / "synthetic.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [{**row, **row["persona"]} for row in rows]
