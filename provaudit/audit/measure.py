"""Measure and judge: from the tables at the fence to result tables and findings in DuckDB."""

from __future__ import annotations

from dataclasses import asdict, replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from provaudit import estimate, evidence, fence, findings, stats
from provaudit.audit.consent import put_access
from provaudit.audit.lineage import put_lineage
from provaudit.audit.placing import CONTRADICTIONS, placed
from provaudit.audit.plan import Plan
from provaudit.audit.prevalence import put_prevalence
from provaudit.audit.request import Request
from provaudit.audit.slices import judge_by_style
from provaudit.audit.splits import split_of
from provaudit.model import DataFile, Finding
from provaudit.policy import Policy
from provaudit.policy.judging import judged
from provaudit.store import Store

_LOT = 4096
_VIEWS = files("provaudit.audit") / "views"
# The views of these tables are made from the parts by a query of their own.
_MERGED = ("records", "rejects", "sample", "shingles")


def measure(
    store: Store, plan: Plan, request: Request, policy: Policy, run: dict[str, Any]
) -> None:
    """Fill the store with views of the partial tables and with every statistic."""
    view_partial_tables(store, request.folder, plan)
    put_plan(store, plan, run)
    put_access(store, request.stated)
    judge_by_style(store, plan.trusted, policy.style["max_fpr"])
    stats.count_cells(store)
    parameters = {**policy.parameters(), "size": request.sample}
    store.table_from(_VIEWS / "sample.sql", "sample", parameters)
    store.table_from(_VIEWS / "shingles.sql", "shingles", {"texts": fence.SHINGLE_TEXTS})
    estimate.find_near_duplicates(store)
    estimate.find_repeated_ids(store)
    estimate.find_touching(store)
    stats.run_statistics(store, parameters)
    reasons = put_prevalence(store, request.folder) + put_lineage(store, plan)
    reasons += _diversity(store, plan, request, policy) + _unmeasured(store)
    put_not_measured(store, reasons)


def judge(store: Store, plan: Plan, policy: Policy, today: str) -> tuple[Finding, ...]:
    """Run every rule over the statistics; keep the findings as a table and return them."""
    waivers = plan.manifest.waivers if plan.manifest else ()
    policy = replace(policy, waivers=policy.waivers + waivers)
    ids = tuple(source.id for source in plan.manifest.sources) if plan.manifest else ()
    told = judged(plan.problems, policy, today, ids)
    # Notes on the manifest are for who writes it; `provaudit check` shows them.
    found = tuple(one for one in told if one.level != "note")
    found += findings.run_rules(store, policy, today)
    if plan.manifest:
        found = placed(found, plan.manifest, CONTRADICTIONS)
    store.put("findings", _table([asdict(finding) for finding in found], _FINDINGS))
    return found


def view_partial_tables(store: Store, out: Path, plan: Plan) -> None:
    """Make the tables at the fence visible; one without any rows becomes an empty table."""
    names = tuple(name for name, _ in plan.attributes)
    schemas = {**fence.TABLES, "records": fence.records_schema(names)}
    for name, schema in schemas.items():
        shown = f"{name}_parts" if name in _MERGED else name
        if any((out / "tables" / name).glob("*.parquet")):
            store.view_files(shown, f"tables/{name}/*.parquet")
        else:
            store.put(shown, fence.plain_schema(schema).empty_table())
    store.run(_VIEWS / "rejects.sql")


def put_plan(store: Store, plan: Plan, run: dict[str, Any]) -> None:
    """Put what is known before the scan: files, the manifest's sources, expected shares."""
    store.put("files", _files(plan))
    counted = store.query("select source, count(*) as files from files group by source")
    matched = {row["source"]: row["files"] for row in counted}
    declared = plan.manifest.sources if plan.manifest else ()
    skipped = [{"file": name, "reason": reason} for name, reason in plan.skipped]
    store.put("skipped", _table(skipped, _SKIPPED))
    sources = [
        {
            "source": source.id,
            "digital_source_type": source.digital_source_type,
            "declared": source.declared,
            "category": source.category,
            "license": source.license,
            "generators": ", ".join(generator.model for generator in source.generators),
            "files_matched": matched.get(source.id, 0),
            "position": position,
        }
        for position, source in enumerate(declared)
    ]
    store.put("manifest_sources", _table(sources, _SOURCES))
    facts = plan.manifest.facts if plan.manifest else ()
    store.put("manifest_facts", _table([asdict(one) for one in facts], _FACTS))
    store.put("missing_columns", _table(list(plan.missing), _MISSING))
    store.put("reference", _table(list(plan.reference), _REFERENCE))
    store.put("known_generators", evidence.known_generators())
    store.put("known_residues", evidence.known_residues())
    store.put("run", _table([_run_row(plan, run)], _RUN))


