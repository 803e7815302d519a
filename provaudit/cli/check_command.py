"""``provaudit check``: check manifests, without data; made for pre-commit, so it starts at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provaudit.errors import UserError
from provaudit.plain import plain

if TYPE_CHECKING:
    from provaudit.model import Finding

DEFAULT = "provenance.yaml"
_NO_MANIFEST = (
    f"there is no {DEFAULT} in this folder: name a manifest, or write one that begins with "
    "provaudit, name, version, license, creators and sources (docs/manifest.md has an example)"
)


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
def command(files: tuple[Path, ...]) -> int:
    """Check provenance manifests: structure, references, contradictions.

    FILE is a manifest in YAML or JSON; default: provenance.yaml in the current folder.
    Findings go to standard output, one a line; exit code 1 if any is an error.
    """
    from provaudit.manifest import load

    found: list[Finding] = []
    chosen = files or (_default(),)
    for file in chosen:
        findings = load(file)[1]
        for finding in findings:
            click.echo(_line(finding))
        found.extend(findings)
    click.echo(_summary(len(chosen), found), err=True)
    return int(any(finding.level == "error" for finding in found))


def _default() -> Path:
    path = Path(DEFAULT)
    if not path.exists():
        raise UserError(_NO_MANIFEST)
    return path


def _line(finding: Finding) -> str:
    path = plain(finding.path, limit=1000)
    where = f"{path}:{finding.line}:{finding.column}"
    return f"{where}: {finding.code} {finding.message}: {finding.fix}"


def _summary(manifests: int, findings: list[Finding]) -> str:
    levels = [finding.level for finding in findings]
    errors = _count(levels.count("error"), "error")
    warnings = _count(levels.count("warning"), "warning")
    return f"{_count(manifests, 'manifest')} checked: {errors}, {warnings}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
