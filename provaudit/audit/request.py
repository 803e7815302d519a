"""What a user may ask of an audit; the command line's options in plain form."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Told the stage, the bytes done and the bytes to do; 0 where bytes do not apply.
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One audit. ``memory`` is in bytes, ``sample`` in records per stratum (source x origin).

    ``attributes`` are pairs of a name and the column that holds it. ``manifest``, ``policy`` and
    ``reference`` are files, ``detector`` that of a style detector; None means the default place, or
    none.
    """

    paths: tuple[str, ...]
    out: Path = Path("audit")
    manifest: Path | None = None
    policy: Path | None = None
    reference: Path | None = None
    text: str | None = None
    id: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    workers: int | None = None
    memory: int = 2 << 30
    sample: int = 1000
    linguistics: bool = True
    redact: bool = False
    detector: Path | None = None
    fresh: bool = False
