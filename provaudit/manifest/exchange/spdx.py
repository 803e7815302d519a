"""SPDX 3.0.1 Dataset profile as JSON-LD: elements of a ``@graph`` with relationships between them.

Source: SPDX 3.0.1 model, https://spdx.github.io/spdx-spec/v3.0.1/. SPDX has no place for the origin
of data, so it is read from, and written to, ``dataset_dataCollectionProcess`` as plain words.
"""

import re
from typing import Any

from provaudit.manifest.exchange import spdx_writing
from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE, Draft
from provaudit.manifest.exchange.embedding import restored, unpacked
from provaudit.manifest.exchange.kinds import KEEP_OR_CHANGE
from provaudit.manifest.exchange.licences import joined, spdx_of
from provaudit.manifest.exchange.linked import by_id, identity
from provaudit.manifest.exchange.values import (
    address,
    date,
    mappings,
    paragraph,
    slug,
    text,
    texts,
)
from provaudit.vocabulary import ORIGIN_OF_CODE

Node = dict[str, Any]
_KIND = "dataset_DatasetPackage"
_CODE = re.compile(r"digital source type: (\w+)")
_PRESENCE = {"yes": "present", "no": "absent", "noAssertion": "unknown"}
_TLP = ("clear", "green", "amber", "red")
_MODALITY = {"text": "text", "image": "image", "audio": "audio", "video": "video",
             "structured": "tabular", "timeseries": "timeseries", "other": "other"}  # fmt: skip


def is_spdx(values: dict[str, Any]) -> bool:
    """Return whether a document is SPDX 3 in JSON-LD."""
    context = texts(values.get("@context"))
    return any("spdx" in one for one in context) or any(
        "spdxId" in node for node in mappings(values.get("@graph"))[:50]
    )


def read(document: dict[str, Any]) -> Draft:
    """Return what the dataset packages of an SPDX document declare; a source for each."""
    graph = mappings(document.get("@graph")) or [document]
    for node in graph:
        if node.get("type") == "Annotation":
            manifest = unpacked(node.get("statement"))
            if manifest is not None:
                return restored(manifest, document, spdx_writing.write)
    draft = Draft()
    nodes = by_id(graph)
    packages = [node for node in graph if node.get("type") == _KIND]
    if not packages:
        draft.notes.append("the document has no dataset package")
        return draft
    _dataset(draft, packages[0], graph, nodes)
    taken: set[str] = set()
    for package in packages[1:] or packages:
        identifier = slug(text(package.get("name")) or "data", taken)
        taken.add(identifier)
        _source(draft, identifier, package, graph, nodes)
    return draft


def _dataset(draft: Draft, package: Node, graph: list[Node], nodes: dict[str, Node]) -> None:
    draft.put(("id",), text(package.get("spdxId")), "spdxId")
    draft.put(("name",), text(package.get("name")), "name")
    draft.put(("version",), text(package.get("software_packageVersion")), "software_packageVersion")
    summary = paragraph(package.get("description")) or paragraph(package.get("summary"))
    draft.put(("description",), summary, "description")
    place = address(package.get("software_downloadLocation"))
    draft.put(("url",), place, "software_downloadLocation")
    draft.put(("issued",), date(package.get("releaseTime")), "releaseTime")
    draft.put(("license",), _licence(package, graph, nodes), "hasDeclaredLicense")
    parties = [*texts(package.get("originatedBy")), *texts(package.get("suppliedBy"))]
    names = [text(nodes.get(one, {}).get("name")) or one for one in parties]
    draft.put(("creators",), [{"name": one} for one in dict.fromkeys(names)], "originatedBy")
    kinds = [
        _MODALITY[one] for one in texts(package.get("dataset_datasetType")) if one in _MODALITY
    ]
    draft.put(("modality",), kinds, "dataset_datasetType")
    sensitive = _PRESENCE.get(str(package.get("dataset_hasSensitivePersonalInformation")), "")
    draft.put(("sensitive_personal_data",), sensitive, "dataset_hasSensitivePersonalInformation")
    level = text(package.get("dataset_confidentialityLevel"))
    draft.put(("confidentiality",), level if level in _TLP else "", "dataset_confidentialityLevel")
    draft.put(("biases",), texts(package.get("dataset_knownBias")), "dataset_knownBias")
    steps = [{"step": one} for one in texts(package.get("dataset_dataPreprocessing"))]
    draft.put(("processing",), steps, "dataset_dataPreprocessing")
    upkeep = paragraph(package.get("dataset_datasetUpdateMechanism"))
    draft.put(("maintenance",), upkeep, "dataset_datasetUpdateMechanism")
    kept = {key: value for key, value in package.items() if key.startswith("dataset_")}
    draft.put(("x-spdx",), kept, "the document's own words, unchanged")


