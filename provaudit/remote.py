"""An audit directory in a store: a copy on this machine to work on, and what goes back from it.

Nobody can lock a folder of a store: that no two audits write to one at the same time is the
user's care. Shards are named by their content, so two equal audits would still not harm each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from provaudit import addresses, directory, storage
from provaudit.errors import UserError

# run.json comes last: it says that the others are there.
_RESULTS = ("audit.duckdb", "audit.json", "report.html", directory.RUN)
_CONNECTIONS = 8


@contextmanager
def workplace(out: Path | str) -> Iterator[Path]:
    """Give the folder in which an audit is made: ``out`` itself, or for a store one of its own.

    The latter begins with the ``run.json`` of the store. Raises UserError if the store's folder
    holds something else than an audit.
    """
    if not addresses.is_remote(out):
        yield Path(out)
        return
    uri = str(out)
    names = {addresses.below(uri, entry.uri).partition("/")[0] for entry in _all(uri)}
    if names and directory.RUN not in names:
        raise UserError(
            f"{addresses.shown(uri)} is not empty and no audit: choose another folder with --out"
        )
    with TemporaryDirectory(prefix="provaudit-") as folder:
        if names:
            storage.download(addresses.join(uri, directory.RUN), f"{folder}/{directory.RUN}")
        yield Path(folder)


@contextmanager
def finished(audit: Path | str) -> Iterator[Path]:
    """Give a finished audit to read, from a store as a copy; UserError where there is none."""
    with workplace(audit) as folder:
        if addresses.is_remote(audit):
            if not (folder / directory.RUN).exists():
                place = addresses.shown(str(audit))
                raise UserError(f"{place}: no audit is there: check the address")
            if any(entry.uri.endswith("/audit.duckdb") for entry in _all(str(audit))):
                fetch(audit, folder, "audit.duckdb")
            fetch(audit, folder, directory.TABLES)
        directory.require_audit(folder)
        yield folder


def fetch(out: Path | str, folder: Path, name: str) -> None:
    """Copy a file, or a folder with all below it, from a store into ``folder``."""
    if not addresses.is_remote(out):
        return
    uri = str(out)
    entries = storage.listing(addresses.join(uri, name)) or []
    targets = [folder / addresses.below(uri, entry.uri) for entry in entries]
    for parent in {target.parent for target in targets}:
        parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_CONNECTIONS) as threads:
        uris = [entry.uri for entry in entries]
        list(threads.map(storage.download, uris, map(str, targets)))


def publish(out: Path | str, folder: Path, names: Sequence[str] = _RESULTS) -> None:
    """Put files of ``folder`` into the store, in this order; nothing to do on this machine."""
    if addresses.is_remote(out):
        for name in names:
            storage.upload(str(folder / name), addresses.join(str(out), name))


def remove_audit(out: Path | str) -> None:
    """Remove what an earlier audit left in the store, and nothing else."""
    if addresses.is_remote(out):
        for entry in _all(str(out)):
            if addresses.below(str(out), entry.uri).partition("/")[0] in directory.OURS:
                storage.remove(entry.uri)


def _all(uri: str) -> list[storage.Entry]:
    return storage.listing(uri) or []
