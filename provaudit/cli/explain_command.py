"""``provaudit explain``: the evidence ledger of one record."""

from pathlib import Path

import click

from provaudit.errors import UserError


@click.command("explain")
@click.argument("audit", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("record")
def command(audit: Path, record: str) -> int:
    """Say why RECORD of AUDIT has its origin: declaration, evidence with its place, verdict.

    RECORD is the data's own id, or FILE@POSITION as in tables/records.
    """
    from provaudit.directory import require_audit
    from provaudit.report.explain import explain
    from provaudit.store import open_store

    require_audit(audit)
    with open_store(audit, read_only=True) as store:
        found = explain(store, record)
    if not found:
        raise UserError(
            f"no record {record!r} in {audit}: see which there are with  "
            f"provaudit query {audit} 'from records limit 10'"
        )
    click.echo("\n\n".join(found))
    if len(found) > 1:
        click.echo(f"\n{len(found)} records carry this id (at most 10 are shown)", err=True)
    return 0