def _source(
    draft: Draft, identifier: str, package: Node, graph: list[Node], nodes: dict[str, Node]
) -> None:
    process = paragraph(package.get("dataset_dataCollectionProcess")) or ""
    match = _CODE.search(process)
    code = match[1] if match and match[1] in ORIGIN_OF_CODE else "unknown"
    said = "dataset_dataCollectionProcess"
    generators = _generators(package, graph, nodes)
    if code == "unknown" and generators:
        code, said = "trainedAlgorithmicMedia", "relationship generates"
    built = date(package.get("builtTime"))
    index = draft.add_source(
        {"id": identifier, "files": ["**"], "digital_source_type": code,
         "generators": generators, "license": _licence(package, graph, nodes) or None,
         "derived_from": _parents(package, graph, nodes),
         "collected": {"start": built} if built else None},
        {"generators": "relationship generates", "license": "hasDeclaredLicense",
         "derived_from": "relationship descendantOf", "collected": "builtTime"},
    )  # fmt: skip
    if code != "unknown":
        draft.said[("sources", index, "digital_source_type")] = said
        if not match:
            draft.ask(("sources", index, "digital_source_type"), KEEP_OR_CHANGE)
    draft.ask(("sources", index, "files"), "which files belong to this package?")


def _related(kind: str, graph: list[Node], *, start: str = "", end: str = "") -> list[str]:
    """Return the other ends of all relationships of a kind that begin, or end, at an element."""
    found: list[str] = []
    for node in graph:
        if node.get("relationshipType") != kind:
            continue
        source, targets = identity(node.get("from")), _identities(node.get("to"))
        if start and source == start:
            found += targets
        if end and end in targets and source:
            found.append(source)
    return found


def _identities(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [one for one in map(identity, several[:1000]) if one]


def _licence(package: Node, graph: list[Node], nodes: dict[str, Node]) -> str:
    here = identity(package) or "-"
    for kind in ("hasDeclaredLicense", "hasConcludedLicense"):
        stated = []
        for one in _related(kind, graph, start=here):
            node = nodes.get(one, {})
            named = text(node.get("simplelicensing_licenseExpression")) or text(node.get("name"))
            stated.append(spdx_of(named or one.rsplit("/", 1)[-1]))
        if stated:
            return joined(stated)
    return "" if package.get("type") == _KIND else UNKNOWN_LICENCE


def _generators(package: Node, graph: list[Node], nodes: dict[str, Node]) -> list[dict[str, str]]:
    found = []
    for one in _related("generates", graph, end=identity(package) or "-"):
        node = nodes.get(one, {})
        if node.get("type") == "ai_AIPackage":
            version = text(node.get("software_packageVersion"))
            entry = {"model": text(node.get("name")) or one}
            found.append(entry | ({"version": version} if version else {}))
    return found


def _parents(package: Node, graph: list[Node], nodes: dict[str, Node]) -> list[str]:
    here = identity(package) or "-"
    ends = _related("descendantOf", graph, start=here) + _related("ancestorOf", graph, end=here)
    places = [address(nodes.get(one, {}).get("software_downloadLocation")) or one for one in ends]
    return list(dict.fromkeys(one for one in places if ":" in one or "/" in one))
