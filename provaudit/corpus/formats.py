"""Which format a file has: by its suffix, or for a file that the user named, by its first bytes."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase, translate
from functools import cache
from importlib.resources import files

from provaudit.corpus.elements import json_shape
from provaudit.corpus.streams import PLAIN, head_of

FORMATS: Mapping[str, str] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".rst": "text",
}
COMPRESSIONS: Mapping[str, str] = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2", ".xz": "xz"}

_MAGIC_COMPRESSION = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
}
_MAGIC_FORMAT = {b"PAR1": "parquet", b"ARROW1": "arrow"}
_HEAD = 64 << 10
_PROBE = 1 << 20


def format_by_name(name: str) -> tuple[str, str] | None:
    """Return (format, compression) that a file's name promises; None for a name unknown to us."""
    stem, suffix = _split(name.lower())
    compression = COMPRESSIONS.get(suffix, PLAIN)
    if compression != PLAIN:
        _, suffix = _split(stem)
    found = FORMATS.get(suffix)
    return None if found is None else (found, compression)


def format_by_content(path: str) -> tuple[str, str] | None:
    """Return (format, compression) that a file's first bytes show; None if they show nothing."""
    start = head_of(path, PLAIN, 8)
    compression = _first_match(_MAGIC_COMPRESSION, start) or PLAIN
    head = head_of(path, compression, _HEAD)
    found = _first_match(_MAGIC_FORMAT, head) or _format_of_text(head)
    return None if found is None else (found, compression)


def refined(path: str, format: str, compression: str) -> str:
    """Return ``jsonl`` for a .json file that holds JSON lines, else ``format`` as it is."""
    if format != "json":
        return format
    return "jsonl" if json_shape(head_of(path, compression, _PROBE)) == "lines" else "json"


def is_linked_data(path: str, compression: str) -> bool:
    """Return whether a .json file is JSON-LD, such as Croissant: about data, not data."""
    head = head_of(path, compression, 4096)
    return head.lstrip().startswith(b"{") and b'"@context"' in head


def is_not_data(name: str) -> bool:
    """Return whether a file of this name is known to describe data rather than hold it."""
    return _not_data().match(name.lower()) is not None


def reason_to_skip(name: str) -> str | None:
    """Return why a file of this name is no data of its own; None if nothing speaks against it."""
    if _skipped().match(name.lower()) is None:
        return None
    for pattern, reason in _known_files()["skipped"].items():
        if fnmatchcase(name.lower(), pattern):
            return str(reason)
    return None


def known_suffixes() -> str:
    """Return the suffixes that are read, as a phrase for messages."""
    compressed = ", ".join(COMPRESSIONS)
    return f"{', '.join(FORMATS)}, all but Parquet also with {compressed}"


@cache
def _not_data() -> re.Pattern[str]:
    return _any_of(_known_files()["not_data"])


@cache
def _skipped() -> re.Pattern[str]:
    return _any_of(_known_files()["skipped"])


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    # One expression for all patterns, since it is asked of every file there is.
    return re.compile("|".join(map(translate, patterns)))


@cache
def _known_files() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "known_files.toml").read_text("utf-8"))


def _split(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if dot else (name, "")


def _first_match(table: Mapping[bytes, str], head: bytes) -> str | None:
    return next((value for magic, value in table.items() if head.startswith(magic)), None)


def _format_of_text(head: bytes) -> str | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"["):
        return "json"
    lines = start.splitlines()[:2]
    return "csv" if len(lines) == 2 and any(_alike(lines, mark) for mark in b",\t;|") else None


def _alike(lines: list[bytes], mark: int) -> bool:
    return 0 < lines[0].count(mark) == lines[1].count(mark)
