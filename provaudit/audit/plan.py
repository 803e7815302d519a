"""Plan: manifest and files become shards, each with its declared source and a digest as its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from provaudit import addresses, corpus, manifest, storage
from provaudit.audit import shards
from provaudit.audit.digests import Digest, digests_of, rows_of
from provaudit.audit.memory import largest_record, require_room
from provaudit.audit.packed import Packed
from provaudit.audit.recognising import names_of_the_whole, recognised
from provaudit.audit.reference import read_reference
from provaudit.audit.relatives import related_manifests
from provaudit.audit.request import Progress, Request, silent
from provaudit.audit.slices import require_trusted_sources
from provaudit.errors import UserError
from provaudit.model import (
    DataFile,
    Finding,
    Layout,
    Manifest,
    RecordColumns,
    ScanSettings,
    Shard,
    Source,
    Trusted,
)
from provaudit.policy import READY, Policy, load_policy
from provaudit.style import file as style_file

Required = Mapping[str, tuple[str, ...]]

DEFAULT_MANIFEST = "provenance.yaml"
# A shard may hold a thousand files.
_SHARDS_IN_A_LOT = 16


@dataclass(frozen=True, slots=True)
class Plan:
    """What an audit will read. ``problems`` are findings about manifests.

    There may be millions of files: ``digests`` has a row for each, in their order, ``missing`` says
    of a column that somebody named and no file has who, the message, and the files looked at.
    ``related`` are the audit's manifest and all others that tell where its sources come from.
    """

    root: str
    files: Sequence[DataFile]
    shards: Sequence[Shard]
    skipped: tuple[tuple[str, str], ...]
    manifest: Manifest | None
    problems: tuple[Finding, ...]
    settings: ScanSettings
    attributes: tuple[tuple[str, str], ...]
    digests: pa.Table
    missing: tuple[dict[str, Any], ...]
    reference: tuple[dict[str, Any], ...] = ()
    trusted: tuple[Trusted, ...] = ()
    related: tuple[Manifest, ...] = ()


def make_plan(
    request: Request,
    known_digests: pa.Table,
    tell: Progress = silent,
    policy: Policy | None = None,
) -> Plan:
    """Find files, read the manifest, choose layouts, cut shards; UserError if that cannot be.

    ``known_digests`` are those of an earlier run. Of ``policy`` (None: the default one)
    come the fields that the manifest must fill and the day of ``ScanSettings``.
    """
    policy = policy or load_policy(Path(READY[0]), Path())
    found = corpus.find(request.paths, request.out)
    require_room(request.memory, len(found.files))
    declared, problems = _manifest_of(request, found.root, policy.required)
    reference = read_reference(request.reference) if request.reference else []
    settings = _settings(request, policy.dates["human_before"])
    attributes = _attributes(request, declared)
    digests = digests_of(found.files, known_digests, shards.SHARD_BYTES, tell)
    whole = names_of_the_whole(found.root, declared)
    match = manifest.source_matcher(declared) if declared else None
    reader = _Planner(request, declared, attributes, whole, match)
    files = Packed(map(reader.data_file, found.files, rows_of(digests)))
    beginnings = (digest.beginnings for digest in rows_of(digests))
    require_trusted_sources(request.trusted, files)
    related = related_manifests(request.lineage, declared, found)
    return Plan(
        root=addresses.shown(found.root),
        files=files,
        shards=Packed(
            shards.shards_of(zip(files, beginnings, strict=True), settings), _SHARDS_IN_A_LOT
        ),
        skipped=found.skipped,
        manifest=declared,
        problems=problems + manifest.check_across(related),
        settings=settings,
        attributes=attributes,
        digests=digests,
        missing=tuple(_missing_columns(files)),
        reference=tuple(reference),
        trusted=request.trusted + (declared.trusted if declared else ()),
        related=related,
    )


def _settings(request: Request, human_before: str) -> ScanSettings:
    chosen = request.detector
    if chosen is not None:
        from provaudit.style.model import load_model

        load_model(chosen)  # a wrong file is told now, not by every worker
    return ScanSettings(
        sample=request.sample,
        max_record=largest_record(request.memory),
        redact=request.redact,
        detector=str(chosen.resolve()) if chosen else "",
        detector_sha256=style_file.digest(chosen or style_file.shipped_path()),
        human_before=human_before,
    )


@dataclass(frozen=True, slots=True)
class _Planner:
    request: Request
    manifest: Manifest | None
    attributes: tuple[tuple[str, str], ...]
    whole: tuple[tuple[str, str], ...]
    match: Callable[[str], Source | None] | None

    def data_file(self, file: corpus.FoundFile, digest: Digest) -> DataFile:
        columns = self.manifest.records if self.manifest else RecordColumns()
        layout = corpus.layout_of(
            file, columns, self.attributes, self.request.text, self.request.id
        )
        source = self._source(file.name)
        known = recognised(file.name, source, self.whole)
        return DataFile(
            path=file.path,
            name=file.name,
            format=file.format,
            compression=file.compression,
            size=digest.size,
            sha256=digest.sha256.hex(),
            layout=_shared(layout),
            source=source,
            sources=self.manifest.sources if self.manifest and columns.source else (),
            known=known.id,
            known_by=known.by,
        )

    def _source(self, name: str) -> Source | None:
        """Return the manifest's source; without a manifest, the top folder stands for one."""
        if self.match:
            return self.match(name)
        folder, _, rest = name.partition("/")
        return _folder_as_source(folder) if rest else None


