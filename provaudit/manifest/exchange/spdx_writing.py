"""A manifest to SPDX 3.0.1 JSON-LD; the whole manifest is the statement of an annotation.

A dataset package for the dataset and one for each source. Ids and the time of creation follow
from the manifest, so the same manifest gives the same document.
"""

import hashlib
import json
from typing import Any

from provaudit import __version__
from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE
from provaudit.manifest.exchange.embedding import packed

Node = dict[str, Any]
_CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
_MODALITY = {"text": "text", "image": "image", "audio": "audio", "video": "video",
             "tabular": "structured", "code": "text", "timeseries": "timeseries"}  # fmt: skip
_PRESENCE = {"present": "yes", "absent": "no", "unknown": "noAssertion"}
_UNDATED = "1970-01-01T00:00:00Z"


def write(manifest: dict[str, Any]) -> Node:
    """Return an SPDX document for a manifest."""
    text = json.dumps(manifest, sort_keys=True)
    base = f"urn:provaudit:spdx:{hashlib.sha256(text.encode()).hexdigest()[:32]}"
    graph = _Graph(base, _time(manifest.get("issued")))
    agents = [graph.add("Organization", name=one["name"]) for one in manifest["creators"]]
    graph.creators = agents or [base]
    whole = graph.add(_PACKAGE, **_dataset(manifest, agents))
    graph.licence(whole, manifest["license"])
    parts = {source["id"]: graph.add(_PACKAGE, **_source(manifest, source, agents))
             for source in manifest["sources"]}  # fmt: skip
    if parts:
        graph.relate(whole, "contains", sorted(parts.values()))
    for source in manifest["sources"]:
        _relations(graph, source, parts, source.get("license", manifest["license"]))
    graph.add("Annotation", annotationType="other", subject=whole,
              contentType="application/json", statement=packed(manifest))  # fmt: skip
    return {"@context": _CONTEXT, "@graph": graph.finished(whole)}


_PACKAGE = "dataset_DatasetPackage"


class _Graph:
    """Elements so far; ids are the base and a running number."""

    def __init__(self, base: str, time: str) -> None:
        self.base, self.time = base, time
        self.nodes: list[Node] = []
        self.creators: list[str] = []

    def add(self, kind: str, **values: Any) -> str:
        identifier = f"{self.base}#{len(self.nodes)}"
        stated = {key: value for key, value in values.items() if value not in (None, [], "")}
        self.nodes.append(
            {"type": kind, "spdxId": identifier, "creationInfo": "_:creation", **stated}
        )
        return identifier

    def relate(self, start: str, kind: str, ends: list[str], comment: str = "") -> None:
        values: Node = {"from": start, "relationshipType": kind, "to": ends}
        self.add("Relationship", **values, comment=comment)

    def licence(self, package: str, expression: str) -> None:
        """State a licence as declared; what we conclude is nothing."""
        ends = []
        for stated in (expression, UNKNOWN_LICENCE):
            if stated == UNKNOWN_LICENCE:
                ends.append("expandedlicensing_NoAssertionLicense")
            else:
                kind = "simplelicensing_LicenseExpression"
                ends.append(self.add(kind, simplelicensing_licenseExpression=stated))
        for name, end in zip(("hasDeclaredLicense", "hasConcludedLicense"), ends, strict=True):
            self.relate(package, name, [end])

    def finished(self, root: str) -> list[Node]:
        tool = {"type": "Tool", "spdxId": f"{self.base}#tool", "name": f"provaudit {__version__}",
                "creationInfo": "_:creation"}  # fmt: skip
        creation = {"type": "CreationInfo", "@id": "_:creation", "specVersion": "3.0.1",
                    "created": self.time, "createdBy": self.creators,
                    "createdUsing": [tool["spdxId"]]}  # fmt: skip
        document = {"type": "SpdxDocument", "spdxId": f"{self.base}#document",
                    "creationInfo": "_:creation", "rootElement": [root],
                    "profileConformance": ["core", "software", "dataset", "ai", "simpleLicensing"],
                    "element": [node["spdxId"] for node in [*self.nodes, tool]]}  # fmt: skip
        return [creation, document, *self.nodes, tool]


def _dataset(manifest: Node, agents: list[str]) -> Node:
    return {
        **_common(manifest, agents),
        "name": manifest["name"],
        "description": manifest.get("description"),
        "software_packageVersion": manifest["version"],
        "software_downloadLocation": manifest.get("url"),
        "dataset_dataPreprocessing": [_step(one) for one in manifest.get("processing", [])],
        "dataset_knownBias": list(manifest.get("biases", [])),
        "dataset_datasetUpdateMechanism": manifest.get("maintenance"),
        "dataset_datasetNoise": "; ".join(manifest.get("limitations", [])),
        "dataset_intendedUse": "; ".join(one["code"] for one in manifest.get("intended_use", [])),
    }


def _common(manifest: Node, agents: list[str]) -> Node:
    kinds = [_MODALITY.get(one, "other") for one in manifest.get("modality", [])]
    issued = manifest.get("issued")
    return {
        "software_primaryPurpose": "data",
        "originatedBy": agents,
        "releaseTime": _time(issued) if issued else None,
        "dataset_datasetType": list(dict.fromkeys(kinds)) or ["noAssertion"],
        "dataset_hasSensitivePersonalInformation": _PRESENCE.get(
            manifest.get("sensitive_personal_data", "")
        ),
        "dataset_confidentialityLevel": manifest.get("confidentiality"),
    }


def _source(manifest: Node, source: Node, agents: list[str]) -> Node:
    code = source["digital_source_type"].rsplit("/", 1)[-1]
    models = [
        f"{one['model']} as {one.get('role', 'generator')}" for one in source.get("generators", [])
    ]
    words = [f"digital source type: {code}", f"category: {source['category']}"]
    words += [f"method: {one}" for one in source.get("method", [])]
    words += [f"models: {', '.join(models)}"] if models else []
    start = source.get("collected", {}).get("start")
    return {
        **_common(manifest, agents),
        "name": source["id"],
        "software_packageVersion": manifest["version"],
        "builtTime": _time(start) if start else None,
        "dataset_dataCollectionProcess": "; ".join(words),
    }


def _relations(graph: _Graph, source: Node, parts: dict[str, str], licence: str) -> None:
    here = parts[source["id"]]
    graph.licence(here, licence)
    for one in source.get("generators", []):
        model = graph.add("ai_AIPackage", name=one["model"], software_primaryPurpose="model",
                          software_packageVersion=one.get("version"))  # fmt: skip
        role = one.get("role", "generator")
        wrote = role in ("generator", "rewriter", "translator")
        graph.relate(model, "generates" if wrote else "other", [here], comment=f"role: {role}")
    inside = [parts[one] for one in source.get("derived_from", []) if one in parts]
    if inside:
        graph.relate(here, "descendantOf", sorted(set(inside)))


def _step(step: dict[str, str]) -> str:
    return ": ".join(step[key] for key in ("step", "tool", "note") if key in step)


def _time(date: str | None) -> str:
    """Return a date as the start of its day, month or year in UTC, as SPDX writes times."""
    if not date:
        return _UNDATED
    year, month, day = (*date.split("-"), "01", "01")[:3]
    return f"{year}-{month}-{day}T00:00:00Z"
