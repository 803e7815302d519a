"""Data & Trust Alliance Data Provenance Standards 1.0.0, JSON: ``source``, ``provenance``, ``use``.

Keys: OASIS DPS TC, data-provenance-standards-1.0.0.schema.json. The schema allows further keys, so
the whole manifest stands under ``x-provaudit-manifest``.
"""

from typing import Any

from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE, Draft
from provaudit.manifest.exchange.embedding import restored, unpacked
from provaudit.manifest.exchange.kinds import KEEP_OR_CHANGE
from provaudit.manifest.exchange.licences import joined, spdx_of
from provaudit.manifest.exchange.values import (
    address,
    date,
    mappings,
    named_parties,
    slug,
    text,
    texts,
)

EMBEDDED = "x-provaudit-manifest"
_MODALITIES = ("text", "image", "audio", "video", "tabular", "code", "timeseries", "other")
_PEOPLE = ("user-generated-content", "primary-user-source", "social-media")
_PREFIX = "machine-generated-mlops-"
_MACHINE = ("synthetic", "generative")
_METHOD_OF_CODE = {
    "trainedAlgorithmicMedia": "machine-generated-mlops-generative",
    "trainedAlgorithmicData": "machine-generated-mlops-synthetic",
    "algorithmicMedia": "simulations-na",
}


def is_dps(values: dict[str, Any]) -> bool:
    """Return whether a document has the three groups of the standard, or two of them."""
    groups = [key for key in ("source", "provenance", "use") if isinstance(values.get(key), dict)]
    return len(groups) >= 2


def read(document: dict[str, Any]) -> Draft:
    """Return what a DPS document declares."""
    manifest = unpacked(document.get(EMBEDDED))
    if manifest is not None:
        return restored(manifest, document, write)
    draft = Draft()
    about, made, use = (_group(document, key) for key in ("source", "provenance", "use"))
    draft.put(("id",), text(about.get("id")), "source.id")
    draft.put(("name",), text(about.get("title")), "source.title")
    draft.put(("description",), text(about.get("description")), "source.description")
    draft.put(("url",), address(about.get("location")), "source.location")
    draft.put(("creators",), named_parties(about.get("issuer")), "source.issuer")
    draft.put(("issued",), date(made.get("date")), "provenance.date")
    draft.put(("previous_issued",), date(made.get("previous-date")), "provenance.previous-date")
    modality = [one for one in texts(made.get("format")) if one in _MODALITIES]
    draft.put(("modality",), modality, "provenance.format")
    purposes = [
        {"code": code, "note": text(one.get("description")) or ""}
        for one in mappings(use.get("intended-purpose"))
        if (code := text(one.get("code")))
    ]
    draft.put(("intended_use",), purposes, "use.intended-purpose")
    stated = texts(use.get("license"))
    if stated:
        draft.put(("license",), joined(map(spdx_of, stated)), f"use.license: {', '.join(stated)}")
    _sources(draft, made, use)
    kept = {key: document[key] for key in ("provenance", "use") if key in document}
    draft.put(("x-dps",), kept, "the document's own words, unchanged")
    return draft


def _group(values: dict[str, Any], key: str) -> dict[str, Any]:
    found = values.get(key)
    return found if isinstance(found, dict) else {}


def _sources(draft: Draft, made: dict[str, Any], use: dict[str, Any]) -> None:
    """Add a source for each link of the chain of ``sub-provenance``."""
    taken: set[str] = set()
    link: dict[str, Any] = made
    for _ in range(20):
        identifier = slug(text(link.get("x-source")) or "data", taken)
        taken.add(identifier)
        _source(draft, identifier, link, use)
        link = _group(link, "sub-provenance")
        if not link:
            return


