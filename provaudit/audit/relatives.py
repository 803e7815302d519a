"""The manifests beside the audit's own that tell where its sources come from."""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from pathlib import Path

from provaudit import corpus, manifest
from provaudit.addresses import is_remote
from provaudit.errors import UserError
from provaudit.manifest.covering import NAMES
from provaudit.model import Manifest


def related_manifests(
    named: tuple[Path, ...], declared: Manifest | None, found: corpus.Found
) -> tuple[Manifest, ...]:
    """Return the audit's manifest, those ``named``, nested ones, and all that these point at.

    Nested are those in folders of the data, on this machine. UserError for a named one that cannot
    be used; others that cannot are left out.
    """
    manifests = [declared] if declared else []
    for path in named:
        read, problems = manifest.load(path)
        if read is None:
            first = problems[0]
            raise UserError(
                f"{first.path}:{first.line}:{first.column}: {first.code} {first.message}: "
                f"{first.fix} (--lineage)"
            )
        manifests.append(read)
    return manifest.with_related(manifests, _nested(found))


def _nested(found: corpus.Found) -> Iterator[Path]:
    if is_remote(found.root):
        return
    top = os.path.abspath(found.root)
    folders = {os.path.dirname(os.path.abspath(file.path)) for file in found.files}
    above = set(folders)
    while above:
        above = {os.path.dirname(one) for one in above if len(one) > len(top)} - folders
        folders |= above
    for folder in sorted(one for one in folders if len(one) > len(top)):
        yield from (path for name in NAMES if (path := Path(folder, name)).is_file())
