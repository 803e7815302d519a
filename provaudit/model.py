"""The nouns that all houses share: sources, files, layouts, shards, batches, rejects, findings.

Light on purpose: no import of pyarrow at run time, so that ``provaudit check`` starts at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Origin = Literal["human", "synthetic", "mixed", "unknown"]
Level = Literal["error", "warning", "note"]
ORIGINS: tuple[Origin, ...] = ("human", "synthetic", "mixed", "unknown")
LEVELS: tuple[Level, ...] = ("error", "warning", "note")

# The source of a record that no manifest, column or folder names.
UNDECLARED = "undeclared"


@dataclass(frozen=True, slots=True)
class Generator:
    """A model that had a part in a source, as the manifest names it."""

    model: str
    provider: str | None = None
    version: str | None = None
    role: str = "generator"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of a manifest's ``sources``, with the origin that follows from its code.

    ``collected`` says whether the manifest states when it was collected.
    """

    id: str
    files: tuple[str, ...]
    digital_source_type: str = "unknown"
    declared: Origin = "unknown"
    category: str | None = None
    generators: tuple[Generator, ...] = ()
    language: tuple[str, ...] = ()
    license: str | None = None
    collected: bool = False


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """Dotted paths of the columns that carry row-level facts; None where there is none."""

    id: str | None = None
    text: str | None = None
    source: str | None = None
    origin: str | None = None
    generator: str | None = None
    language: str | None = None
    date: str | None = None
    url: str | None = None
    license: str | None = None
    split: str | None = None
    parent: str | None = None
    generation: str | None = None


