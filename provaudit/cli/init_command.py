"""``provaudit init``: draft a manifest from what is there."""

from pathlib import Path

import click

from provaudit.errors import UserError
from provaudit.plain import encodable, plain

DEFAULT = "provenance.yaml"


@click.command("init")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help=f"[default: {DEFAULT} in PATH]")
@click.option("--force", is_flag=True, help="Overwrite a manifest that is already there.")
def command(path: Path, out: Path | None, force: bool) -> int:
    """Draft a manifest for the data in the folder PATH.

    Files become sources by folder and name, with their digests and counts. What a dataset card,
    Croissant, SPDX, CycloneDX or DPS document, LICENSE file or column says is taken over, each
    with where it came from; what a person must decide is marked TODO, as `provaudit check` says.
    """
    from provaudit.cli.convert_command import write_new
    from provaudit.drafting import draft_folder
    from provaudit.manifest.exchange import manifest_text

    target = out or path / DEFAULT
    name = plain(encodable(str(target)), limit=1000)
    if target.exists() and not force:
        raise UserError(f"{name} is already there: --force overwrites it, --out names another")
    draft = draft_folder(path)
    text = manifest_text(
        draft, ["Drafted by `provaudit init`; `provaudit check` lists what is TODO"]
    )
    write_new(target, text, force=force)
    sources, todo = len(draft.data["sources"]), len(draft.todo)
    click.echo(f"{name}: sources {sources}, still to be decided {todo}", err=True)
    return 0
