"""Hold a manifest against its data, without an audit: `provaudit check --data`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from provaudit import __version__, directory, findings
from provaudit.audit.digests import none_known
from provaudit.audit.measure import measure
from provaudit.audit.placing import CONTRADICTIONS, placed
from provaudit.audit.plan import Plan, make_plan
from provaudit.audit.request import Request, silent
from provaudit.audit.scanning import scan
from provaudit.model import Finding
from provaudit.policy import Policy
from provaudit.store import DATABASE, open_store

# What is said of the manifest; all other rules are about the corpus and wait for an audit.
_RULES = CONTRADICTIONS | {"PA303", "PA403", "PA404", "PA612"}
MOST_BYTES = 128 << 20
"""Input bytes that are read record by record; of more, shards of this size are drawn."""


def contradictions(path: Path, policy: Policy, today: str) -> tuple[Finding, ...]:
    """Return where the data in the folder of the manifest ``path`` says otherwise than it.

    Files, sizes and digests are compared exactly. Records are read up to MOST_BYTES; of more, a
    sample of shards that is the same each time is read, shares are judged by their intervals, and
    numbers of records are not compared. Raises UserError if there is no data or it is unreadable.
    """
    with TemporaryDirectory() as folder:
        out = Path(folder) / "audit"
        request = Request(paths=(str(path.absolute().parent),), out=out, manifest=path, redact=True)
        request = replace(request, linguistics=False)
        directory.prepare(out, list(request.paths), fresh=False)
        whole = make_plan(request, none_known(), silent, policy)
        plan = _bounded(whole)
        scan(plan, request, None, silent)
        run = {"version": __version__, "sampled": len(plan.shards) < len(whole.shards)}
        return _judged(plan, request, policy, run, today)


def _bounded(plan: Plan) -> Plan:
    """Keep shards up to MOST_BYTES, drawn by their keys, which are digests."""
    kept: set[str] = set()
    held = 0
    for key, size in sorted((shard.key, shard.bytes) for shard in plan.shards):
        if not kept or held + size <= MOST_BYTES:
            kept.add(key)
            held += size
    return replace(plan, shards=tuple(shard for shard in plan.shards if shard.key in kept))


def _judged(
    plan: Plan, request: Request, policy: Policy, run: dict[str, Any], today: str
) -> tuple[Finding, ...]:
    levels = {code: level if code in _RULES else "off" for code, level in policy.levels.items()}
    manifest = plan.manifest
    assert manifest is not None  # the request names one, and another would have been refused
    only = replace(policy, levels=levels, waivers=policy.waivers + manifest.waivers)
    with open_store(request.folder / DATABASE) as store:
        measure(store, plan, request, policy, run)
        return placed(findings.run_rules(store, only, today), manifest, _RULES)
