"""A manifest to Croissant 1.1 with RAI and PROV; the whole manifest stands in ``pa:manifest``.

The context is that of the Croissant specification 1.1, with ``rai``, ``prov`` and ``pa`` added.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from provaudit.manifest.exchange.embedding import PROPERTY, packed
from provaudit.vocabulary import bare_code

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_FORMATS = {
    "parquet": "application/x-parquet",
    "jsonl": "application/jsonlines",
    "json": "application/json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "md": "text/markdown",
}
_RAI = {
    "rai:dataSocialImpact": ("social_impact",),
    "rai:dataReleaseMaintenancePlan": ("maintenance",),
    "rai:dataLimitations": ("limitations",),
    "rai:dataBiases": ("biases",),
    "rai:dataAnnotationProtocol": ("annotation", "protocol"),
    "rai:dataAnnotationPlatform": ("annotation", "platform"),
    "rai:annotationsPerItem": ("annotation", "per_item"),
    "rai:annotatorDemographics": ("annotation", "demographics"),
    "rai:machineAnnotationTools": ("annotation", "tools"),
}


@cache
def _context() -> dict[str, Any]:
    context: dict[str, Any] = json.loads(
        (files(__package__) / "croissant_context.json").read_text("utf-8")
    )
    return context


def write(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return a Croissant document for a manifest."""
    document = {
        "@context": _context(),
        "@type": "sc:Dataset",
        "@id": manifest.get("id"),
        "conformsTo": [
            "http://mlcommons.org/croissant/1.1",
            "http://mlcommons.org/croissant/RAI/1.0",
        ],
        "name": manifest["name"],
        "description": manifest.get("description") or manifest["name"],
        "url": manifest.get("url"),
        "version": manifest["version"],
        "license": _licence(manifest["license"]),
        "datePublished": manifest.get("issued"),
        "inLanguage": manifest.get("language") or None,
        "creator": [_party(creator) for creator in manifest["creators"]],
        "distribution": [_file_set(source) for source in manifest["sources"]],
        **{key: _at(manifest, place) for key, place in _RAI.items()},
        "rai:dataPreprocessingProtocol": [_step(step) for step in manifest.get("processing", [])],
        "rai:personalSensitiveInformation": manifest.get("sensitive_personal_data"),
        PROPERTY: packed(manifest),
    }
    return {key: value for key, value in document.items() if value not in (None, [], "")}


def _licence(expression: str) -> str:
    simple = " " not in expression and not expression.startswith(("LicenseRef", "NOASS"))
    return f"https://spdx.org/licenses/{expression}" if simple else expression


def _at(manifest: dict[str, Any], place: tuple[str, ...]) -> Any:  # noqa: ANN401
    value: Any = manifest
    for key in place:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _party(creator: dict[str, str]) -> dict[str, str]:
    known: dict[str, str] = {k: creator[k] for k in ("name", "url", "email") if k in creator}
    return {"@type": "sc:Organization", **known}


def _step(step: dict[str, str]) -> str:
    return ": ".join(step[key] for key in ("step", "tool", "note") if key in step)


def _file_set(source: dict[str, Any]) -> dict[str, Any]:
    code = bare_code(source["digital_source_type"])
    collected = source.get("collected", {})
    activity = {
        "@type": "prov:Activity",
        "prov:label": ", ".join(source.get("method", [])) or source["category"],
        "prov:startedAtTime": collected.get("start"),
        "prov:endedAtTime": collected.get("end"),
    }
    found = {
        "@type": "cr:FileSet",
        "@id": source["id"],
        "name": source["id"],
        "encodingFormat": _encoding(source["files"]),
        "includes": list(source["files"]),
        "sc:digitalSourceType": None if code == "unknown" else _IPTC + code,
        "pa:category": source["category"],
        "license": source.get("license"),
        "inLanguage": source.get("language"),
        "prov:wasGeneratedBy": {key: value for key, value in activity.items() if value},
        "prov:wasAttributedTo": [_agent(one) for one in source.get("generators", [])],
        "prov:wasDerivedFrom": [{"@id": parent} for parent in source.get("derived_from", [])],
    }
    return {key: value for key, value in found.items() if value not in (None, [], "")}


def _agent(generator: dict[str, Any]) -> dict[str, str]:
    known: dict[str, str] = {k: generator[k] for k in ("provider", "version") if k in generator}
    role = generator.get("role", "generator")
    return {"@type": "prov:SoftwareAgent", "name": generator["model"], "pa:role": role, **known}


def _encoding(globs: list[str]) -> str:
    suffixes = {suffix for glob in globs for suffix in glob.lower().split(".")[1:]}
    return next((kind for suffix, kind in _FORMATS.items() if suffix in suffixes), "text/plain")