def _source(draft: Draft, identifier: str, made: dict[str, Any], use: dict[str, Any]) -> None:
    methods = texts([one.get("code") for one in mappings(made.get("generation-method"))])
    period = _group(made, "generation-period")
    start, end = date(period.get("start")), date(period.get("end"))
    rights = {key: "; ".join(found) for key in ("copyright", "patent", "trademark")
              if (found := texts(use.get(key)))}  # fmt: skip
    consent = "; ".join(texts(use.get("consents")))
    rights |= {"consent": consent} if consent else {}
    collected = ({"start": start} | ({"end": end} if end else {})) if start else None
    code = _code(methods)
    parent = text(made.get("source"))
    index = draft.add_source(
        {"id": identifier, "files": ["**"], "digital_source_type": code, "method": methods,
         "collected": collected, "geography": _places(made), "rights": rights or None,
         "derived_from": [parent] if parent and address(parent) else []},
        {"method": "provenance.generation-method", "collected": "provenance.generation-period",
         "geography": "provenance.origin-geography", "rights": "use"},
    )  # fmt: skip
    here = ("sources", index, "digital_source_type")
    draft.said[here] = "provenance.generation-method" if methods else "nothing says it"
    if code in ("trainedAlgorithmicMedia", "compositeSynthetic"):
        draft.ask(here, KEEP_OR_CHANGE)


def _code(methods: list[str]) -> str:
    made = [one.removeprefix(_PREFIX) in _MACHINE and one.startswith(_PREFIX) for one in methods]
    if methods and all(made):
        return "trainedAlgorithmicMedia"
    if any(made):
        return "compositeSynthetic"
    if methods and all(one == "simulations-na" for one in methods):
        return "algorithmicMedia"
    return (
        "digitalCreation" if methods and all(m.startswith(_PEOPLE) for m in methods) else "unknown"
    )


def _places(made: dict[str, Any]) -> list[str]:
    found = []
    for one in mappings(made.get("origin-geography")):
        country, state = (text(one.get(key)) or "" for key in ("country", "state"))
        place = f"{country}-{state}" if state and len(state) <= 3 else country
        if len(country) == 2 and place.replace("-", "").isalnum() and place == place.upper():
            found.append(place)
    return list(dict.fromkeys(found))


def write(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return a DPS document; what the standard wants and the manifest lacks is ``unknown``."""
    links = [_link(manifest, source) for source in manifest["sources"]]
    chain: dict[str, Any] = {}
    for link in reversed(links):
        chain = link | ({"sub-provenance": chain} if chain else {})
    about = {
        "version": "1.0.0",
        "title": manifest["name"],
        "id": manifest.get("id") or manifest["name"],
        "location": manifest.get("url"),
        "issuer": _issuers(manifest["creators"]),
        "description": manifest.get("description") or manifest["name"],
    }
    uses = [
        {"code": one["code"], "description": one.get("note") or one["code"]}
        for one in manifest.get("intended_use", [])
    ]
    licences = [manifest["license"], *(s["license"] for s in manifest["sources"] if "license" in s)]
    use = {
        "license": [one for one in dict.fromkeys(licences) if one != UNKNOWN_LICENCE],
        "intended-purpose": _unlike(uses) or [{"code": "unknown", "description": "not stated"}],
    }
    return {
        "source": {key: value for key, value in about.items() if value},
        "provenance": chain,
        "use": use,
        EMBEDDED: manifest,
    }


def _issuers(creators: list[dict[str, str]]) -> list[dict[str, Any]]:
    found = []
    for one in creators:
        place = {"address": [one["address"]]} if one.get("address") else {}
        found.append({"name": one["name"], **place})
    return _unlike(found)


def _unlike(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for n, one in enumerate(entries) if one not in entries[:n]]


def _link(manifest: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    code = source["digital_source_type"].rsplit("/", 1)[-1]
    methods = source.get("method") or [_METHOD_OF_CODE.get(code, "other-na")]
    places = [dict(zip(("country", "state"), place.split("-", 1), strict=False))
              for place in source.get("geography", [])]  # fmt: skip
    found = {
        "x-source": source["id"],
        "source": "; ".join(source.get("derived_from", [])),
        "origin-geography": _unlike(places) or [{"country": "unknown"}],
        "date": manifest.get("issued") or "unknown",
        "previous-date": manifest.get("previous_issued"),
        "generation-period": source.get("collected"),
        "generation-method": [{"code": one, "description": code} for one in dict.fromkeys(methods)],
        "format": list(dict.fromkeys(manifest.get("modality", []))),
    }
    return {key: value for key, value in found.items() if value}