@dataclass(frozen=True, slots=True)
class DerivedFrom:
    """A parent that a manifest states for a source, as written, with line and column from 1."""

    source: str
    parent: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody accepted: until when, and why."""

    rule: str
    reason: str
    expires: str
    source: str | None = None
    approved_by: str | None = None


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a manifest says of a source that data can prove wrong; None where it says nothing.

    ``places`` are keys of the source (empty for the source itself) with line and column, from 1.
    """

    source: str
    files: int | None = None
    bytes: int | None = None
    records: int | None = None
    sha256: str | None = None
    share: float | None = None
    collected_start: str | None = None
    collected_end: str | None = None
    language: tuple[str, ...] = ()
    opt_outs_checked: tuple[str, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Trusted:
    """Records that somebody knows to be human: of ``source`` (None: of any), all or older ones.

    ``before`` is a date (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``); None where no date matters.
    """

    source: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A provenance manifest that was read and is structurally sound.

    ``id`` and ``url`` are the names by which other manifests may point at it; empty if it has none.
    ``places`` are ``sources``, and the columns named (``records.date``, ``attribute gender``), with
    line and column, from 1.
    """

    path: str
    sha256: str
    name: str
    version: str
    sources: tuple[Source, ...]
    records: RecordColumns = RecordColumns()
    attributes: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    facts: tuple[SourceFacts, ...] = ()
    trusted: tuple[Trusted, ...] = ()
    id: str = ""
    url: str = ""
    derived_from: tuple[DerivedFrom, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a record of one file the text, the prompt and the row-level facts lie.

    ``shape`` is ``text`` (one or more plain fields), ``turns`` (a list of chat turns), ``pair``
    (prompt fields and answer fields) or ``table`` (no text: only declared columns can be judged).
    ``text`` and ``prompt`` are dotted paths. ``columns`` maps a role (``id``, ``source``,
    ``origin``, ``generator``, ``language``, ``date``, ``url``, ``license``, ``split``, ``parent``,
    ``generation``) to a dotted path, ``markers`` are columns that may name a generating model,
    ``attributes`` maps the name of a group attribute to its path. ``said`` is the sentence that
    tells the user what was chosen.
    ``missing`` pairs who named a column that the file's first records do not have (``--text``,
    ``records.date``) with the message for it; ``columns_seen`` is false for a file without any.
    ``alike`` are ids of the known datasets that have the same telling columns.
    """

    shape: Literal["text", "turns", "pair", "table"]
    text: tuple[str, ...] = ()
    prompt: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    markers: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    said: str = ""
    columns_seen: bool = False
    missing: tuple[tuple[str, str], ...] = ()
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of the corpus. ``name`` is its printable, unique path below the audited root.

    ``source`` is the manifest's source for the file, ``sources`` all of the manifest's, for files
    in which a column names the source of each record. ``known`` is the id of the known dataset that
    the file is of by some name, ``known_by`` says by which; both empty if there is none.
    """

    path: str
    name: str
    format: str
    compression: str
    size: int
    sha256: str
    layout: Layout
    source: Source | None = None
    sources: tuple[Source, ...] = ()
    known: str = ""
    known_by: str = ""

    def __reduce__(self) -> tuple[type[DataFile], tuple[Any, ...]]:
        # What a dataclass does by itself takes six times as long, and there are millions.
        return DataFile, _facts_of_file(self)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a file: (decompressed) bytes, or row groups of Parquet, record batches of Arrow.

    ``end`` is exclusive; ``end`` = -1 means to the end of the file. ``frame`` is a place in an
    archive at or before ``start`` where decompression can begin: the offset in the file itself,
    and that of the decompressed byte there.
    """

    file: DataFile
    start: int = 0
    end: int = -1
    frame: tuple[int, int] = (0, 0)

    def __reduce__(self) -> tuple[type[Slice], tuple[Any, ...]]:
        return Slice, (self.file, self.start, self.end, self.frame)


_facts_of_file = attrgetter(*(field.name for field in fields(DataFile)))


@dataclass(frozen=True, slots=True)
class Shard:
    """The unit of work, of commit and of resumption: slices that one worker scans in one go."""

    key: str
    slices: tuple[Slice, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What a scan needs to know beside its shard; part of the shard's digest.

    ``sample`` is the number of records kept with text per stratum (source x origin); ``max_record``
    the bytes above which a record is rejected; ``redact`` leaves all text out of the tables.
    ``human_before`` is the day (YYYY-MM-DD) before which a date is evidence of human text, empty
    where no date is.
    ``detector`` is the file of a style detector, empty for the shipped one, ``detector_sha256`` its
    digest.
    """

    sample: int = 1000
    max_record: int = 64 << 20
    redact: bool = False
    detector: str = ""
    detector_sha256: str = ""
    human_before: str = ""


def batch_bytes(max_record: int) -> int:
    """Return the bytes of text after which a batch ends: less where records may be less."""
    return max(256 << 10, min(8 << 20, max_record // 4))


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be read.

    ``line`` counts from 1 within its slice, ``byte_offset`` from 0 within the (decompressed)
    file; None where the format has neither. ``records`` is how many records were lost, None
    where that cannot be known.
    """

    file: str
    reason: str
    detail: str
    line: int | None = None
    byte_offset: int | None = None
    records: int | None = 1


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Some thousand records as columns of equal length, and what was rejected among them.

    ``position`` (int64) is the record's address in its file: the byte offset of its line or
    element for JSON, JSONL, CSV and TSV (in the decompressed stream), the row number for Parquet
    and Arrow, 0 for a text file. ``text`` (large_string) is what a model could have written,
    ``prompt`` (large_string) what it answered to; null where there is none. ``columns`` maps
    ``role`` / ``marker:FIELD`` / ``attribute:NAME`` to string arrays, null where not stated.
    ``lines`` and ``bytes`` say how much of the file this batch consumed. ``names`` (string) names
    the file of each record where a batch holds the records of several files that are laid out and
    declared alike; ``file`` is then the first of them. ``resume`` is set where all that lies before
    it in the slice was given: a slice that starts there holds all the rest.
    """

    file: DataFile
    position: pa.Array
    text: pa.Array
    prompt: pa.Array
    columns: dict[str, pa.Array]
    rejects: tuple[Reject, ...] = ()
    lines: int = 0
    bytes: int = 0
    names: pa.Array | None = None
    resume: int | None = None

    def __len__(self) -> int:
        return len(self.position)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that something breaks; ``path``, ``line``, ``column`` (from 1) only for manifests."""

    code: str
    name: str
    level: Level
    message: str
    fix: str
    where: str = ""
    value: float | None = None
    threshold: float | None = None
    path: str = ""
    line: int = 0
    column: int = 0
    waived: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule's author owes its reader; printed by ``provaudit rules`` and in the report."""

    code: str
    name: str
    what: str
    why: str
    example: str
    fix: str
    thresholds: tuple[str, ...] = field(default=())
