"""The values of a structurally sound manifest to the typed Manifest that other houses use."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from provaudit.manifest.document import Document, Place, text_of, texts_of
from provaudit.model import (
    DerivedFrom,
    Generator,
    Manifest,
    RecordColumns,
    Source,
    SourceFacts,
    Trusted,
    Waiver,
)
from provaudit.plain import plain
from provaudit.vocabulary import bare_code, declared_origin


def build(document: Document) -> Manifest:
    """Return the manifest; ``document.data`` must satisfy the schema.

    A source without a licence or language of its own has those of the dataset.
    """
    data: Any = document.data
    return Manifest(
        path=document.path,
        sha256=document.sha256,
        name=data["name"],
        version=data["version"],
        sources=tuple(_source(entry, data) for entry in data["sources"]),
        records=RecordColumns(**_known(RecordColumns, data.get("records", {}))),
        attributes=tuple(data.get("attributes", {}).items()),
        waivers=tuple(Waiver(**_known(Waiver, entry)) for entry in data.get("waivers", ())),
        facts=tuple(_facts(document, index) for index in range(len(data["sources"]))),
        trusted=tuple(_trusted(entry) for entry in data["sources"] if entry.get("trusted_human")),
        id=data.get("id", ""),
        url=data.get("url", ""),
        derived_from=tuple(_parents(document)),
        places=tuple(_places(document)),
    )


def _parents(document: Document) -> Iterator[DerivedFrom]:
    for place, source in document.entries("sources"):
        for index, parent in texts_of(source, "derived_from"):
            at = document.value_at((*place, "derived_from", index))
            yield DerivedFrom(text_of(source, "id"), parent, *at)


def _places(document: Document) -> Iterator[tuple[str, int, int]]:
    data: Any = document.data
    yield "sources", *document.key_at(("sources",))
    for name in data.get("records", {}):
        yield f"records.{name}", *document.value_at(("records", name))
    for name in data.get("attributes", {}):
        yield f"attribute {plain(name)}", *document.value_at(("attributes", name))


# The keys whose places are kept, for findings that contradict them.
_PLACED = ("", "files", "contents", "language", "license", "digital_source_type", "share")


def _facts(document: Document, index: int) -> SourceFacts:
    data: Any = document.data
    entry = data["sources"][index]
    collected = entry.get("collected", {})
    checked = entry.get("rights", {}).get("tdm_opt_out_checked", ())
    source: Place = ("sources", index)
    at = {key: (*source, key) if key else source for key in _PLACED}
    at["collected"] = (*source, "collected", "end")
    at["rights"] = (*source, "rights", "tdm_opt_out_checked")
    return SourceFacts(
        source=entry["id"],
        **_known(SourceFacts, entry.get("contents", {})),
        share=entry.get("share"),
        collected_start=_date(collected.get("start")),
        collected_end=_date(collected.get("end")),
        language=tuple(entry.get("language", data.get("language", ()))),
        opt_outs_checked=tuple(signal.lower() for signal in checked),
        places=tuple((key, *document.value_at(place)) for key, place in at.items()),
    )


def _date(value: object) -> str | None:
    return None if value is None else str(value)


def _source(entry: dict[str, Any], dataset: dict[str, Any]) -> Source:
    code = bare_code(entry["digital_source_type"])
    generators = tuple(
        Generator(**_known(Generator, generator)) for generator in entry.get("generators", ())
    )
    return Source(
        id=entry["id"],
        files=tuple(entry["files"]),
        digital_source_type=code,
        declared=declared_origin(code, (generator.role for generator in generators)),
        category=entry["category"],
        generators=generators,
        language=tuple(entry.get("language", dataset.get("language", ()))),
        license=entry.get("license", dataset["license"]),
        collected=bool(entry.get("collected")),
    )


def _trusted(entry: dict[str, Any]) -> Trusted:
    told = entry["trusted_human"]
    return Trusted(entry["id"], None if told is True else told["before"])


def _known(kind: type[Any], entry: dict[str, Any]) -> dict[str, Any]:
    """Return the entries that ``kind`` has fields for: the schema knows more keys than that."""
    return {name.name: entry[name.name] for name in fields(kind) if name.name in entry}
