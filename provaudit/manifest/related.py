"""The manifests that others point at, by paths; and what is wrong between all of them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from provaudit.errors import UserError
from provaudit.lineage import points_at_manifest
from provaudit.lineage.references import path_from, place_of
from provaudit.manifest.checks import ACROSS_RULES, MOST
from provaudit.manifest.loading import load
from provaudit.manifest.ruletext import name_of
from provaudit.model import Finding, Manifest
from provaudit.policy.extending import default_levels

MOST_READ = 1000
"""Manifests that are read besides those that were named: a folder may hold any number."""


def with_related(
    manifests: Iterable[Manifest], nested: Iterable[Path] = ()
) -> tuple[Manifest, ...]:
    """Return the manifests, the ``nested`` ones, and all that these point at by path, once each.

    One that cannot be used is left out: who points at it hears so (PA421). Sorted by full path.
    """
    found = {place_of(one): one for one in manifests}
    waiting = sorted({*(str(path.absolute()) for path in nested), *_pointed_at(found.values())})
    tried = set(found)
    for path in waiting:  # grows while it is walked
        if path in tried or len(tried) >= MOST_READ + len(found):
            continue
        tried.add(path)
        manifest = _loaded(Path(path))
        if manifest:
            found[path] = manifest
            waiting += sorted(_pointed_at([manifest]))
    return tuple(manifest for _, manifest in sorted(found.items()))


def check_across(manifests: Sequence[Manifest]) -> tuple[Finding, ...]:
    """Return what is wrong between manifests, sorted by path and line; ``where`` is the source."""
    if not any(one.derived_from for one in manifests):
        return ()
    paths = {place_of(one): one.path for one in manifests}
    found: list[Finding] = []
    for code, rule in ACROSS_RULES.items():
        for link, problem in list(rule(manifests))[:MOST]:
            found.append(
                Finding(
                    code=code,
                    name=name_of(rule),
                    level=default_levels()[code],
                    message=problem.message,
                    fix=problem.fix,
                    where=link.child.name,
                    path=paths[link.child.manifest],
                    line=problem.position[0],
                    column=problem.position[1],
                )
            )
    return tuple(sorted(found, key=lambda one: (one.path, one.line, one.column, one.code)))


def _pointed_at(manifests: Iterable[Manifest]) -> Iterator[str]:
    for manifest in manifests:
        here = place_of(manifest)
        for stated in manifest.derived_from if "://" not in here else ():
            if path := points_at_manifest(stated.parent):
                yield path_from(here, path)


def _loaded(path: Path) -> Manifest | None:
    try:
        return load(path)[0] if path.is_file() else None  # a pipe would never end
    except (UserError, OSError):
        return None