def put_not_measured(store: Store, reasons: list[tuple[str, str]]) -> None:
    """Put what could not be measured, and why."""
    rows = [{"what": what, "why": why} for what, why in reasons]
    store.put("not_measured", _table(rows, _NOT_MEASURED))


def _diversity(store: Store, plan: Plan, request: Request, policy: Policy) -> list[tuple[str, str]]:
    table, reasons = estimate.no_diversity(), []
    if request.redact:
        reasons = [("diversity", "no text was kept (--redact)")]
    elif not request.linguistics:
        reasons = [("diversity", "switched off (--no-linguistics)")]
    else:
        table, reasons = estimate.measure_diversity(store, policy)
    store.put("diversity", table)
    stats.compare_diversity(store)
    return reasons


def _unmeasured(store: Store) -> list[tuple[str, str]]:
    rows = store.rows_of(_VIEWS / "not_measured.sql", {})
    return [(row["what"], row["why"]) for row in rows]


def _files(plan: Plan) -> pa.RecordBatchReader:
    """Return a row a file, some at a time, since there may be millions."""
    rows = (_file_row(file, plan) for file in plan.files)
    lots = iter(lambda: list(islice(rows, _LOT)), [])
    batches = (pa.RecordBatch.from_pylist(lot, schema=_FILES) for lot in lots)
    return pa.RecordBatchReader.from_batches(_FILES, batches)


def _file_row(file: DataFile, plan: Plan) -> dict[str, Any]:
    return {
        "file": file.name,
        "source": file.source.id if file.source else None,
        "format": file.format,
        "compression": file.compression,
        "bytes": file.size,
        "sha256": file.sha256,
        "layout": file.layout.said,
        "shape": file.layout.shape,
        "split": split_of(file.name),
        "in_manifest": plan.manifest is not None and file.source is not None,
    }


def _run_row(plan: Plan, run: dict[str, Any]) -> dict[str, Any]:
    return {
        "has_manifest": plan.manifest is not None,
        "manifest_name": plan.manifest.name if plan.manifest else None,
        "records_name_source": bool(plan.manifest and plan.manifest.records.source),
        "redact": plan.settings.redact,
        "sampled": bool(run.get("sampled")),
        "detector": plan.settings.detector,
        "attributes": [name for name, _ in plan.attributes],
        "version": run["version"],
    }


def _table(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema)


def _strings(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.string()) for name in names]


_FILES = pa.schema(
    [
        *_strings("file", "source", "format", "compression"),
        ("bytes", pa.int64()),
        *_strings("sha256", "layout", "shape", "split"),
        ("in_manifest", pa.bool_()),
    ]
)
_SKIPPED = pa.schema(_strings("file", "reason"))
_NOT_MEASURED = pa.schema(_strings("what", "why"))
_SOURCES = pa.schema(
    [
        *_strings("source", "digital_source_type", "declared", "category", "license", "generators"),
        ("files_matched", pa.int64()),
        ("position", pa.int64()),
    ]
)
_FACTS = pa.schema(
    [
        *_strings("source", "sha256", "collected_start", "collected_end"),
        *((name, pa.int64()) for name in ("files", "bytes", "records")),
        ("share", pa.float64()),
        ("language", pa.list_(pa.string())),
        ("opt_outs_checked", pa.list_(pa.string())),
    ]
)
_MISSING = pa.schema([*_strings("who", "message"), ("files", pa.int64())])
_REFERENCE = pa.schema([*_strings("attribute", "value"), ("share", pa.float64())])
_RUN = pa.schema(
    [
        ("has_manifest", pa.bool_()),
        ("manifest_name", pa.string()),
        ("records_name_source", pa.bool_()),
        ("redact", pa.bool_()),
        ("sampled", pa.bool_()),
        ("detector", pa.string()),
        ("attributes", pa.list_(pa.string())),
        ("version", pa.string()),
    ]
)
_FINDINGS = pa.schema(
    [
        *_strings("code", "name", "level", "message", "where"),
        ("value", pa.float64()),
        ("threshold", pa.float64()),
        *_strings("fix", "waived", "path"),
        ("line", pa.int64()),
        ("column", pa.int64()),
    ]
)
