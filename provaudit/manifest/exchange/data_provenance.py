"""Data Provenance Initiative cards (read): one file describes one or more datasets.

An empty ``Model Generated`` list declares nothing: a corpus built to hold no model-written text
once shipped some because of it. Source: Data-Provenance-Collection, ``data_summaries``.
"""

from typing import Any

from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE, Draft
from provaudit.manifest.exchange.kinds import PEOPLE
from provaudit.manifest.exchange.languages import sorted_out
from provaudit.manifest.exchange.licences import joined, spdx_of
from provaudit.manifest.exchange.values import address, mappings, slug, text, texts

_ADDRESSES = ("Hugging Face URL", "Dataset URL", "GitHub URL", "Collection URL", "Website URL")
_TRANSLATORS = ("translat", "deepl", "indictrans", "nllb")
_KEPT = (
    *("Text Sources", "Video Sources", "Source Category", "Source", "Model Generated"),
    *("Human Annotation", "Derived from Datasets", "Languages", "Languages (ISO)", "Creators"),
    *("Licenses", "License Notes", "Year Released", "Countries", "Location", "Format"),
    *("Task Categories", "Tasks", "Taken Down"),
)
_CARD = "the card's"


def is_card(values: dict[str, Any]) -> bool:
    """Return whether a document holds entries of the Data Provenance Collection."""
    entries = [value for value in values.values() if isinstance(value, dict)]
    return bool(entries) and any(
        "Dataset Name" in entry or "Unique Dataset Identifier" in entry for entry in entries
    )


def read(document: dict[str, Any]) -> Draft:
    """Return a draft with a source for each dataset of the card."""
    draft = Draft()
    entries = {name: entry for name, entry in document.items() if isinstance(entry, dict)}
    if len(entries) < len(document):
        draft.notes.append("what is no mapping among the datasets of the card was left out")
    first = next(iter(entries.values()), {})
    draft.put(("name",), text(first.get("Collection")), f"{_CARD} Collection")
    languages: list[str] = []
    creators: list[str] = []
    taken: set[str] = set()
    for name, entry in entries.items():
        identifier = slug(name, taken)
        taken.add(identifier)
        _source(draft, identifier, entry, alone=len(entries) == 1)
        languages += texts(entry.get("Languages (ISO)")) or texts(entry.get("Languages"))
        creators += texts(entry.get("Creators"))
    tags, strange = sorted_out(list(dict.fromkeys(languages)))
    draft.put(("language",), tags, f"{_CARD} Languages")
    if strange:
        draft.notes.append(f"no language tag is known for: {', '.join(strange[:10])}")
    parties = [{"name": name} for name in dict.fromkeys(creators)]
    draft.put(("creators",), parties, f"{_CARD} Creators")
    licences = [source["license"] for source in draft.data.get("sources", [])]
    draft.put(("license",), joined(licences), f"{_CARD} Licenses, of all its datasets")
    url = next((found for key in _ADDRESSES if (found := address(first.get(key)))), None)
    draft.put(("url",), url, f"{_CARD} address of the dataset")
    return draft


def _source(draft: Draft, identifier: str, entry: dict[str, Any], *, alone: bool) -> None:
    models = texts(entry.get("Model Generated"))
    generators = [{"model": model, "role": _role(model)} for model in models]
    kept = {key: entry[key] for key in _KEPT if entry.get(key) not in (None, "")}
    index = draft.add_source(
        {
            "id": identifier,
            "files": ["**"] if alone else [f"{identifier}/**"],
            "digital_source_type": _code(entry, generators),
            "generators": generators,
            "license": _licence(entry),
            "language": _tags(entry),
            "derived_from": _parents(entry),
            "x-data-provenance": kept,
        },
        _said(entry, models),
    )
    if not alone:
        draft.ask(("sources", index, "files"), "which files belong to this dataset?")
    if draft.data["sources"][index]["license"] == UNKNOWN_LICENCE:
        draft.ask(("sources", index, "license"), "under which licence? write an SPDX expression")


def _said(entry: dict[str, Any], models: list[str]) -> dict[str, str]:
    origin = "Model Generated" if models else "Text Sources; its Model Generated is empty"
    licences = ", ".join(texts([one.get("License") for one in mappings(entry.get("Licenses"))]))
    return {
        "digital_source_type": f"{_CARD} {origin}",
        "license": f"{_CARD} Licenses: {licences or 'none'}",
        "language": f"{_CARD} Languages",
        "derived_from": f"{_CARD} Derived from Datasets",
        "x-data-provenance": "the card's own words, unchanged",
    }


def _role(model: str) -> str:
    lowered = model.lower()
    return "translator" if any(word in lowered for word in _TRANSLATORS) else "generator"


def _code(entry: dict[str, Any], generators: list[dict[str, str]]) -> str:
    if any(one["role"] == "generator" for one in generators):
        return "trainedAlgorithmicMedia"
    if generators:
        return "compositeWithTrainedAlgorithmicMedia"
    made = texts(entry.get("Text Sources")) or texts(entry.get("Source Category"))
    people = made and all(one.lower() in PEOPLE for one in made)
    return "digitalCreation" if people else "unknown"


def _licence(entry: dict[str, Any]) -> str:
    stated = texts([one.get("License") for one in mappings(entry.get("Licenses"))])
    return joined(map(spdx_of, stated))


def _tags(entry: dict[str, Any]) -> list[str]:
    return sorted_out(texts(entry.get("Languages (ISO)")) or texts(entry.get("Languages")))[0]


def _parents(entry: dict[str, Any]) -> list[str]:
    stated = texts(entry.get("Derived from Datasets"))
    return [one if "/" in one or ":" in one else "dpi:" + one.replace(" ", "-") for one in stated]
