"""One batch of text becomes the rows of ``records`` and ``evidence``."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from provaudit import fence
from provaudit.evidence import declare, find_evidence, sources_of
from provaudit.kernels.buffers import numbers
from provaudit.kernels.language import identify
from provaudit.kernels.minhash import sign
from provaudit.kernels.repetition import Repetition, find_repetition
from provaudit.kernels.text import TextFeatures, measure_with_words
from provaudit.kernels.words import Tokens
from provaudit.model import UNDECLARED, Source, TextBatch
from provaudit.origin import judge
from provaudit.scan.health import health_columns
from provaudit.scan.normalise import before, dates, hosts, parents, unread_dates
from provaudit.scan.style import style_columns
from provaudit.style.model import StyleModel


@dataclass(frozen=True, slots=True)
class Scanned:
    """One batch after the scan: its rows of ``records``, the detectors' hits, its words.

    ``rank`` (uint64) is the smallest hash of each record's word 5-grams; null without words.
    """

    records: pa.Table
    hits: pa.Table
    words: Tokens
    rank: pa.Array


def scan_batch(batch: TextBatch, model: StyleModel, human_before: str = "") -> Scanned:
    """Measure the text of a batch, look for evidence in it, and judge each record.

    ``human_before`` (YYYY-MM-DD): an earlier date speaks for a person; empty: no date does.
    """
    features, words = measure_with_words(batch.text)
    signatures = sign(words)
    hits = find_evidence(batch)
    facts = _facts(batch)
    columns = {
        **facts,
        **_verdicts(batch, hits, before(facts["date"], human_before)),
        **_features(batch, features, find_repetition(words)),
        **health_columns(batch.text, facts["language_found"], features),
        "bands": signatures.bands,
        **style_columns(batch.text, facts["language_found"], features, model),
    }
    return Scanned(pa.table(columns), hits, words, signatures.rank)


def _verdicts(batch: TextBatch, hits: pa.Table, early: NDArray[np.bool_]) -> dict[str, pa.Array]:
    declaration = declare(batch)
    verdict = judge(declaration.declared, hits, len(batch), early)
    return {
        "declared": declaration.declared,
        "declared_by": declaration.declared_by,
        "observed": verdict.observed,
        "suspected": verdict.suspected,
        "origin": verdict.origin,
        "basis": verdict.basis,
        "conflict": verdict.conflict,
        "generator": pc.coalesce(verdict.generator, declaration.generator),
    }


def _features(
    batch: TextBatch, features: TextFeatures, repetition: Repetition
) -> dict[str, pa.Array]:
    line_chars = pc.if_else(pc.equal(features.line_chars, 0), None, features.line_chars)
    # In doubles, since floats refuse what a line of 17 million characters counts to.
    repeated = pc.divide(pc.cast(features.repeated_line_chars, pa.float64()), line_chars)
    return {
        "has_text": pc.is_valid(features.content_hash),
        "chars": features.chars,
        "words": features.words,
        "text_bytes": features.text_bytes,
        "prompt_chars": pc.coalesce(pc.utf8_length(batch.prompt), 0),
        "content_hash": features.content_hash,
        "sentences": features.sentences,
        "lines": features.lines,
        "distinct_words": numbers(repetition.distinct),
        "entropy": features.byte_entropy,
        "repeated_lines": pc.cast(repeated, pa.float32()),
        "repeated_ngrams": numbers(repetition.repeated_5_share),
        "longest_run": features.longest_run,
    }


def evidence_rows(records: pa.Table, hits: pa.Table, *, redact: bool) -> pa.Table:
    """Return the rows of ``evidence``: each hit with the address of its record."""
    address = records.select(["record_id", "source", "file", "position"]).take(hits["row"])
    for name in ("detector", "code", "tier", "says", "offset", "excerpt", "generator"):
        column = pa.nulls(len(hits), pa.string()) if redact and name == "excerpt" else hits[name]
        address = address.append_column(name, column)
    return address


def _facts(batch: TextBatch) -> dict[str, pa.Array]:
    """Return who and where each record is, and what its row states about it."""
    stated = batch.columns
    files = pa.repeat(batch.file.name, len(batch)) if batch.names is None else batch.names
    nothing = pa.nulls(len(batch), pa.string())
    source, declared_language, license = _by_source(batch)
    found = identify(batch.text)
    stated_language = stated.get("language", nothing)
    stated_date = stated.get("date", nothing)
    date = dates(stated_date)
    ids = _ids(batch, files)
    facts = {
        "record_id": ids,
        "source": pc.coalesce(stated.get("source", nothing), source),
        "file": files,
        "position": batch.position,
        "language": pc.coalesce(stated_language, declared_language, found),
        "language_by": _who_says((stated_language, declared_language, found)),
        "language_found": found,
        "date": date,
        "date_unread": unread_dates(stated_date, date),
        "domain": hosts(stated.get("url", nothing)),
        "license": pc.coalesce(stated.get("license", nothing), license),
        "split": stated.get("split", nothing),
        "parent": parents(stated.get("parent", nothing), ids),
        "generation": stated.get("generation", nothing),
    }
    groups = {
        fence.ATTRIBUTE + name: stated.get(f"attribute:{name}", nothing)
        for name, _ in batch.file.layout.attributes
    }
    return facts | groups


def _who_says(languages: tuple[pa.Array, pa.Array, pa.Array]) -> pa.Array:
    """Return who is the first to name each record's language; null if nobody does."""
    names = ("column", "manifest", "text")
    return pc.coalesce(
        *(
            pc.if_else(pc.is_valid(values), name, pa.scalar(None, pa.string()))
            for values, name in zip(languages, names, strict=True)
        )
    )


def _by_source(batch: TextBatch) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return name, language and licence of each record's source, as the manifest states them.

    The language is null where a source names several.
    """
    told = {source: _told(source) for source in {*batch.file.sources, batch.file.source}}
    rows = [told[source] for source in sources_of(batch)]
    columns = zip(*rows, strict=True) if rows else [()] * 3
    name, language, license = (pa.array(list(column), pa.string()) for column in columns)
    return name, language, license


def _told(source: Source | None) -> tuple[str, str | None, str | None]:
    if source is None:
        return UNDECLARED, None, None
    only_language = source.language[0] if len(source.language) == 1 else None
    return source.id, only_language, source.license


def _ids(batch: TextBatch, files: pa.Array) -> pa.Array:
    """Return each record's own id, else ``FILE@POSITION``."""
    stated = batch.columns.get("id")
    if stated is not None and not stated.null_count:
        return stated
    addresses = pc.binary_join_element_wise(files, pc.cast(batch.position, pa.string()), "@")
    return addresses if stated is None else pc.coalesce(stated, addresses)
