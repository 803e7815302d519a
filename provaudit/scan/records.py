"""One batch of text becomes the rows of ``records`` and ``evidence``."""

import pyarrow as pa
import pyarrow.compute as pc

from provaudit import fence
from provaudit.evidence import declare, find_evidence
from provaudit.kernels.text import measure
from provaudit.model import UNDECLARED, DataFile, TextBatch
from provaudit.origin import judge
from provaudit.scan.normalise import dates, hosts


def record_rows(batch: TextBatch) -> tuple[pa.Table, pa.Table]:
    """Return the rows of ``records`` for a batch, and the hits of the detectors (HITS)."""
    features = measure(batch.text)
    declaration = declare(batch)
    hits = find_evidence(batch)
    verdict = judge(declaration.declared, hits, len(batch))
    columns = {
        **_facts(batch),
        "declared": declaration.declared,
        "declared_by": declaration.declared_by,
        "observed": verdict.observed,
        "suspected": verdict.suspected,
        "origin": verdict.origin,
        "basis": verdict.basis,
        "conflict": verdict.conflict,
        "generator": pc.coalesce(verdict.generator, declaration.generator),
        "has_text": pc.is_valid(features.content_hash),
        "chars": features.chars,
        "words": features.words,
        "text_bytes": features.text_bytes,
        "prompt_chars": pc.coalesce(pc.utf8_length(batch.prompt), 0),
        "content_hash": features.content_hash,
    }
    return pa.table(columns), hits


def evidence_rows(records: pa.Table, hits: pa.Table, *, redact: bool) -> pa.Table:
    """Return the rows of ``evidence``: each hit with the address of its record."""
    address = records.select(["record_id", "source", "file", "position"]).take(hits["row"])
    for name in ("detector", "code", "tier", "says", "offset", "excerpt", "generator"):
        column = pa.nulls(len(hits), pa.string()) if redact and name == "excerpt" else hits[name]
        address = address.append_column(name, column)
    return address


def _facts(batch: TextBatch) -> dict[str, pa.Array]:
    """Return who and where each record is, and what its row states about it."""
    stated, file = batch.columns, batch.file
    nothing = pa.nulls(len(batch), pa.string())
    facts = {
        "record_id": pc.coalesce(stated.get("id", nothing), _addresses(batch)),
        "source": pc.coalesce(stated.get("source", nothing), _source_of(file)),
        "file": pa.repeat(file.name, len(batch)),
        "position": batch.position,
        "language": pc.coalesce(stated.get("language", nothing), _language_of(file)),
        "date": dates(stated.get("date", nothing)),
        "domain": hosts(stated.get("url", nothing)),
        "license": pc.coalesce(stated.get("license", nothing), _license_of(file)),
    }
    groups = {
        fence.ATTRIBUTE + name: stated.get(f"attribute:{name}", nothing)
        for name, _ in file.layout.attributes
    }
    return facts | groups


def _addresses(batch: TextBatch) -> pa.Array:
    """Return ``FILE@POSITION`` for each record: its id where the data gives none."""
    return pc.binary_join_element_wise(batch.file.name, pc.cast(batch.position, pa.string()), "@")


def _source_of(file: DataFile) -> str:
    return file.source.id if file.source else UNDECLARED


def _language_of(file: DataFile) -> pa.Scalar:
    """Return the manifest's language for the file if it names exactly one."""
    languages = file.source.language if file.source else ()
    return pa.scalar(languages[0] if len(languages) == 1 else None, pa.string())


def _license_of(file: DataFile) -> pa.Scalar:
    return pa.scalar(file.source.license if file.source else None, pa.string())
