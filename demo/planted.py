"""What is planted in the demonstration corpus, counted from its records."""

from collections import Counter

from texts import Record


def facts(files: dict[str, list[Record]], rejects: int) -> dict[str, int]:
    """Return what an audit of the corpus is held against: fact -> count.

    The verdicts follow from the manifest and the evidence: a declaration holds unless a residue or
    a self-report contradicts it, and what no source covers is unknown.
    """
    return corpus_facts(files, rejects) | lie_facts(files) | group_facts(files)


def corpus_facts(files: dict[str, list[Record]], rejects: int) -> dict[str, int]:
    """Return how much there is, who wrote it, and what was copied or cannot be read."""
    records = everything(files)
    by_model = sum(is_synthetic(record) for record in records)
    return {
        "data files": len(files),
        "records": len(records),
        "lines that cannot be read": rejects,
        "records that people wrote": len(records) - by_model,
        "records that a model wrote": by_model,
        "exact copies of another record": len(records) - len({r["text"] for r in records}),
    }


def lie_facts(files: dict[str, list[Record]]) -> dict[str, int]:
    """Return what the manifest declares, what is wrong with it, and the verdicts to expect."""
    planted = Counter(record.get("planted") for record in everything(files))
    unknown = len(files["scratch/notes.csv"])
    synthetic = len(files["assistant/answers.parquet"])
    human = sum(planted.values()) - unknown - synthetic
    reported = planted["residue+self_report"] + planted["self_report"]
    return {
        "declared human": human,
        "declared synthetic": synthetic,
        "in a file that no source covers": unknown,
        "model text declared human": planted.total() - planted[None],
        "... with a residue alone": planted["residue"],
        "... with a residue and a self-report": planted["residue+self_report"],
        "... with two self-reports": planted["self_report"],
        "... with a courtesy phrase alone": planted["offer"],
        "... without any mark": planted["unmarked"],
        "verdict human": human - reported - planted["residue"],
        "verdict synthetic": synthetic + reported,
        "verdict mixed": planted["residue"],
        "verdict unknown": unknown,
    }


def group_facts(files: dict[str, list[Record]]) -> dict[str, int]:
    """Return the sizes of the groups that are missing or only synthetic."""
    records = everything(files)
    seniors = [record for record in records if record["level"] == "senior"]
    return {
        "experts": sum(record["level"] == "expert" for record in records),
        "records from the south": sum(record["region"] == "south" for record in records),
        "experts from the south": sum(
            record["level"] == "expert" and record["region"] == "south" for record in records
        ),
        "seniors": len(seniors),
        "seniors by a model": sum(is_synthetic(record) for record in seniors),
    }


def everything(files: dict[str, list[Record]]) -> list[Record]:
    """Return the records of all files."""
    return [record for part in files.values() for record in part]


def is_synthetic(record: Record) -> bool:
    """Return whether a model wrote the record: only those have a persona."""
    return "persona" in record
