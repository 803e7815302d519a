"""``provaudit convert``: a document of another format to a manifest, and a manifest to each."""

from pathlib import Path
from typing import Any

import click

from provaudit.cli.output import show
from provaudit.errors import UserError
from provaudit.plain import encodable, plain

_MANIFEST = "manifest"
_FORMATS = ("croissant", "huggingface", "spdx", "dps", _MANIFEST)


@click.command("convert")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "target", type=click.Choice(_FORMATS), help="Format to write.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="File to write. [default: standard output]"
)
@click.option("--force", is_flag=True, help="Overwrite the file that --out names.")
def command(file: Path, target: str | None, out: Path | None, force: bool) -> int:
    """Convert FILE, a dataset card or a manifest, to another format.

    Read are Hugging Face cards, Croissant, SPDX 3, Data & Trust Alliance DPS, Data Provenance
    Initiative and CycloneDX; they become a manifest unless --to says otherwise. Comments in it say
    where each value came from; what a person must decide is marked TODO.
    """
    text = _converted(file, target)
    if out is None:
        show(text.removesuffix("\n"))
        return 0
    write_new(out, text, force=force)
    return 0


def write_new(out: Path, text: str, *, force: bool) -> None:
    """Write a file that is not there yet, or any with ``force``; UserError if it cannot be."""
    name = plain(encodable(str(out)), limit=1000)
    try:
        with out.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise UserError(f"{name} is already there: --force overwrites it") from error
    except OSError as error:
        raise UserError(
            f"cannot write {name}: {error.strerror or error}: choose another"
        ) from error


def _converted(file: Path, target: str | None) -> str:
    from provaudit.manifest import exchange

    data = exchange.read_bytes(file)
    manifest = _manifest_in(file, data)
    if manifest is not None:
        if target is None or target == _MANIFEST:
            formats = ", ".join(exchange.WRITTEN)
            raise UserError(
                f"{plain(str(file), 1000)} is a manifest already, so there is nothing to convert: "
                f"say --to with one of {formats}"
            )
        return exchange.written(manifest, target)
    draft, format = exchange.draft_of(data, str(file))
    for note in draft.notes:
        click.echo(f"note: {plain(note, 300)}", err=True)
    if target in (None, _MANIFEST):
        title = exchange.FORMATS[format].title
        heading = [f"Drafted by provaudit from {encodable(file.name)}, a {title}"]
        return exchange.manifest_text(draft, heading)
    assert target is not None
    return exchange.written(draft.data, target)


def _manifest_in(file: Path, data: bytes) -> dict[str, Any] | None:
    """Return the values of a manifest; None if the file is something else.

    Raises UserError for a manifest with a fault, which nobody could convert as meant.
    """
    if b"provaudit" not in data or data.lstrip().startswith(b"---"):
        return None
    from provaudit.manifest.loading import load_document

    document, findings = load_document(data, str(file))
    if not isinstance(document.data, dict) or "provaudit" not in document.data:
        return None
    if findings:
        first = findings[0]
        raise UserError(
            f"{plain(first.path, 1000)}:{first.line}:{first.column}: {first.code} {first.message}: "
            f"{first.fix}"
        )
    return document.data
