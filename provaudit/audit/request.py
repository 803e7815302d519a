"""What a user may ask of an audit; the command line's options in plain form."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from provaudit import addresses
from provaudit.access import Read
from provaudit.directory import TABLES
from provaudit.model import Trusted


class Progress(Protocol):
    """Told the stage, the bytes done and the bytes to do, and how many rejects there are so far.

    0 where bytes do not apply. ``note`` is a line that is worth more than a moment.
    """

    def __call__(self, stage: str, done: int, total: int, rejects: int = 0, note: str = "") -> None:
        """Show how far the audit is."""


def silent(stage: str, done: int, total: int, rejects: int = 0, note: str = "") -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One audit. ``memory`` is in bytes, ``sample`` in records per stratum (source x origin).

    ``attributes`` are pairs of a name and the column that holds it. ``manifest``, ``policy`` and
    ``reference`` are files, ``detector`` that of a style detector; None means the default place, or
    none. ``paths`` and ``out`` may be URIs of a store; such an ``out`` is worked on in ``copy``,
    which the audit sets itself. ``trusted`` are records known to be human, beside those that the
    manifest names. ``lineage`` are manifests of datasets from which this one was made. ``access``
    is a list or folder of what sites allow; ``stated`` is what the audit read there.
    """

    paths: tuple[str, ...]
    out: Path | str = Path("audit")
    manifest: Path | None = None
    policy: Path | None = None
    reference: Path | None = None
    text: str | None = None
    id: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    engine: Literal["local", "ray"] = "local"
    workers: int | None = None
    memory: int = 2 << 30
    sample: int = 1000
    linguistics: bool = True
    redact: bool = False
    detector: Path | None = None
    fresh: bool = False
    trusted: tuple[Trusted, ...] = ()
    lineage: tuple[Path, ...] = ()
    copy: Path | None = None
    access: Path | None = None
    stated: Read | None = None

    @property
    def folder(self) -> Path:
        """Where on this machine the audit directory is made."""
        return self.copy or Path(self.out)

    @property
    def tables(self) -> Path | str:
        """Where the partial tables are committed: a folder, or the URI of one."""
        out = str(self.out)
        return addresses.join(out, TABLES) if addresses.is_remote(out) else self.folder / TABLES
