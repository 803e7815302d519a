"""Explain one record of a finished audit: what was declared, what was found, what decided."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from provaudit.plain import plain
from provaudit.store import Store

_SQL = files("provaudit.report.explain")

_DECIDED = {
    "declared": "the declaration decided, since nothing in the record contradicts it",
    "marker": "a column names the model that made it",
    "residue": "the text holds residue that only a chat interface or a tokenizer leaves",
    "self_report": "the text speaks of itself as a model's, in two independent ways",
    "none": "nothing was declared and nothing was found; absence of evidence is not evidence",
}
_WOULD_CHANGE = {
    "declared": "residue of a chat interface, or a column that names a generator",
    "marker": "a corrected column; the text alone would not clear it",
    "residue": "a declaration that the text is synthetic or mixed would settle it",
    "self_report": "a declaration, or residue of a chat interface",
    "none": "a manifest that declares the source, a column with the origin, or a trusted date",
}
_TIERS = {
    "marker": "marker, a column names a model",
    "A": "residue, decides",
    "B": "self-report, decides only together with another kind",
    "link": "link copied from a chat product, decides nothing",
}


def explain(store: Store, record: str) -> list[str]:
    """Return the explanation of each record meant by ``record`` (an id or FILE@POSITION).

    Empty if there is none; at most ten, since ids may be used more than once.
    """
    file, _, position = record.rpartition("@")
    found = store.rows_of(
        _SQL / "record.sql",
        {"record": record, "file": file, "position": int(position) if position.isdigit() else -1},
    )
    return ["\n".join(_lines(store, row)) for row in found]


def _lines(store: Store, row: dict[str, Any]) -> list[str]:
    evidence = store.rows_of(_SQL / "evidence.sql", row)
    return [
        f"record      {plain(row['record_id'])}",
        f"where       {plain(row['file'])}, position {row['position']:,}"
        f", source {plain(row['source'])}",
        f"verdict     {row['origin']}: {_DECIDED[row['basis']]}",
        f"declared    {row['declared']}{_declared_by(store, row)}",
        f"observed    {_observed(row)}",
        *(["conflict    the declaration and the evidence disagree"] if row["conflict"] else []),
        f"generator   {plain(row['generator'] or 'unknown')}",
        f"text        {row['words']:,} words, {row['chars']:,} characters"
        f", language {plain(row['language'] or 'not stated')}",
        f"evidence    {len(evidence)} found",
        *(_hit(hit) for hit in evidence),
        f"would change the verdict: {_WOULD_CHANGE[row['basis']]}",
    ]


def _declared_by(store: Store, row: dict[str, Any]) -> str:
    if row["declared_by"] is None:
        return " (by nothing)"
    if row["declared_by"] != "manifest":
        return f" (by the record's own {row['declared_by']})"
    sources = store.rows_of(_SQL / "manifest_source.sql", row)
    code = f", {sources[0]['digital_source_type']}" if sources else ""
    return f" (by the manifest for source {plain(row['source'])}{code})"


def _observed(row: dict[str, Any]) -> str:
    if row["observed"]:
        return str(row["observed"])
    return "a hint that decides nothing alone" if row["suspected"] else "nothing"


def _hit(hit: dict[str, Any]) -> str:
    where = "a column" if hit["offset"] is None else f"character {hit['offset']:,}"
    excerpt = f": {plain(hit['excerpt'], 160)}" if hit["excerpt"] else ""
    return f"  - {hit['detector']} {hit['code']} at {where} ({_TIERS[hit['tier']]}){excerpt}"
