"""The place of an audit on the command line: a folder, or the URI of one in a store."""

from pathlib import Path

import click

from provaudit.addresses import is_remote


class Place(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.2
    """A folder of this machine as a Path, or ``s3://bucket/folder`` and the like as it is."""

    name = "place"

    def __init__(self, *, must_exist: bool = False) -> None:
        self._folder = click.Path(exists=must_exist, file_okay=not must_exist, path_type=Path)

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | str:
        """Return the place; fails for a folder that has to be there and is not."""
        if is_remote(value):
            return str(value)
        return Path(str(self._folder.convert(str(value), param, ctx)))
