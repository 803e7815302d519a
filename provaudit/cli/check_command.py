"""``provaudit check``: check manifests, without data; made for pre-commit, so it starts at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provaudit.cli.output import show
from provaudit.errors import UserError

if TYPE_CHECKING:
    from provaudit.model import Finding, Manifest, Rule
    from provaudit.policy import Policy
    from provaudit.policy.unused import Seen

DEFAULT = "provenance.yaml"
_NO_MANIFEST = (
    f"there is no {DEFAULT} in this folder: name a manifest, or write one that begins with "
    "provaudit, name, version, license, creators and sources (docs/manifest.md has an example)"
)
_FORMATS = ("text", "json", "github", "sarif", "gitlab", "junit")
_FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--fix", "mend", is_flag=True, help="Mend in place what needs no decision.")
@click.option("--covered", is_flag=True, help="FILEs are data: is each declared by a manifest?")
@click.option("--data", is_flag=True, help="Hold the manifest against the data in its folder.")
@click.option(
    "--policy",
    type=click.Path(path_type=Path),
    metavar="FILE|NAME",
    help="Levels, required fields, waivers, baseline. [default: as for an audit]",
)
@click.option(
    "--fail-on",
    type=click.Choice(tuple(_FAILING)),
    help="Lowest level that gives exit code 1. [default: the policy's, error]",
)
def command(
    files: tuple[Path, ...], form: str, policy: Path | None, fail_on: str | None, **modes: bool
) -> int:
    """Check provenance manifests: structure, references, licences, generators, contradictions.

    FILE is a manifest in YAML or JSON; default: provenance.yaml in the current folder.
    Findings go to standard output; exit code 1 if any is at or above the fail level.
    """
    from provaudit.formats import render
    from provaudit.policy import load_policy

    mend, covered, data = (modes[name] for name in ("mend", "covered", "data"))
    if covered and (mend or data):
        other = "--fix mends manifests" if mend else "--data is about manifests"
        raise UserError(f"{other}, --covered looks at data: leave one of them out")
    chosen = files if covered else files or (_default(),)
    if mend:
        _mend(chosen)
    judge = load_policy(policy, Path.cwd())
    found = list(_covered(chosen) if covered else _found(chosen, judge, data=data))
    text = render(form, found, _rules(form), map(str, chosen))
    if text:
        show(text)
    click.echo(_summary(len(chosen), "data file" if covered else "manifest", found), err=True)
    return int(
        any(one.level in _FAILING[fail_on or judge.fail_on] and not one.waived for one in found)
    )


def _default() -> Path:
    path = Path(DEFAULT)
    if not path.exists():
        raise UserError(_NO_MANIFEST)
    return path


def _found(files: tuple[Path, ...], policy: Policy, *, data: bool) -> Iterator[Finding]:
    from provaudit.manifest import load
    from provaudit.policy.judging import judged

    today = _today().isoformat()
    read: list[Manifest] = []
    seen: list[Seen] = []
    for file in files:
        manifest, findings = load(file, today, policy.required)
        ids = tuple(source.id for source in manifest.sources) if manifest else ()
        seen.append((ids, findings))
        yield from judged(findings, policy, today, ids)
        if data and manifest:
            yield from _contradictions(file, policy, today)
        read += [manifest] if manifest else []
    yield from _between(read, policy, today)
    if policy.waivers:
        yield from _unused(policy, seen)


def _between(read: list[Manifest], policy: Policy, today: str) -> Iterator[Finding]:
    """Yield what is wrong between manifests, of those that were asked about."""
    from provaudit.manifest import check_across, with_related
    from provaudit.policy.judging import judged

    own = {manifest.path: manifest.waivers for manifest in read}
    for finding in check_across(with_related(read)):
        if finding.path in own:
            accepting = replace(policy, waivers=policy.waivers + own[finding.path])
            yield from judged([finding], accepting, today)


def _unused(policy: Policy, seen: list[Seen]) -> Iterator[Finding]:
    from provaudit.manifest.checks import POLICY_RULES, RULES
    from provaudit.policy.judging import judged
    from provaudit.policy.unused import unused_waivers

    today = _today().isoformat()
    yield from judged(unused_waivers(policy, seen, {*RULES, *POLICY_RULES}), policy, today)


def _contradictions(file: Path, policy: Policy, today: str) -> tuple[Finding, ...]:
    from provaudit.cli.audit_command import require_extra

    require_extra()
    from provaudit.audit.truth import contradictions

    return contradictions(file, policy, today)


def _covered(files: tuple[Path, ...]) -> Iterator[Finding]:
    from provaudit.manifest.covering import uncovered

    return uncovered(files)


def _mend(files: tuple[Path, ...]) -> None:
    from provaudit.manifest.fixing import fix

    for file in files:
        for line in fix(file):
            click.echo(f"{click.format_filename(file)}: {line}", err=True)


def _rules(form: str) -> tuple[Rule, ...]:
    """Return what the rules say, for the one format that shows it."""
    if form != "sarif":
        return ()
    from provaudit.cli.rules_command import all_rules

    return all_rules()


def _today() -> date:
    """Return the day, or that of SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()


def _summary(number: int, noun: str, findings: list[Finding]) -> str:
    levels = [finding.level for finding in findings if not finding.waived]
    parts = [_count(levels.count("error"), "error"), _count(levels.count("warning"), "warning")]
    if "note" in levels:
        parts.append(_count(levels.count("note"), "note"))
    from provaudit.policy.accepting import BY_BASELINE

    known = sum(finding.waived == BY_BASELINE for finding in findings)
    waived = len(findings) - len(levels) - known
    parts += [f"{waived} waived"] if waived else []
    parts += [f"{known} in the baseline"] if known else []
    return f"{_count(number, noun)} checked: {', '.join(parts)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
