"""Explain one record of a finished audit: what was declared, what was found, what decided."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from provaudit.plain import plain
from provaudit.report.explain.health import health_lines
from provaudit.report.explain.ratios import ratio_words
from provaudit.report.explain.style import style_lines
from provaudit.report.explain.verdicts import CONFLICT, decided, would_change
from provaudit.store import Store

_SQL = files("provaudit.report.explain")

_TIERS = {
    "marker": "marker, a column names a model",
    "A": "residue, decides",
    "B": "self-report, decides only together with another kind",
    "link": "link copied from a chat product, decides nothing",
    "registry": "named like a known dataset, decides only where nothing is declared or found",
    "shape": "the columns of a known dataset, decides nothing",
}
# The tiers of patterns in text, whose rates are measured on labelled text.
_MEASURED = ("A", "B", "link")


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
        f"verdict     {row['origin']}: {decided(row['declared'], row['basis'])}",
        f"declared    {row['declared']}{_declared_by(store, row)}",
        f"observed    {_observed(row)}",
        *([f"conflict    {CONFLICT}"] if row["conflict"] else []),
        f"generator   {plain(row['generator'] or 'unknown')}",
        f"date        {plain(row['date'] or 'not stated')}",
        f"text        {row['words']:,} words, {row['chars']:,} characters"
        f", language {plain(row['language'] or 'not stated')}",
        *style_lines(store, row),
        *health_lines(store, row),
        f"evidence    {len(evidence)} found",
        *(_hit(hit) for hit in evidence),
        f"would change the verdict: {would_change(row['declared'], row['basis'])}",
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
    ratio = f"; {ratio_words(hit['code'])}" if hit["tier"] in _MEASURED else ""
    return f"  - {hit['detector']} {hit['code']} at {where} ({_TIERS[hit['tier']]}{ratio}){excerpt}"
