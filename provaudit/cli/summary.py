"""The closing summary on screen: what a person wants to know first."""

from pathlib import Path
from typing import Any

from provaudit.addresses import join, shown
from provaudit.model import LEVELS, ORIGINS
from provaudit.plain import plain
from provaudit.policy.accepting import BY_BASELINE
from provaudit.report.answers import COUNTED
from provaudit.report.figures import NBSP, interval, percent, times

_PLACES_SHOWN = 3  # findings of one rule; the report has all


def summary(facts: dict[str, Any]) -> str:
    """Return the summary of an audit from the facts of ``audit.json``."""
    return "\n".join([*_corpus(facts), *_origin(facts), *_findings(facts)])


def _corpus(facts: dict[str, Any]) -> list[str]:
    corpus = facts["corpus"]
    counts = ((corpus["records"], "record"), (corpus["words"], "word"), (corpus["files"], "file"))
    records, words, files = (times(*count) for count in counts)
    read = f"{records}, {words} in {files}"
    lost = f"{times(corpus['rejected'], 'record')} could not be read" if corpus["rejected"] else ""
    skipped = f"{times(len(facts['skipped']), 'file')} skipped" if facts.get("skipped") else ""
    layouts = [f"  {plain(said, 1000)}" for said in _layouts(facts)]
    return ["; ".join(filter(None, [read, lost, skipped])), *layouts, ""]


def _layouts(facts: dict[str, Any]) -> list[str]:
    said = dict.fromkeys(layout["layout"] for layout in facts.get("layouts", []))
    return list(said)[:3]


def _origin(facts: dict[str, Any]) -> list[str]:
    origin, records = facts["origin"], facts["corpus"]["records"]
    if not records:
        return ["no record was read: there is nothing to measure", ""]
    counts = "   ".join(
        f"{name} {origin['records'][name]:,} ({percent(origin['records'][name] / records)})"
        for name in ORIGINS
    )
    estimate = origin["estimate"]
    kind = f"95{NBSP}% Wilson interval around what is declared and found"
    if not estimate["identifiable"]:
        kind = f"bounds: {kind}, unknown records counted either way"
    if estimate.get("method") and not estimate["method"].startswith(COUNTED):
        kind = f"95{NBSP}% interval by {estimate['method']}"
    share = interval(estimate["low"], estimate["high"])
    conflicts = (
        f"{times(origin['conflicts'], 'record')} declared human, but evidence says otherwise"
    )
    return [
        counts,
        f"synthetic share of the corpus: {share} ({kind})",
        *([conflicts] if origin["conflicts"] else []),
        "",
    ]


def _findings(facts: dict[str, Any]) -> list[str]:
    findings = facts["findings"]
    if not findings:
        return ["no findings", ""]
    counts = [(level, sum(f["level"] == level for f in findings)) for level in LEVELS]
    heading = ", ".join(f"{n} {level}{'s' * (n > 1)}" for level, n in counts if n)
    lines = [line for same in _by_rule(findings) for line in _of_rule(same)]
    return [heading, *lines, ""]


def _by_rule(findings: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    rules: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for finding in findings:
        rules.setdefault((finding["level"], finding["code"]), []).append(finding)
    return list(rules.values())


def _of_rule(findings: list[dict[str, Any]]) -> list[str]:
    lines = [_finding(finding) for finding in findings[:_PLACES_SHOWN]]
    more = len(findings) - _PLACES_SHOWN
    return [*lines, f"          … {more} more like this in the report"] if more > 0 else lines


def _finding(finding: dict[str, Any]) -> str:
    accepted = finding.get("waived")
    waived = " (baseline)" if accepted == BY_BASELINE else " (waived)" if accepted else ""
    message = plain(finding["message"], 300)
    return f"  {finding['level']:<7} {finding['code']} {message}{waived}"


def places(facts: dict[str, Any], out: Path | str) -> str:
    """Return what to read next, once the report is written."""
    unmeasured = len(facts.get("not_measured", []))
    said = [f"{unmeasured} things could not be measured; the report says which"] * bool(unmeasured)
    return "\n".join([*said, f"report: {_report(out)}"])


def _report(out: Path | str) -> Path | str:
    name = "report.html"
    return out / name if isinstance(out, Path) else shown(join(out, name))
