"""``provaudit explain``: the evidence ledger of one record."""

from pathlib import Path

import click

from provaudit.cli.output import show
from provaudit.errors import UserError
from provaudit.plain import encodable


@click.command("explain")
@click.argument("audit", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("record")
def command(audit: Path, record: str) -> int:
    """Say why RECORD of AUDIT has its origin: declaration, evidence with its place, verdict.

    RECORD is the data's own id, or FILE@POSITION as in tables/records.
    """
    from provaudit.directory import require_audit
    from provaudit.report.explain import explain
    from provaudit.store import DATABASE, open_store

    require_audit(audit)
    with open_store(audit / DATABASE, read_only=True) as store:
        found = explain(store, encodable(record))
    if not found:
        raise UserError(
            f"no record {record!r} in {audit}: see which there are with  "
            f"provaudit query {audit} 'from records limit 10'"
        )
    show("\n\n".join(found))
    if len(found) > 1:
        click.echo(f"\n{len(found)} records carry this id (at most 10 are shown)", err=True)
    return 0