def _manifest_of(
    request: Request, root: str, required: Required
) -> tuple[Manifest | None, tuple[Finding, ...]]:
    if request.manifest is None and addresses.is_remote(root):
        declared, problems = _manifest_in_store(addresses.join(root, DEFAULT_MANIFEST), required)
        path: Path | str = addresses.shown(addresses.join(root, DEFAULT_MANIFEST))
    else:
        path = request.manifest or Path(root) / DEFAULT_MANIFEST
        if request.manifest is None and not path.is_file():
            return None, ()
        declared, problems = manifest.load(path, required=required)
    if declared is None and not problems:
        return None, ()
    if declared is None:
        first = problems[0]
        raise UserError(
            f"{first.path}:{first.line}:{first.column}: {first.code} {first.message}: {first.fix} "
            f"({len(problems)} problems in all: see `provaudit check {path}`)"
        )
    return declared, problems


def _manifest_in_store(uri: str, required: Required) -> tuple[Manifest | None, tuple[Finding, ...]]:
    """Return the manifest at a URI and its problems, with the URI as their path."""
    if storage.listing(uri) is None:
        return None, ()
    with TemporaryDirectory(prefix="provaudit-") as folder:
        copy = Path(folder) / DEFAULT_MANIFEST
        storage.download(uri, str(copy))
        declared, problems = manifest.load(copy, required=required)
    path = addresses.shown(uri)
    told = tuple(replace(problem, path=path) for problem in problems)
    return (replace(declared, path=path) if declared else None), told


def _attributes(request: Request, declared: Manifest | None) -> tuple[tuple[str, str], ...]:
    """Return the manifest's attributes with the command line's over them, ordered by name."""
    chosen = dict(declared.attributes if declared else ()) | dict(request.attributes)
    folded: dict[str, str] = {}
    for name in chosen:
        if (other := folded.setdefault(name.casefold(), name)) != name:
            raise UserError(f"attributes {other!r} and {name!r} differ only in case: rename one")
    return tuple(sorted(chosen.items()))


def require_named_columns(plan: Plan) -> None:
    """Raise UserError for a column that somebody named and that no file has."""
    for column in plan.missing:
        raise UserError(column["message"])


def _missing_columns(files: Iterable[DataFile]) -> Iterator[dict[str, Any]]:
    first: dict[str, str] | None = None
    number = 0
    for file in files:
        if file.layout.columns_seen:
            number += 1
            here = dict(file.layout.missing)
            first = here if first is None else {who: first[who] for who in first if who in here}
    for who, message in (first or {}).items():
        yield {"who": who, "message": message, "files": number}


@lru_cache(maxsize=4096)
def _folder_as_source(folder: str) -> Source:
    return Source(id=folder, files=())


@lru_cache(maxsize=4096)
def _shared(layout: Layout) -> Layout:
    return layout
