"""Croissant 0.8 to 1.1 (read): JSON-LD of schema.org with the RAI vocabulary and W3C PROV.

Sources: Croissant specification 1.1, Croissant RAI 1.0 and PROV-O, https://docs.mlcommons.org.
"""

from typing import Any

from provaudit.manifest.exchange import croissant_writing
from provaudit.manifest.exchange.draft import Draft
from provaudit.manifest.exchange.embedding import PROPERTY, restored, unpacked
from provaudit.manifest.exchange.kinds import KEEP_OR_CHANGE, code_of, is_machine
from provaudit.manifest.exchange.languages import known_languages, sorted_out
from provaudit.manifest.exchange.licences import joined, spdx_of
from provaudit.manifest.exchange.linked import get, identity, kinds, root_of
from provaudit.manifest.exchange.provenance import activities_of, generators_of, parents_of
from provaudit.manifest.exchange.values import (
    address,
    date,
    mappings,
    named_parties,
    paragraph,
    slug,
    text,
    texts,
    truth,
)
from provaudit.vocabulary import ORIGIN_OF_CODE, bare_code

# Manifest key -> property, how it is read.
_SIMPLE = {
    ("name",): ("sc:name", text),
    ("version",): ("sc:version", text),
    ("description",): ("sc:description", text),
    ("url",): ("sc:url", address),
    ("issued",): ("sc:datePublished", date),
    ("social_impact",): ("rai:dataSocialImpact", paragraph),
    ("maintenance",): ("rai:dataReleaseMaintenancePlan", paragraph),
    ("limitations",): ("rai:dataLimitations", texts),
    ("biases",): ("rai:dataBiases", texts),
    ("annotation", "protocol"): ("rai:dataAnnotationProtocol", paragraph),
    ("annotation", "platform"): ("rai:dataAnnotationPlatform", texts),
    ("annotation", "per_item"): ("rai:annotationsPerItem", paragraph),
    ("annotation", "demographics"): ("rai:annotatorDemographics", texts),
    ("annotation", "tools"): ("rai:machineAnnotationTools", texts),
    ("creators",): ("sc:creator", named_parties),
}
_STEPS = {
    "dataPreprocessingProtocol": "preprocessing",
    "dataManipulationProtocol": "manipulation",
    "dataImputationProtocol": "imputation",
}
_KEPT = (
    *("dataCollection", "dataCollectionType", "dataCollectionRawData", "dataCollectionTimeframe"),
    *("dataCollectionMissingData", "dataAnnotationAnalysis", "personalSensitiveInformation"),
    *("dataUseCases", "hasSyntheticData"),
)
_DATA = {"FileSet", "FileObject"}


def read(document: dict[str, Any]) -> Draft:
    """Return what a Croissant document declares about a dataset and its files."""
    manifest = unpacked(document.get(PROPERTY))
    if manifest is not None:
        return restored(manifest, document, croissant_writing.write)
    draft = Draft()
    root, nodes = root_of(document, "Dataset")
    for place, (key, reading) in _SIMPLE.items():
        draft.put(place, reading(get(root, key)), key)
    _licence(root, draft)
    _languages(root, draft)
    steps = [(name, one) for name in _STEPS for one in texts(get(root, f"rai:{name}"))]
    draft.put(
        ("processing",),
        [{"step": _STEPS[name], "note": one} for name, one in steps],
        "rai:data*Protocol",
    )
    _sources(root, nodes, draft)
    kept = {key: value for key in _KEPT if (value := get(root, f"rai:{key}")) is not None}
    kept |= {"keywords": words} if (words := texts(get(root, "sc:keywords"))) else {}
    draft.put(("x-croissant",), kept, "the document's own words, unchanged")
    return draft


def _licence(root: dict[str, Any], draft: Draft) -> None:
    stated = texts(get(root, "sc:license"))
    if stated:
        said = f"sc:license: {', '.join(stated)}"
        draft.put(("license",), joined(map(spdx_of, stated)), said)


def _languages(root: dict[str, Any], draft: Draft) -> None:
    tags, strange = sorted_out(texts(get(root, "sc:inLanguage")))
    draft.put(("language",), tags, "sc:inLanguage")
    if strange:
        draft.notes.append(f"no language tag is known for: {', '.join(strange[:10])}")
    keywords = [word.lower() for word in texts(get(root, "sc:keywords"))]
    if not tags:
        named = [known_languages()[word] for word in keywords if word in known_languages()]
        draft.put(("language",), list(dict.fromkeys(named)), "a language among sc:keywords")


def _sources(root: dict[str, Any], nodes: dict[str, dict[str, Any]], draft: Draft) -> None:
    parts = [part for part in mappings(get(root, "cr:distribution")) if _DATA & kinds(part)]
    sets = [part for part in parts if "FileSet" in kinds(part)]
    taken: set[str] = set()
    for part in sets or [{}]:
        identifier = slug(identity(part) or text(get(part, "sc:name")) or "data", taken)
        taken.add(identifier)
        files = texts(get(part, "cr:includes")) if part else _file_names(parts)
        _source(draft, {"id": identifier, "files": files or ["**"]}, [part, root], nodes)


def _file_names(parts: list[dict[str, Any]]) -> list[str]:
    stated = [text(get(part, "sc:contentUrl")) for part in parts]
    return texts([one for one in stated if one and not address(one)])


def _source(
    draft: Draft,
    source: dict[str, Any],
    owners: list[dict[str, Any]],
    nodes: dict[str, dict[str, Any]],
) -> None:
    """Add a source from its own node and, for what that does not say, from the dataset's."""
    code, said, doubt = _origin(owners, draft)
    generators = generators_of(owners, nodes)
    if generators and code == "unknown":
        code, said, doubt = "trainedAlgorithmicMedia", "a software agent in PROV", KEEP_OR_CHANGE
    period = activities_of(owners, nodes)
    source |= {"digital_source_type": code, "generators": generators or None, "collected": period}
    source["derived_from"] = parents_of(owners, nodes)
    index = draft.add_source(
        source, {"generators": "PROV agents", "derived_from": "PROV", "files": "distribution"}
    )
    here = ("sources", index, "digital_source_type")
    if said:
        draft.said[here] = said
    if doubt:
        draft.ask(here, doubt)


def _origin(owners: list[dict[str, Any]], draft: Draft) -> tuple[str, str, str]:
    """Return the code, who said so, and what a person must decide about it."""
    for owner in owners:
        stated = bare_code(text(get(owner, "sc:digitalSourceType")) or "")
        if stated in ORIGIN_OF_CODE:
            return stated, "sc:digitalSourceType", ""
    root = owners[-1]
    synthetic = get(root, "rai:hasSyntheticData")
    words = [word for word in texts(get(root, "sc:keywords")) if is_machine(word)]
    if synthetic is not None and truth(synthetic) is None:
        draft.notes.append(f"rai:hasSyntheticData is neither true nor false: {text(synthetic)!r}")
    if truth(synthetic):
        return (
            "compositeSynthetic",
            "rai:hasSyntheticData",
            "is all of it synthetic, or which part?",
        )
    if words:
        ask = f"the keyword {words[0]!r} does not say whether the text or only its labels are meant"
        other = [] if words == ["synthetic"] else ["found"]
        return code_of([*words, *other]), f"sc:keywords: {', '.join(words)}", ask
    return "unknown", "", ""
