"""CycloneDX (read): components of type ``data`` in a bill of materials, JSON, 1.5 and later."""

from typing import Any

from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE, Draft
from provaudit.manifest.exchange.kinds import code_of, is_machine
from provaudit.manifest.exchange.licences import joined, spdx_of
from provaudit.manifest.exchange.values import address, date, mappings, slug, text, texts


def is_bill(values: dict[str, Any]) -> bool:
    """Return whether a document is a CycloneDX bill of materials."""
    return text(values.get("bomFormat")) == "CycloneDX"


def read(document: dict[str, Any]) -> Draft:
    """Return a draft with a source for each data component; what has no origin stays unknown."""
    draft = Draft()
    about = document.get("metadata")
    subject = about.get("component") if isinstance(about, dict) else None
    components = [*mappings(subject), *mappings(document.get("components"))]
    data = [one for one in components if one.get("type") == "data"]
    if isinstance(subject, dict):
        draft.put(("name",), text(subject.get("name")), "metadata.component.name")
        draft.put(("version",), text(subject.get("version")), "metadata.component.version")
    if isinstance(about, dict):
        draft.put(("issued",), date(about.get("timestamp")), "metadata.timestamp")
    taken: set[str] = set()
    for one in data:
        identifier = slug(text(one.get("name")) or "data", taken)
        taken.add(identifier)
        _source(draft, identifier, one)
    if not data:
        draft.notes.append("the bill lists no component of type 'data'")
    licences = [source.get("license", UNKNOWN_LICENCE) for source in draft.data.get("sources", [])]
    draft.put(("license",), joined(licences), "the licences of all data components")
    return draft


def _source(draft: Draft, identifier: str, component: dict[str, Any]) -> None:
    words = [word for word in texts(component.get("tags")) if is_machine(word)]
    stated = []
    for choice in mappings(component.get("licenses")):
        licence = choice.get("license")
        named = licence.get("id") or licence.get("name") if isinstance(licence, dict) else None
        stated += texts(choice.get("expression") or named)
    places = [one.get("contents", {}).get("url") for one in mappings(component.get("data"))
              if isinstance(one.get("contents"), dict)]  # fmt: skip
    evidence = [{"url": where, "kind": "data"} for place in places if (where := address(place))]
    index = draft.add_source(
        {"id": identifier, "files": ["**"], "digital_source_type": code_of(words),
         "license": joined(map(spdx_of, stated)) if stated else None, "evidence": evidence},
        {"license": f"licenses: {', '.join(stated)}", "evidence": "data.contents.url"},
    )  # fmt: skip
    draft.ask(("sources", index, "files"), "which files belong to this component?")
