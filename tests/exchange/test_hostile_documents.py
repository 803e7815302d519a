"""Wrong and hostile documents are read as far as they go, or refused in one plain line."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provaudit.errors import UserError
from provaudit.manifest import exchange
from provaudit.manifest.checks import check
from provaudit.manifest.reading import document_of
from provaudit.vocabulary import declared_origin

KEYS = st.sampled_from(
    [
        *("language", "license", "tags", "annotations_creators", "language_creators", "configs"),
        *("data_files", "path", "source_datasets", "pretty_name", "license_name", "provenance"),
        *("name", "creator", "distribution", "includes", "@id", "@type", "@graph", "inLanguage"),
        *("rai:hasSyntheticData", "rai:dataBiases", "keywords", "prov:wasAttributedTo"),
        *("prov:wasGeneratedBy", "prov:wasDerivedFrom", "prov:startedAtTime", "pa:manifest"),
        *("spdxId", "type", "from", "to", "relationshipType", "statement", "dataset_knownBias"),
        *("source", "use", "generation-method", "code", "sub-provenance", "origin-geography"),
        *("country", "state", "Model Generated", "Languages", "Licenses", "License", "Creators"),
        *("components", "licenses", "contents", "metadata", "component", "provaudit", "url"),
    ]
)
LEAVES = st.sampled_from(
    [
        *(None, True, False, 0, -1, 10**50, 1.5, "", " ", "machine-generated", "synthetic", "en"),
        *("a", "Dataset", "prov:SoftwareAgent", "dataset_DatasetPackage", "generates", "2024-01"),
        *("\ud800", "\x1b[31m", "{}", '{"provaudit": 1}', "cc-by-4.0", "other", "data", "US"),
    ]
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)
# What a document may say that is wrong in itself, such as a country for a language.
OF_CARDS = {"PA009", "PA102", "PA204", "PA302", "PA306"}
STARTS: dict[str, dict[str, Any]] = {
    "croissant": {"@context": {}, "@type": "sc:Dataset"},
    "spdx": {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"},
    "dps": {"source": {}, "provenance": {}},
    "cyclonedx": {"bomFormat": "CycloneDX"},
    "data-provenance": {"d": {"Dataset Name": "d"}},
}


def read(data: bytes) -> exchange.Draft:
    draft, _ = exchange.draft_of(data, "some/card.json")
    if not draft.whole:
        document = document_of(exchange.manifest_text(draft, ["x"]).encode("utf-8"), "p.yaml")
        assert document.data == draft.data
        assert {finding.code for finding in check(document)} <= OF_CARDS
    return draft


def refused(data: bytes) -> str:
    """Return why a document is refused; empty if it is read."""
    try:
        read(data)
    except UserError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("format", STARTS)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.dictionaries(KEYS, ANYTHING, max_size=6), inner=st.dictionaries(KEYS, ANYTHING))
def test_any_types_anywhere(format: str, data: dict[str, Any], inner: dict[str, Any]) -> None:
    values = STARTS[format] | data
    if format == "data-provenance":
        values |= {"d": {"Dataset Name": "d"} | inner}
    if format == "spdx":
        values |= {"@graph": [{"type": "dataset_DatasetPackage", "spdxId": "a"} | inner]}
    error = refused(json.dumps(values).encode())
    assert not error or "no known kind" in error or "nested" in error


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.dictionaries(KEYS, ANYTHING, max_size=6))
def test_any_types_in_front_matter(data: dict[str, Any]) -> None:
    text = json.dumps(data).replace("\\ud800", "?")
    read(f"---\n{text}\n---\nbody".encode())


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=300) | st.binary(max_size=80).map(lambda tail: b"---\n" + tail))
def test_any_bytes(data: bytes) -> None:
    assert "\n" not in refused(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"a": ' * 50_000, "nested too deep"),
        (b"[" * 1000, "nested"),
        (b'{"@type": "Dataset", "@context": {},}', "not JSON"),
        (b" " * 20_000_001, "larger than 20 MB"),
        (b"---\na: &a [x, x, x]\nb: &b [*a, *a, *a]\n" + b"".join(
            b"%c: &%c [*%c, *%c, *%c, *%c]\n" % (n + 1, n + 1, n, n, n, n) for n in range(98, 112)
        ) + b"---\n", "too many values"),
        (b"a,b\n1,2\n", "no known kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_line(data: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read(data)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (b"---\n---\n# Card", "front matter is empty"),
        (b"# A card\n\nwithout front matter", "no front matter"),
        (b"---\n- a\n- b\n---\n", "no mapping"),
        (b"---\nlicense: mit\ntags: [a\nx: y\n---\n", "not valid YAML after"),
        (b"---\nlicense: mit\nlicense: apache-2.0\n---\n", "given twice"),
        (b"---\nlicense: mit\npretty_name: caf\xe9\n---\n", "not in UTF-8"),
        (b'{"@context": {}, "@type": "Dataset", "name": NaN}', "NaN"),
        (b'{"@context": {}, "@type": "Dataset", "rai:hasSyntheticData": "banana"}', "'banana'"),
    ],
)
def test_what_is_odd_is_said(text: bytes, note: str) -> None:
    assert any(note in one for one in read(text).notes)


@pytest.mark.parametrize(
    ("front", "origin", "labels"),
    [
        ("language_creators: machine-generated", "synthetic", []),
        ("language_creators: [machine-generated, found]", "mixed", []),
        ("annotations_creators: [machine-generated]", "unknown", ["machine-generated"]),
        ("annotations_creators: machine-generated\nlanguage_creators: [crowdsourced]", "human",
         ["machine-generated"]),
        ("tags: [synthetic]", "synthetic", []),
        ("tags: [Synthetic, text]\nlanguage_creators: [expert-generated]", "mixed", []),
        ("language_creators: [found, other]", "unknown", []),
        ("tags: [distilabel]", "synthetic", []),
        ("language: [en, no]", "unknown", []),
    ],
)  # fmt: skip
def test_text_and_labels_are_two_things(front: str, origin: str, labels: list[str]) -> None:
    draft = read(f"---\n{front}\n---\n".encode())
    (source,) = draft.data["sources"]
    roles = [one.get("role", "generator") for one in source.get("generators", [])]
    assert declared_origin(source["digital_source_type"], roles) == origin
    assert draft.data.get("annotation", {}).get("creators", []) == labels
    if "language:" in front:
        assert draft.data["language"] == ["en", "no"]


def test_a_circle_of_references_ends() -> None:
    graph = [
        {"@id": "d", "@type": "sc:Dataset", "name": "d", "prov:wasGeneratedBy": {"@id": "a"},
         "prov:wasDerivedFrom": {"@id": "d"}},
        {"@id": "a", "@type": "prov:Activity", "prov:wasAssociatedWith": [{"@id": "m"}]},
        {"@id": "m", "@type": "prov:SoftwareAgent", "name": {"@id": "m"}, "prov:label": "gpt-4o",
         "prov:actedOnBehalfOf": {"@id": "d"}},
    ]  # fmt: skip
    draft = read(json.dumps({"@context": {}, "@graph": graph}).encode())
    (source,) = draft.data["sources"]
    assert source["digital_source_type"] == "trainedAlgorithmicMedia"
    assert source["generators"][0]["model"] in ("m", "gpt-4o")


@pytest.mark.parametrize(
    ("stated", "code"),
    [("true", "compositeSynthetic"), (True, "compositeSynthetic"), (False, "unknown"),
     ("https://schema.org/True", "compositeSynthetic"), ("banana", "unknown")],
)  # fmt: skip
def test_has_synthetic_data(stated: object, code: str) -> None:
    document = {"@context": {}, "@type": "Dataset", "rai:hasSyntheticData": stated}
    draft = read(json.dumps(document).encode())
    assert draft.data["sources"][0]["digital_source_type"] == code
    assert draft.data["x-croissant"] == {"hasSyntheticData": stated}


def test_an_empty_list_of_models_declares_nothing() -> None:
    card = {"d": {"Dataset Name": "d", "Model Generated": [], "Text Sources": ["web"]}}
    draft = read(json.dumps(card).encode())
    assert draft.data["sources"][0]["digital_source_type"] == "unknown"


def test_cyclonedx_data_components() -> None:
    bill = {"bomFormat": "CycloneDX", "components": [
        {"type": "data", "name": "Seed set", "licenses": [{"license": {"id": "CC-BY-4.0"}}],
         "data": [{"type": "dataset", "contents": {"url": "https://e.org/d"}}]},
        {"type": "library", "name": "not data"}]}  # fmt: skip
    draft = read(json.dumps(bill).encode())
    (source,) = draft.data["sources"]
    assert (source["id"], source["license"]) == ("seed-set", "CC-BY-4.0")
    assert source["evidence"] == [{"url": "https://e.org/d", "kind": "data"}]
    assert draft.data["license"] == "CC-BY-4.0"
