"""``provaudit explain``: the evidence ledger of one record."""

from pathlib import Path

import click

from provaudit.addresses import shown
from provaudit.cli.output import show
from provaudit.cli.place import Place
from provaudit.errors import UserError
from provaudit.plain import encodable


@click.command("explain")
@click.argument("audit", type=Place(must_exist=True))
@click.argument("record")
def command(audit: Path | str, record: str) -> int:
    """Say why RECORD of AUDIT has its origin: declaration, evidence with its place, verdict.

    RECORD is the data's own id, or FILE@POSITION as in tables/records.
    """
    from provaudit.remote import finished
    from provaudit.report.explain import explain
    from provaudit.store import DATABASE, open_store

    with finished(audit) as folder, open_store(folder / DATABASE, read_only=True) as store:
        found = explain(store, encodable(record))
    if not found:
        place = shown(str(audit))
        raise UserError(
            f"no record {record!r} in {place}: see which there are with  "
            f"provaudit query {place} 'from records limit 10'"
        )
    show("\n\n".join(found))
    if len(found) > 1:
        click.echo(f"\n{len(found)} records carry this id (at most 10 are shown)", err=True)
    return 0
