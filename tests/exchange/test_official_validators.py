"""What is written passes the validators of those who publish the formats."""

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from provaudit.manifest import exchange

FULL = Path(__file__).parent / "full.yaml"


def document(format: str) -> dict[str, Any]:
    from provaudit.manifest.reading import document_of

    manifest = document_of(FULL.read_bytes(), "full.yaml").data
    assert isinstance(manifest, dict)
    text = exchange.written(manifest, format)
    found = yaml.safe_load(text.split("---")[1]) if format == "huggingface" else json.loads(text)
    assert isinstance(found, dict)
    return found


def test_the_example_has_no_fault() -> None:
    from provaudit.manifest import load

    # PA204: the file is an example, so the text of its own licence lies nowhere.
    assert {finding.code for finding in load(FULL)[1]} == {"PA204"}


def test_croissant_passes_mlcroissant() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mlcroissant = pytest.importorskip("mlcroissant", reason="needs mlcroissant")
        dataset = mlcroissant.Dataset(jsonld=document("croissant"))
    assert dataset.metadata.issues.errors == set()
    assert [one for one in dataset.metadata.issues.warnings if "citeAs" not in one] == []


def test_spdx_passes_the_bindings_of_the_model() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = pytest.importorskip("spdx_python_model", reason="needs spdx-python-model").v3_0_1
    objects = model.SHACLObjectSet()
    text = json.dumps(document("spdx"))
    model.JSONLDDeserializer().deserialize_data(json.loads(text), objects)
    assert objects.link() == {"expandedlicensing_NoAssertionLicense"} or objects.link() == set()
    packages = list(objects.foreach_type("dataset_DatasetPackage"))
    assert len(packages) == 3
    model.JSONLDSerializer().serialize_data(objects)  # checks that what is required is there
    declared = [
        one
        for one in objects.foreach_type("Relationship")
        if "DeclaredLicense" in str(one.relationshipType)
    ]
    assert len(declared) == len(packages)


# The requirements of the published schema, data-provenance-standards-1.0.0.schema.json, whose own
# reference for sub-provenance leads nowhere.
CODED = {
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": {
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"type": "string"}, "description": {"type": "string"}},
    },
}
DPS: dict[str, Any] = {
    "type": "object",
    "required": ["source", "provenance", "use"],
    "properties": {
        "source": {
            "type": "object",
            "required": ["version", "title", "id", "issuer", "description"],
            "properties": {
                **{
                    key: {"type": "string"}
                    for key in ("version", "title", "id", "location", "description")
                },
                "issuer": {
                    "type": "array",
                    "minItems": 1,
                    "uniqueItems": True,
                    "items": {
                        "type": "object",
                        "required": ["name"],
                        "properties": {"address": {"type": "array", "items": {"type": "string"}}},
                    },
                },
            },
        },
        "provenance": {"$ref": "#/$defs/provenance"},
        "use": {
            "type": "object",
            "required": ["intended-purpose"],
            "properties": {
                "intended-purpose": {
                    **CODED,
                    "items": {"type": "object", "required": ["code", "description"]},
                },
                "license": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
            },
        },
    },
    "$defs": {
        "provenance": {
            "type": "object",
            "required": ["origin-geography", "date", "generation-method"],
            "properties": {
                "source": {"type": "string"},
                "date": {"type": "string"},
                "previous-date": {"type": "string"},
                "origin-geography": {
                    "type": "array",
                    "minItems": 1,
                    "uniqueItems": True,
                    "items": {"type": "object", "required": ["country"]},
                },
                "generation-period": {
                    "type": "object",
                    "properties": {"start": {"type": "string"}, "end": {"type": "string"}},
                },
                "generation-method": CODED,
                "format": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
                "sub-provenance": {"$ref": "#/$defs/provenance"},
            },
        }
    },
}


def test_dps_has_what_its_schema_requires() -> None:
    found = document("dps")
    assert list(Draft202012Validator(DPS).iter_errors(found)) == []
    assert found["provenance"]["sub-provenance"]["x-source"] == "synth"


def test_a_card_says_synthetic_where_a_source_is() -> None:
    card = document("huggingface")
    assert card["language_creators"] == ["other", "machine-generated"]
    assert "synthetic" in card["tags"]
    assert card["license"] == "other"
    assert card["license_name"] == "CC-BY-4.0 AND LicenseRef-Own"
    assert card["annotations_creators"] == ["crowdsourced"]
